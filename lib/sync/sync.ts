import type { AppContext } from "@/lib/context"
import { listUnseen } from "@/lib/db/queries/gate-matches"
import { deleteUnseenOrphans, findRecordToAdopt, updateGateRecord } from "@/lib/db/queries/gate-records"
import {
  claimGateSync,
  ensureGateSyncs,
  type GateSync,
  type GateSyncChange,
  listDueGateSyncs,
  listKeptEvents,
  releaseGateSync,
  takeGateCall,
  updateGateSync,
} from "@/lib/db/queries/gate-sync"
import { whileRenewed } from "@/lib/delivery/lease"
import { describeFailure, LeaseLost, retryDelayMs } from "@/lib/delivery/work"
import { type GateError, isGateError } from "@/lib/gate/errors"
import { offsetAfter } from "@/lib/gate/pagination"
import { adopt, type GrantedReads } from "./adopt"
import { checkUnseen } from "./check-unseen"
import { processRecords } from "./sync-page"
import { believedSince, type Walk } from "./walk"

/** The largest page GATE gives (contract §2.2). */
const pageSize = 100

/** Between the end of a walk and the next one. */
const pauseMs = 30_000

const putOffMs = 10 * 60_000

/** Checked between two looks at the clock. */
const batchSize = 20

/** The calls of this minute are used up. */
class NoCallLeft extends Error {}

type Turn = "go_on" | "finished"

/** One organization in the hands of this process. */
class OrganizationWalk {
  private hasAdopted = false
  readonly walk: Walk
  private readonly reads: GrantedReads

  constructor(
    private readonly context: AppContext,
    private readonly owner: string,
    private sync: GateSync,
    events: Walk["events"],
    /** Somebody wants a walk now, however short ago the last one was. */
    private isWanted: boolean,
  ) {
    const { gate } = context
    this.walk = { context, organizationId: sync.organizationId, run: sync.run, events }
    const once = { retries: 0 }
    this.reads = {
      extra: (id) => this.granted(() => gate.userExtras.get(id, {}, once)),
      user: (id) => this.granted(() => gate.users.get(id, once)),
      token: (id) => this.granted(() => gate.userTokens.get(id, {}, once)),
    }
  }

  /** Calls GATE once, if a call may be made. @throws NoCallLeft */
  private async granted<T>(call: () => Promise<T>): Promise<T> {
    const { db, clock, syncCallsPerMinute } = this.context
    if (!(await takeGateCall(db, clock(), syncCallsPerMinute))) throw new NoCallLeft()
    return call()
  }

  /** Writes how far the walk came. @throws LeaseLost */
  private async note(change: GateSyncChange): Promise<void> {
    const sync = await updateGateSync(this.context.db, this.sync.organizationId, this.owner, change)
    if (!sync) throw new LeaseLost()
    this.sync = sync
    this.walk.run = sync.run
  }

  /** Takes step after step until `until`, or until there is none left. */
  async goOn(until: Date): Promise<Turn> {
    let turn: Turn = "go_on"
    while (turn !== "finished" && this.context.clock() <= until) turn = await this.step()
    return turn
  }

  /** One page, one adoption, or some registrations to check: adoptions take turns with the rest. */
  private async step(): Promise<Turn> {
    this.hasAdopted = !this.hasAdopted && (await this.adoptOne())
    if (this.hasAdopted) return "go_on"
    if (this.sync.startedAt === null) {
      if (this.rests()) return (await this.adoptOne()) ? "go_on" : "finished"
      await this.begin()
    }
    if (this.sync.listedAt === null) return this.readPage()
    return this.check(this.sync.startedAt ?? this.context.clock())
  }

  private rests(): boolean {
    const { finishedAt } = this.sync
    return (
      !this.isWanted && finishedAt !== null && this.context.clock().getTime() < finishedAt.getTime() + pauseMs
    )
  }

  private begin(): Promise<void> {
    this.isWanted = false
    const startedAt = this.context.clock()
    return this.note({ run: this.sync.run + 1, offset: 0, startedAt, listedAt: null, checkedTo: null })
  }

  private async adoptOne(): Promise<boolean> {
    const { db, clock } = this.context
    const row = await findRecordToAdopt(db, this.sync.organizationId, clock())
    if (!row) return false
    await this.unlessFailing(
      () => adopt(this.walk, this.reads, row),
      (later) => updateGateRecord(db, row.extraId, { adoptAt: later }),
    )
    await this.note({ attempts: 0, lastFailure: null })
    return true
  }

