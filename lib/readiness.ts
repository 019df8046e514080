import type { Database } from "./db/database"
import { type Backlog, readBacklog, readDatabaseState } from "./db/queries/health"
import type { GateState } from "./gate/health"

/** A probe waits no longer, whatever the database does (reliability V7). */
const answerWithinMs = 1_800

/** Answers are this old at most, so that asking often costs nothing. */
const answerLifetimeMs = 1_000

/** Why an instance should get no visitors. */
type Fault = "draining" | "database" | "read_only" | "migrations" | "disk"

/** What a process knows of itself. */
export type Vitals = {
  startedAt: Date
  /** When the newest migration of this build was made, in milliseconds since 1970. */
  schema: number
  hasRoom(): Promise<boolean>
  gate: { state: GateState; since: Date }
  /** When the sweeper last ended a round; null before the first. */
  roundEndedAt: Date | null
}

export type Readiness = {
  status: "ready" | "not_ready"
  faults: Fault[]
  /** Never a fault: registrations are accepted whatever GATE does, and wait. */
  gate: { state: GateState; since: Date }
  /** Null when the database did not tell in time. */
  backlog: Backlog | null
  /** Never a fault: with a slow GATE a round takes its time. */
  sweeper: { secondsSinceRound: number }
}

type DatabaseReading = { faults: Fault[]; backlog: Backlog }

/** Set by the server once it takes no new connections, for probes on those that are still open. */
function isDraining(): boolean {
  return Reflect.get(globalThis, Symbol.for("gatehouse.draining")) === true
}

/** What `work` answers, or null when it fails or takes longer than `limitMs` milliseconds. */
async function within<T>(work: Promise<T>, limitMs: number): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined
  const limit = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), limitMs)
  })
  const answer = await Promise.race([work.catch(() => null), limit])
  clearTimeout(timer)
  return answer
}

/** Whether a process can answer people, and what an operator wants to know beside: numbers and times, nobody's data. */
export class ReadinessProbe {
  /** The one question to the database under way: a hanging one must not cost a connection for every probe. */
  private asking: Promise<DatabaseReading> | null = null
  private latest: { at: number; answer: Promise<Readiness> } | null = null

  constructor(
    private readonly db: Database,
    private readonly vitals: Vitals,
    private readonly clock: () => Date,
    private readonly limitMs = answerWithinMs,
  ) {}

  /** The answer of less than a second ago, or a new one. Never throws, and answers within two seconds. */
  read(): Promise<Readiness> {
    const at = performance.now()
    if (!this.latest || at - this.latest.at > answerLifetimeMs) this.latest = { at, answer: this.readNow() }
    return this.latest.answer
  }

  /** The same, always new. */
  async readNow(): Promise<Readiness> {
    this.asking ??= this.ask().finally(() => {
      this.asking = null
    })
    const reading = await within(this.asking, this.limitMs)
    const faults = reading ? [...reading.faults] : (["database"] satisfies Fault[])
    if (isDraining()) faults.push("draining")
    const { gate, roundEndedAt, startedAt } = this.vitals
    const sinceRound = this.clock().getTime() - (roundEndedAt ?? startedAt).getTime()
    return {
      status: faults.length === 0 ? "ready" : "not_ready",
      faults,
      gate,
      backlog: reading?.backlog ?? null,
      sweeper: { secondsSinceRound: Math.max(0, Math.round(sinceRound / 1000)) },
    }
  }

  private async ask(): Promise<DatabaseReading> {
    const { isReadOnly, schema } = await readDatabaseState(this.db)
    const faults: Fault[] = []
    if (isReadOnly) faults.push("read_only")
    // A newer build may have migrated the database already; its migrations leave room for the build before.
    if (schema < this.vitals.schema) faults.push("migrations")
    if (!(await this.vitals.hasRoom())) faults.push("disk")
    return { faults, backlog: await readBacklog(this.db, this.clock()) }
  }
}
