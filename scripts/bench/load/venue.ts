import { judgeCrowd, registerAtOnce, untilFinished } from "./people"
import { promiseTickets } from "./registrations"
import type { Part } from "./report"
import type { Stage } from "./stage"

const address = "203.0.113.7"

/** Everybody in a hall opens the form in one instant, behind one address; without JavaScript, so work is a wait. */
export async function venue(part: Part, stage: Stage, people: number): Promise<void> {
  const start = performance.now()
  const { visitors, answers } = await registerAtOnce(stage, people, address)
  part.add("people behind one address", people)
  part.add("all of them in after, s", ((performance.now() - start) / 1_000).toFixed(0))
  answers.report(part)
  promiseTickets(part, visitors)
  part.promise((await untilFinished(visitors)) !== null, "GATE had not everything after five minutes")
  await judgeCrowd(part, stage, visitors)
}
