import { judgeCrowd, registerAtRate, untilFinished } from "./people"
import { promiseTickets } from "./registrations"
import type { Part } from "./report"
import type { Stage } from "./stage"

const mostCalls = 8

/** GATE drops every call while people register; then it is well, and gets everything. */
export async function away(
  part: Part,
  stage: Stage,
  { rate, seconds }: { rate: number; seconds: number },
): Promise<void> {
  const { gate, callsAtOnce } = stage
  if (!gate) throw new Error("GATE is inside the site and cannot be away.")
  await gate.misbehave({ fault: "drop-before", path: "/api/v1" })
  const { visitors, answers } = await registerAtRate(stage, { rate, seconds })
  part.add("registrations while GATE is away", visitors.length)
  answers.report(part)
  promiseTickets(part, visitors)
  await gate.misbehave()
  const finishedMs = await untilFinished(visitors)
  part.add(
    "finished after its return, s",
    finishedMs === null ? "never" : (finishedMs / 1_000).toFixed(1),
    "300",
  )
  part.add("calls under way at most", callsAtOnce(), String(mostCalls))
  part.promise(finishedMs !== null, "GATE had not everything five minutes after its return")
  part.promise(callsAtOnce() <= mostCalls, `${callsAtOnce()} calls to GATE were under way at once`)
  await judgeCrowd(part, stage, visitors)
}
