import { setTimeout as sleep } from "node:timers/promises"
import { countUnderWay } from "@/lib/db/queries/examination"
import { seededRandom } from "@/lib/registration/test-time"
import type { History } from "./history"
import type { ChaosOptions } from "./options"
import type { Surroundings } from "./surroundings"
import { judge, type Verdict } from "./verdict"
import { Visitor } from "./visitor"

/** Everything must be finished this long after the last kill, in milliseconds. */
const finishLimitMs = 60_000

/** People come, so many at a time, until all came or the time is over; those who did not come are not counted. */
async function letPeopleCome(
  options: ChaosOptions,
  { fleet, mailbox, event }: Surroundings,
  history: History,
  random: () => number,
): Promise<Visitor[]> {
  const deadline = performance.now() + options.seconds * 1_000
  const visitors: Visitor[] = []
  const place = { fleet, mailbox, history, event }
  const client = async () => {
    while (visitors.length < options.registrations && performance.now() < deadline) {
      const visitor = new Visitor(place, visitors.length + 1)
      visitors.push(visitor)
      await visitor.register()
      if (visitor.outcome === "ticket" && random() * 100 < options.cancels) await visitor.cancel()
    }
  }
  await Promise.all(Array.from({ length: options.clients }, client))
  return visitors
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
): Promise<void> {
  while (fleet.kills < kills) {
    const pause = killEvery * 1_000 * (0.6 + 0.8 * random())
    const next = performance.now() + pause
    while (performance.now() < next && !isOver()) await sleep(50)
    if (isOver()) return
    history.note("nemesis", "invoke", "kill", fleet.kills % fleet.sites.length)
    await fleet.killOne()
    history.note("nemesis", "ok", "started", fleet.kills)
  }
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
    const { registrations, answers, changes } = await countUnderWay(open.db)
    return registrations + answers + changes === 0
  } finally {
    await open.close()
  }
}

/** Waits until nothing is under way; answers milliseconds since the last kill, or null after a minute. */
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

/** One run from the first person to the verdict. */
export async function runChaos(
  options: ChaosOptions,
  surroundings: Surroundings,
  history: History,
): Promise<Verdict> {
  const { fleet, gate, mailbox, storage, witness, breakGate } = surroundings
  const random = seededRandom(options.seed)
  await breakGate()
  let isOver = false
  const killing = killUntil(() => isOver, options, surroundings, history, random)
  // A kill that fails ends the run; it must not be an unhandled rejection until then.
  killing.catch(() => {})
  const visitors = await letPeopleCome(options, surroundings, history, random)
  await comeAgain(visitors, options.clients)
  isOver = true
  await killing
  const finishedAfterMs = await waitUntilFinished(surroundings, visitors)
  await fleet.stop()
  await gate.misbehave()
  const open = await storage.open()
  try {
    const { kills, restarts } = fleet
    return await judge({ open, witness, mailbox, visitors, finishedAfterMs, kills, restarts })
  } finally {
    await open.close()
  }
}
