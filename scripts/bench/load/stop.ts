import { setTimeout as sleep } from "node:timers/promises"
import { isShed } from "../../crowd/browser"
import { type Answer, ask } from "./ask"
import { judgeCrowd, registerAtRate, untilFinished } from "./people"
import { type Part, spread } from "./report"
import type { Stage } from "./stage"

const rounds = 3
const requestsPerSecond = 50
/** Requests go on for this long before and after the signal, in milliseconds. */
const beforeMs = 2_000
const afterMs = 1_000

/** Requests at a steady rate, each over a connection of its own, until the time is over. */
async function keepAsking(url: string, ms: number): Promise<Answer[]> {
  const start = performance.now()
  const asked: Promise<Answer>[] = []
  for (let count = 0; performance.now() - start < ms; count++) {
    asked.push(ask(url))
    await sleep(Math.max(0, start + ((count + 1) * 1_000) / requestsPerSecond - performance.now()))
  }
  return Promise.all(asked)
}

/**
 * SIGTERM while 50 requests come in a second and GATE is away, so that work is left; then the site is started again and
 * GATE is well: nobody whose connection was made may be left without an answer, and what was accepted is finished.
 */
export async function stop(part: Part, stage: Stage): Promise<void> {
  const { fleet, site, event, gate } = stage
  const url = site.url + event
  const ends: number[] = []
  const starts: number[] = []
  let asked = 0
  let broken = 0
  await gate?.misbehave({ fault: "drop-before", path: "/api/v1" })
  const crowd = await registerAtRate(stage, { rate: 1, seconds: 5 })
  for (let round = 0; round < rounds; round++) {
    for (let warm = 0; warm < 20; warm++) await ask(url)
    const answers = keepAsking(url, beforeMs + afterMs)
    await sleep(beforeMs)
    const signalled = performance.now()
    const code = await site.stop()
    ends.push(performance.now() - signalled)
    part.promise(code === 0, `the site ended with code ${code}`)
    const all = await answers
    asked += all.length
    broken += all.filter((a) => a.isConnected && a.status !== 200 && !isShed(a)).length
    const begun = performance.now()
    await fleet.startAgain()
    starts.push(performance.now() - begun)
  }
  part.add("requests around the signal", asked)
  part.add("connected, and left without an answer", broken, "0")
  part.promise(broken === 0, `${broken} of ${asked} requests were connected and not answered`)
  part.add("from the signal to the end, ms", spread(ends), "30,000")
  part.add("from the start to the first request, ms", spread(starts), "8,000")
  await gate?.misbehave()
  const finishedMs = await untilFinished(crowd.visitors)
  part.add(
    "work left over finished after, s",
    finishedMs === null ? "never" : (finishedMs / 1_000).toFixed(1),
  )
  part.promise(finishedMs !== null, "what was accepted before was not finished in five minutes")
  await judgeCrowd(part, stage, crowd.visitors)
}
