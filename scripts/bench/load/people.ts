import { setTimeout as sleep } from "node:timers/promises"
import { createGateClient } from "@/lib/gate/client"
import { httpWire } from "@/lib/gate/http-wire"
import { inProcessWire } from "@/lib/gate/in-process-wire"
import { createGateApp } from "@/lib/gate-local/app"
import { isShed, type TimedAnswer } from "../../crowd/browser"
import { judge } from "../../crowd/verdict"
import { Visitor } from "../../crowd/visitor"
import { type Part, spread } from "./report"
import type { Stage } from "./stage"

/** The longest time the site may take to finish what it accepted once nobody comes any more, in milliseconds. */
const finishLimitMs = 300_000

/** Everything a crowd was answered, by what it asked for. */
export class Answers {
  readonly all: TimedAnswer[] = []

  readonly heard = (answer: TimedAnswer) => {
    this.all.push(answer)
  }

  /** Milliseconds to the answer that says “you are registered”. */
  get acknowledgements(): number[] {
    return this.all
      .filter(({ method, location }) => method === "POST" && location?.startsWith("/tickets/"))
      .map(({ ms }) => ms)
  }

  get shed(): number {
    return this.all.filter(isShed).length
  }

  /** Answers that say something broke, and those that were lost. */
  get broken(): TimedAnswer[] {
    return this.all.filter((answer) => answer.status === null || (answer.status >= 500 && !isShed(answer)))
  }

  pages(ending: string): number[] {
    return this.all
      .filter(({ method, path, status }) => method === "GET" && path.endsWith(ending) && status === 200)
      .map(({ ms }) => ms)
  }

  forms(ending: string): number[] {
    return this.all
      .filter(({ method, path, status }) => method === "POST" && path.endsWith(ending) && status !== 503)
      .map(({ ms }) => ms)
  }

  report(part: Part): void {
    part.add("acknowledged, ms p50 / p95 / p99 / most", spread(this.acknowledgements), "p95 300, p99 800")
    part.add("form opened, ms", spread(this.pages("/register")))
    part.add("form sent, ms", spread(this.forms("/register")))
    part.add("asked to come again", this.shed)
    part.add("5xx beside these, or lost", this.broken.length, "0")
    part.promise(this.broken.length === 0, `${this.broken.length} answers were 5xx or lost`)
  }
}

export type Crowd = { visitors: Visitor[]; answers: Answers }

const history = { note: () => {} }

/** People who register one after the other at a steady rate, whether the ones before are ready or not. */
export async function registerAtRate(
  { fleet, mailbox, event }: Stage,
  { rate, seconds }: { rate: number; seconds: number },
  { visitors, answers }: Crowd = { visitors: [], answers: new Answers() },
): Promise<Crowd> {
  const place = { fleet, mailbox, event, history, heard: answers.heard }
  const start = performance.now()
  const under: Promise<void>[] = []
  for (let count = 0; count < rate * seconds; count++) {
    await sleep(Math.max(0, start + (count * 1_000) / rate - performance.now()))
    const visitor = new Visitor(place, visitors.length + 1)
    visitors.push(visitor)
    under.push(visitor.register())
  }
  await Promise.all(under)
  return { visitors, answers }
}

/** Everybody in one instant, from one address when it is given. */
export async function registerAtOnce(
  { fleet, mailbox, event }: Stage,
  people: number,
  address?: string,
): Promise<Crowd> {
  const answers = new Answers()
  const place = { fleet, mailbox, event, history, heard: answers.heard, ...(address && { address }) }
  const visitors = Array.from({ length: people }, (_, index) => new Visitor(place, index + 1))
  await Promise.all(visitors.map((visitor) => visitor.register()))
  return { visitors, answers }
}

/** Milliseconds until GATE has everything of everybody with a ticket; null when it takes more than five minutes. */
export async function untilFinished(visitors: Visitor[]): Promise<number | null> {
  const start = performance.now()
  let open = visitors.filter(({ outcome }) => outcome === "ticket")
  while (open.length > 0) {
    const unfinished: Visitor[] = []
    for (const visitor of open) {
      const state = await visitor.ticketState()
      if (state !== "finished" && state !== "needs_attention") unfinished.push(visitor)
      if (unfinished.length > 0 && performance.now() - start > finishLimitMs) return null
    }
    open = unfinished
    if (open.length > 0) await sleep(250)
  }
  return performance.now() - start
}

/** Stops the site and compares what people were told with database and GATE, as chaos does, the doctor included. */
export async function judgeCrowd(part: Part, stage: Stage, visitors: Visitor[]): Promise<void> {
  const { fleet, storage, mailbox, gate } = stage
  await fleet.stop()
  const open = await storage.open()
  const token = gate?.token ?? "witness"
  const remote = gate && httpWire({ baseUrl: gate.baseUrl })
  const app = createGateApp({ db: open.db, token })
  try {
    const witness = createGateClient({
      wire: remote ?? inProcessWire((request) => app.fetch(request)),
      token,
    })
    const none = { finishedAfterMs: null, kills: 0, restarts: [] }
    const { violations } = await judge({ open, witness, mailbox, visitors, ...none })
    const acknowledged = visitors.filter(({ outcome }) => outcome === "ticket").length
    part.add("acknowledged of people", `${acknowledged} of ${visitors.length}`)
    part.add("broken invariants", violations.length, "0")
    for (const violation of violations) part.promise(false, violation)
  } finally {
    await remote?.close()
    await open.close()
  }
}
