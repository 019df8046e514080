import { listMatchesByExtra, listMatchesByParent, type Match } from "@/lib/db/queries/gate-matches"
import {
  findGateRecords,
  type GateRecordRow,
  markGateRecordsSeen,
  saveGateRecord,
} from "@/lib/db/queries/gate-records"
import type { EventWithQuestions } from "@/lib/domain/event"
import type { GateProblem } from "@/lib/domain/gate-problem"
import type { UserExtra } from "@/lib/gate/contract/user-extra"
import { gateCopy, readableRecord, saysSame } from "./gate-copy"
import { reconcile } from "./reconcile"
import type { Walk } from "./walk"

/** Who a record belongs to here: registrations linked with it, and those of its person for the event it names. */
type Found = {
  record: UserExtra
  linked: Match[]
  /** The event of ours it names, if any. */
  event: EventWithQuestions | undefined
  /** Its person's registration for that event. */
  own: Match | undefined
  before: GateRecordRow | undefined
}

export const parentOf = ({ parent }: UserExtra) =>
  parent === undefined || parent === null ? null : String(parent)

/** What of a page is about our events; everything else is nobody's business here and is not kept. */
async function findOurs({ context, events }: Walk, records: UserExtra[]): Promise<Found[]> {
  const { db } = context
  const unique = [...new Map(records.map((record) => [String(record.id), readableRecord(record)])).values()]
  const ids = unique.map(({ id }) => String(id))
  const eventIds = events.map(({ id }) => id)
  const linked = await listMatchesByExtra(db, eventIds, ids)
  const bySlug = new Map(events.map((event) => [event.slug, event]))
  const named = unique.filter(({ event }) => bySlug.has(event ?? ""))
  const parents = [...new Set(named.flatMap((record) => parentOf(record) ?? []))]
  const own = await listMatchesByParent(db, eventIds, parents)
  const before = await findGateRecords(db, ids)
  return unique.flatMap((record) => {
    const event = bySlug.get(record.event ?? "")
    const found: Found = {
      record,
      event,
      linked: linked.filter(({ gateExtraId }) => gateExtraId === String(record.id)),
      own: own.find(({ gateUserId, eventId }) => gateUserId === parentOf(record) && eventId === event?.id),
      before: before.get(String(record.id)),
    }
    return found.linked.length > 0 || event ? [found] : []
  })
}

/** `keep`: what was stored of the record stays, so that the next walk compares with it again. */
type Verdict = { registrationId: string | null; problem: GateProblem | null; adopt: boolean; keep: boolean }

const nothing: Verdict = { registrationId: null, problem: null, adopt: false, keep: false }

/** Compares the registrations linked with a record, and says which of them the record is about. */
async function judgeLinked(walk: Walk, { record, linked, before }: Found, readAt: Date): Promise<Verdict> {
  const verdict = { ...nothing }
  for (const match of linked) {
    const event = walk.events.find(({ id }) => id === match.eventId)
    if (!event || match.erasedAt !== null || match.purgedAt !== null) continue
    const said = before && Object.keys(before.record).length > 0 ? (before.record as UserExtra) : null
    const outcome = await reconcile({ walk, readAt, match, event, record, before: said })
    if (outcome === "later" || outcome === "no_place") verdict.keep = true
    if (outcome === "no_place") verdict.problem = "event_full"
    if (verdict.registrationId === null || record.event === event.slug) verdict.registrationId = match.id
  }
  return verdict
}

/** What to do about a record that names an event its person is not linked with it for; null: forget it. */
async function judgeUnknown(walk: Walk, found: Found, readAt: Date): Promise<Verdict | null> {
  const { own, event, record, before } = found
  if (!event) return nothing
  if (!own)
    return {
      ...nothing,
      adopt: true,
      problem: before?.problem === "duplicate" ? null : (before?.problem ?? null),
    }
  // What is erased stays erased, and what is under way or given up has its own way of finding its record.
  if (own.erasedAt !== null || own.purgedAt !== null) return null
  if (own.step === "finished") return { ...nothing, problem: "duplicate" }
  if (own.step !== "removed") return null
  const outcome = await reconcile({ walk, readAt, match: own, event, record, before: null })
  return { ...nothing, registrationId: own.id, keep: outcome === "later" }
}

async function judge(walk: Walk, found: Found, readAt: Date): Promise<Verdict | null> {
  const { linked, event } = found
  const verdict = await judgeLinked(walk, found, readAt)
  if (!event || linked.some(({ eventId }) => eventId === event.id))
    return verdict.registrationId ? verdict : null
  const unknown = await judgeUnknown(walk, found, readAt)
  if (!unknown) return verdict.registrationId ? verdict : null
  return {
    ...unknown,
    registrationId: verdict.registrationId ?? unknown.registrationId,
    keep: unknown.keep || verdict.keep,
  }
}

function rowOf(walk: Walk, { record, before }: Found, verdict: Verdict, readAt: Date): GateRecordRow {
  const { registrationId, problem, adopt, keep } = verdict
  return {
    extraId: String(record.id),
    organizationId: walk.organizationId,
    eventSlug: record.event ?? null,
    parentId: parentOf(record),
    registrationId,
    record: keep ? (before?.record ?? {}) : problem === "foreign" ? {} : gateCopy(record),
    seenAt: readAt,
    run: walk.run,
    problem,
    // Tried at once when it is new, else when the last try said.
    adoptAt: adopt ? ((before && before.registrationId === null ? before.adoptAt : null) ?? readAt) : null,
  }
}

function isSameRow(row: GateRecordRow, before: GateRecordRow | undefined): boolean {
  return (
    before !== undefined &&
    saysSame(row.record, before.record) &&
    row.registrationId === before.registrationId &&
    row.problem === before.problem &&
    row.eventSlug === before.eventSlug &&
    row.adoptAt?.getTime() === before.adoptAt?.getTime()
  )
}

/**
 * Compares some records GATE showed at `readAt` with what is known here, takes over what others changed, keeps what GATE
 * said, and marks records that name one of our events and are unknown as to be adopted.
 */
export async function processRecords(walk: Walk, records: UserExtra[], readAt: Date): Promise<void> {
  const { db } = walk.context
  const seen: string[] = []
  for (const found of await findOurs(walk, records)) {
    const verdict = await judge(walk, found, readAt)
    if (verdict === null) continue
    const row = rowOf(walk, found, verdict, readAt)
    if (isSameRow(row, found.before)) seen.push(row.extraId)
    else await saveGateRecord(db, row)
  }
  await markGateRecordsSeen(db, seen, { run: walk.run, seenAt: readAt })
}