  /** A record GATE fails on is put off before the failure goes on, so that it cannot hold up all the others. */
  private async unlessFailing(
    work: () => Promise<void>,
    putOff: (until: Date) => Promise<void>,
  ): Promise<void> {
    try {
      await work()
    } catch (error) {
      if (isGateError(error)) await putOff(new Date(this.context.clock().getTime() + putOffMs))
      throw error
    }
  }

  private async readPage(): Promise<Turn> {
    const { clock, gate } = this.context
    const { organizationId, offset } = this.sync
    const query = { parent__organization_id: organizationId, limit: pageSize, offset }
    const readAt = clock()
    const page = await this.granted(() => gate.userExtras.list(query, { retries: 0 }))
    const next = offsetAfter(page, offset, "/user_extra/")
    await processRecords(this.walk, page.results, readAt)
    const progress = { total: page.count, attempts: 0, lastFailure: null }
    await this.note(next === null ? { ...progress, listedAt: clock() } : { ...progress, offset: next })
    return "go_on"
  }

  /** Checks what the list did not show: rows move between its pages, so that alone means nothing. */
  private async check(startedAt: Date): Promise<Turn> {
    const { db } = this.context
    const { organizationId, run, checkedTo: after } = this.sync
    const walk = { organizationId, run, after, startedAt: believedSince(this.walk, startedAt) }
    const { ids, to } = await listUnseen(db, walk, batchSize)
    for (const id of ids) {
      await this.unlessFailing(
        () => checkUnseen(this.walk, this.reads, id),
        () => this.note({ checkedTo: id }),
      )
      await this.note({ checkedTo: id, attempts: 0, lastFailure: null })
    }
    if (to !== null) {
      await this.note({ checkedTo: to })
      return "go_on"
    }
    await deleteUnseenOrphans(db, organizationId, run)
    await this.note({ startedAt: null, listedAt: null, checkedTo: null, finishedAt: this.context.clock() })
    return "go_on"
  }
}

function logFailure({ log }: AppContext, organization: string, error: GateError): void {
  const operator = error.kind === "auth" || error.kind === "forbidden" || error.kind === "protocol"
  log[operator ? "error" : "debug"](
    { organization, kind: error.kind, status: error.status, reason: error.reason },
    operator
      ? "GATE refuses this site: check GATE_API_TOKEN and GATE_BASE_URL"
      : "an organization's records could not be read",
  )
}

async function comeBack(context: AppContext, sync: GateSync, owner: string, error: GateError): Promise<void> {
  const { clock, random, db } = context
  const attempts = sync.attempts + 1
  const runAt = new Date(clock().getTime() + retryDelayMs(error, attempts, random))
  logFailure(context, sync.organizationId, error)
  const change = { runAt, attempts, lastFailure: describeFailure(error) }
  await releaseGateSync(db, sync.organizationId, owner, change)
}

/**
 * Walks one organization's records until `until`, the end of the walk, or the end of this minute's calls, whichever is
 * first; the next call goes on from there, in whatever process. Never throws for what GATE does.
 */
export async function syncOrganization(
  context: AppContext,
  organizationId: string,
  until: Date,
  { isWanted = false } = {},
): Promise<void> {
  const { db, clock, newId } = context
  const owner = `${context.owner}/${newId()}`
  const sync = await claimGateSync(db, organizationId, { owner, now: clock() })
  if (!sync) return
  try {
    const events = await listKeptEvents(db, organizationId, clock())
    const walk = new OrganizationWalk(context, owner, sync, events, isWanted)
    const last = await whileRenewed(
      context,
      async () => (await updateGateSync(db, organizationId, owner)) !== null,
      () => walk.goOn(until),
    )
    const pause = last === "finished" ? pauseMs : 0
    await releaseGateSync(db, organizationId, owner, { runAt: new Date(clock().getTime() + pause) })
  } catch (error) {
    if (error instanceof LeaseLost) return
    if (error instanceof NoCallLeft) return releaseGateSync(db, organizationId, owner, { runAt: clock() })
    if (!isGateError(error)) {
      await releaseGateSync(db, organizationId, owner, { runAt: new Date(clock().getTime() + pauseMs) })
      throw error
    }
    await comeBack(context, sync, owner, error)
  }
}

/** Walks what is due, organization after organization, for `budgetMs` milliseconds. */
export async function syncDue(context: AppContext, budgetMs = 1_000): Promise<void> {
  const { db, clock } = context
  const now = clock()
  const until = new Date(now.getTime() + budgetMs)
  await ensureGateSyncs(db, now)
  for (const organizationId of await listDueGateSyncs(db, now)) {
    if (clock() > until) return
    await syncOrganization(context, organizationId, until)
  }
}
