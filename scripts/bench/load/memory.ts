import { setTimeout as sleep } from "node:timers/promises"
import { ask } from "./ask"
import { registerAtRate } from "./people"
import type { Part } from "./report"
import type { Stage } from "./stage"
import { forgetPeak, readInside, readVitals } from "./vitals"

const clients = 16
const restMs = 10_000

/** What the process holds when nobody comes, while 16 look at pages and one registers a second, and afterwards. */
export async function memory(part: Part, stage: Stage, seconds: number): Promise<void> {
  const { site, event, metricsPort } = stage
  const note = async (when: string) => {
    const { rssMb, peakMb } = await readVitals(site.pid)
    const { heapMb } = await readInside(metricsPort)
    part.add(
      `${when}, MB resident (at most) / heap`,
      `${Math.round(rssMb)} (${Math.round(peakMb)}) / ${Math.round(heapMb)}`,
    )
  }
  await sleep(restMs)
  await note("after the start")
  await forgetPeak(site.pid)
  const end = performance.now() + seconds * 1_000
  let pages = 0
  const look = async () => {
    while (performance.now() < end) {
      await ask(site.url + event)
      pages += 1
    }
  }
  await Promise.all([
    registerAtRate(stage, { rate: 1, seconds: Math.min(seconds, 20) }),
    ...Array.from({ length: clients }, look),
  ])
  await note("under load")
  part.add("pages while it was", pages)
  await sleep(restMs)
  await note("at rest again")
}
