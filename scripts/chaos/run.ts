import { setTimeout as sleep } from "node:timers/promises"
import { countUnderWay } from "@/lib/db/queries/examination"
import { seededRandom } from "@/lib/testing/time"
import type { History } from "../crowd/history"
import { Starter } from "../crowd/starter"
import { judge, type Verdict } from "../crowd/verdict"
import { Visitor } from "../crowd/visitor"
import type { ChaosOptions } from "./options"
import type { ReplicatedStorage } from "./standby"
import { type Surroundings, veryLateMs } from "./surroundings"

/** Everything must be finished this long after the last kill, in milliseconds. */
const finishLimitMs = 60_000

/** People come, so many at a time, until all came or the time is over; those who did not come are not counted. */
async function letPeopleCome(
  options: ChaosOptions,
  { fleet, mailbox, event }: Surroundings,
  history: History,
  random: () => number,
  visitors: Visitor[],
): Promise<void> {
  const deadline = performance.now() + options.seconds * 1_000
  const starter = options.together ? { starter: new Starter(options.clients) } : {}
  const place = { fleet, mailbox, history, event, ...starter }
  const begun = performance.now()
  const client = async () => {
    while (visitors.length < options.registrations && performance.now() < deadline) {
      const visitor = new Visitor(place, visitors.length + 1)
      visitors.push(visitor)
      const turn = begun + (visitors.length / options.rate) * 1_000
      if (!options.together) await sleep(Math.max(0, turn - performance.now()))
      await visitor.register()
      if (visitor.outcome === "ticket" && random() * 100 < options.cancels) await visitor.cancel()
    }
  }
  await Promise.all(Array.from({ length: options.clients }, client))
}

/** Whoever was told that it is full comes again, until nobody is or nobody gets in. */
async function comeAgain(visitors: Visitor[], clients: number): Promise<void> {
  const waiting = visitors.filter(({ outcome }) => outcome === "full")
  const client = async () => {
    for (let visitor = waiting.shift(); visitor; visitor = waiting.shift()) await visitor.register()
  }
  await Promise.all(Array.from({ length: clients }, client))
}

/** Kills a site again and again, each time once it has been up for the interval, 40 percent more or less. */
async function killUntil(
  isOver: () => boolean,
  { killEvery, kills }: ChaosOptions,
  { fleet }: Surroundings,
  history: History,
  random: () => number,
): Promise<string[]> {
  while (fleet.kills < kills) {
    const pause = killEvery * 1_000 * (0.6 + 0.8 * random())
    const next = performance.now() + pause
    while (performance.now() < next && !isOver()) await sleep(50)
    if (isOver()) return []
    history.note("nemesis", "invoke", "kill", fleet.kills % fleet.sites.length)
    await fleet.killOne()
    history.note("nemesis", "ok", "started", fleet.kills)
  }
  return []
}

/** Whether everything told to somebody has reached GATE; with PGlite the site alone can say, ticket by ticket. */
async function isFinished({ storage, fleet }: Surroundings, visitors: Visitor[]): Promise<boolean> {
  if (!storage.configuration.DATABASE_URL) {
    const open = visitors.filter(({ outcome }) => outcome === "ticket")
    for (const visitor of open) {
      const state = await visitor.ticketState()
      if (state !== "finished" && state !== "needs_attention") return false
    }
    await fleet.stop()
  }
  const open = await storage.open()
  try {
    const { registrations, answers, tasks } = await countUnderWay(open.db)
    return registrations + answers + tasks === 0
  } finally {
    await open.close()
  }
}

/** Waits until nothing is under way; returns milliseconds since the last kill, or null after a minute. */
async function waitUntilFinished(surroundings: Surroundings, visitors: Visitor[]): Promise<number | null> {
  const { fleet } = surroundings
  const since = fleet.lastKillAt ?? performance.now()
  while (performance.now() - since < finishLimitMs) {
    if (await isFinished(surroundings, visitors)) return performance.now() - since
    if (!fleet.isUp) await fleet.startAgain()
    await sleep(500)
  }
  return null
}

/** After the promotion of a standby the site must answer within this time, without a restart, in milliseconds. */
const failOverLimitMs = 10_000

/** Waits until half the places are taken, lets the standby take over, and says how long people had no page for. */
async function failOver(
  isOver: () => boolean,
  storage: ReplicatedStorage,
  visitors: readonly Visitor[],
  { capacity }: ChaosOptions,
  { fleet, event }: Surroundings,
  history: History,
): Promise<string[]> {
  const acked = () => visitors.filter(({ ticketId }) => ticketId !== null).length
  while (acked() < capacity / 2) {
    if (isOver()) return ["The run was over before the standby was needed"]
    await sleep(50)
  }
  history.note("nemesis", "invoke", "fail over", acked())
  await storage.failOver()
  const promotedAt = performance.now()
  const site = fleet.sites[0]
  for (;;) {
    const signal = AbortSignal.timeout(failOverLimitMs)
    const answer = await fetch(`${site?.url}${event}`, { signal }).catch(() => null)
    const ms = performance.now() - promotedAt
    if (answer?.status === 200) {
      history.note("nemesis", "ok", "fail over", Math.round(ms))
      console.log(`The site answered ${(ms / 1000).toFixed(1)} s after the standby was promoted.`)
      return ms > failOverLimitMs ? ["The site took too long to find the promoted standby"] : []
    }
    if (ms > 3 * failOverLimitMs) return ["The site never found the promoted standby"]
    await sleep(100)
  }
}

/** One run from the first person to the verdict. */
export async function runChaos(
  options: ChaosOptions,
  surroundings: Surroundings,
  history: History,
  replicated: ReplicatedStorage | null,
): Promise<Verdict> {
  const { fleet, gate, mailbox, storage, witness, breakGate } = surroundings
  const random = seededRandom(options.seed)
  await breakGate()
  let isOver = false
  const visitors: Visitor[] = []
  const nemesis = replicated
    ? failOver(() => isOver, replicated, visitors, options, surroundings, history)
    : killUntil(() => isOver, options, surroundings, history, random)
  // A kill that fails ends the run; it must not be an unhandled rejection until then.
  nemesis.catch(() => {})
  await letPeopleCome(options, surroundings, history, random, visitors)
  await comeAgain(visitors, options.clients)
  isOver = true
  const failures = await nemesis
  if (options.heal) await gate.misbehave()
  const finishedAfterMs = await waitUntilFinished(surroundings, visitors)
  await fleet.stop()
  await gate.misbehave()
  if (options.control === "no-settle") await sleep(veryLateMs)
  const open = await storage.open()
  try {
    const { kills, restarts } = fleet
    const verdict = await judge({ open, witness, mailbox, visitors, finishedAfterMs, kills, restarts })
    return { ...verdict, violations: [...failures, ...verdict.violations] }
  } finally {
    await open.close()
  }
}
