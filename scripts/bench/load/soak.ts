import { setTimeout as sleep } from "node:timers/promises"
import { Answers, type Crowd, judgeCrowd, registerAtRate, untilFinished } from "./people"
import { type Part, quantile } from "./report"
import type { Stage } from "./stage"
import { readVitals } from "./vitals"

type Sample = { hours: number; rssMb: number; descriptors: number; p95: number }

const hourMs = 3_600_000

/** Slope of the straight line through the points that lies closest to them. */
function slope(points: readonly (readonly [number, number])[]): number {
  const mean = (at: 0 | 1) => points.reduce((sum, point) => sum + point[at], 0) / points.length
  const [x, y] = [mean(0), mean(1)]
  const over = points.reduce((sum, [px]) => sum + (px - x) ** 2, 0)
  return points.reduce((sum, [px, py]) => sum + (px - x) * (py - y), 0) / over
}

/** People register for long while one call in ten to GATE fails: what grows, and what becomes slower. */
export async function soak(
  part: Part,
  stage: Stage,
  { rate, seconds }: { rate: number; seconds: number },
): Promise<void> {
  const { site, gate } = stage
  await gate?.misbehave({ fault: "error", status: 500, probability: 0.1 })
  const crowd: Crowd = { visitors: [], answers: new Answers() }
  const start = performance.now()
  const samples: Sample[] = []
  const windowMs = Math.max(5_000, (seconds * 1_000) / 30)
  const people = registerAtRate(stage, { rate, seconds }, crowd)
  let isOver = false
  const over = people.finally(() => {
    isOver = true
  })
  for (let heard = 0; !isOver; heard = crowd.answers.acknowledgements.length) {
    await Promise.race([sleep(windowMs), over])
    const { rssMb, descriptors } = await readVitals(site.pid)
    const p95 = quantile(crowd.answers.acknowledgements.slice(heard), 0.95)
    samples.push({ hours: (performance.now() - start) / hourMs, rssMb, descriptors, p95 })
  }
  await over
  // What grows in the first third is a process that becomes warm.
  const settled = samples.slice(Math.floor(samples.length / 3))
  const descriptors = settled.map((sample) => sample.descriptors)
  const half = Math.floor(settled.length / 2)
  const p95 = (list: Sample[]) => quantile(list.map((sample) => sample.p95).filter(Number.isFinite), 0.5)
  part.add("time, s", Math.round((performance.now() - start) / 1_000))
  part.add(
    "memory, MB a third in / at the end",
    `${Math.round(settled[0]?.rssMb ?? 0)} / ${Math.round(settled.at(-1)?.rssMb ?? 0)}`,
  )
  part.add(
    "memory grows by, MB an hour",
    slope(settled.map(({ hours, rssMb }) => [hours, rssMb])).toFixed(0),
    "1 over four hours",
  )
  part.add("descriptors, least / most", `${Math.min(...descriptors)} / ${Math.max(...descriptors)}`)
  part.add(
    "p95 of acknowledgements, first / second half, ms",
    `${Math.round(p95(settled.slice(0, half)))} / ${Math.round(p95(settled.slice(half)))}`,
  )
  crowd.answers.report(part)
  await gate?.misbehave()
  const finishedMs = await untilFinished(crowd.visitors)
  part.promise(finishedMs !== null, "GATE had not everything five minutes after the last registration")
  // Connections that nobody uses are given up within half a minute by mail server, GATE and database.
  await sleep(10_000)
  const left = (await readVitals(site.pid)).descriptors
  part.add("descriptors at rest, at the end", left)
  part.promise(
    left <= Math.min(...descriptors) + 10,
    `descriptors went from ${Math.min(...descriptors)} to ${left}`,
  )
  await judgeCrowd(part, stage, crowd.visitors)
}
