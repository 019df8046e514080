import { judgeCrowd, registerAtRate, untilFinished } from "./people"
import type { Part } from "./report"
import type { Stage } from "./stage"
import { forgetPeak, readInside, readVitals } from "./vitals"

/** Everybody who came has a ticket, whatever it took. */
export function promiseTickets(part: Part, visitors: { outcome: string }[]): void {
  const without = visitors.filter(({ outcome }) => outcome !== "ticket").length
  part.promise(without === 0, `${without} of ${visitors.length} people have no ticket`)
}

/** People register at a steady rate by the forms of a browser without JavaScript; codes come by SMTP. */
export async function registrations(
  part: Part,
  stage: Stage,
  { rate, seconds }: { rate: number; seconds: number },
): Promise<void> {
  const { site, metricsPort } = stage
  const crowd = await registerAtRate(stage, { rate: 1, seconds: 5 })
  crowd.answers.all.length = 0
  const early = crowd.visitors.length
  await readInside(metricsPort)
  await forgetPeak(site.pid)
  const before = await readVitals(site.pid)
  const start = performance.now()
  const { visitors, answers } = await registerAtRate(stage, { rate, seconds }, crowd)
  const finishedMs = await untilFinished(visitors)
  const after = await readVitals(site.pid)
  const { loopP99Ms } = await readInside(metricsPort)
  const came = visitors.length - early
  part.add(
    "registrations",
    `${came} in ${((performance.now() - start) / 1_000).toFixed(0)} s, ${rate}/s asked for`,
  )
  answers.report(part)
  part.add(
    "CPU of the site, ms a registration",
    Math.round(((after.cpuSeconds - before.cpuSeconds) * 1_000) / came),
  )
  part.add("event loop held up, p99 ms", Math.round(loopP99Ms))
  part.add("memory before / at most, MB", `${Math.round(before.rssMb)} / ${Math.round(after.peakMb)}`)
  part.promise(finishedMs !== null, "GATE had not everything after five minutes")
  promiseTickets(part, visitors)
  await judgeCrowd(part, stage, visitors)
}
