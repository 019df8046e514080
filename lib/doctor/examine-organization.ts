import type { Database } from "@/lib/db/database"
import { getEvent } from "@/lib/db/queries/events"
import {
  type Examined,
  listEventIdsOf,
  listExamined,
  listKnownToOrganizers,
  listLinkedAccounts,
  listStatusesUnderWay,
} from "@/lib/db/queries/examination"
import type { EventWithQuestions } from "@/lib/domain/event"
import type { ExaminationContext, ExaminationOptions } from "./examination"
import { type Examinee, examineRegistration } from "./examine-registration"
import { type GateSnapshot, readGate } from "./gate-snapshot"
import type { Violation } from "./violation"

const pageSize = 500

async function* allExamined(db: Database, eventIds: string[]): AsyncIterable<Examined> {
  for (let after: string | null = null; ; ) {
    const rows: Examined[] = await listExamined(db, eventIds, after, pageSize)
    yield* rows
    after = rows.at(-1)?.registration.id ?? null
    if (after === null || rows.length < pageSize) return
  }
}

/** What was seen here while the registrations were gone through, to tell which of GATE's things are nobody's. */
type Seen = { recordIds: Set<string>; parents: Map<string, Set<string>>; emails: Set<string> }

function note(seen: Seen, { registration, person }: Examined, { slug }: EventWithQuestions): void {
  if (registration.gateExtraId) seen.recordIds.add(registration.gateExtraId)
  seen.emails.add(person.email)
  if (!person.gateUserId) return
  const slugs = seen.parents.get(person.gateUserId) ?? new Set()
  seen.parents.set(person.gateUserId, slugs.add(slug))
}

/** Records that name an event of ours and belong to no registration here (I6). */
async function orphanRecords(
  db: Database,
  snapshot: GateSnapshot,
  slugs: Set<string>,
  seen: Seen,
  isAlone: boolean,
): Promise<Violation[]> {
  const orphans = [...snapshot.records.values()].filter(({ id, event, parent }) => {
    if (!isAlone && !slugs.has(event ?? "")) return false
    // A second record of somebody who has one is counted with their registration.
    return !seen.recordIds.has(String(id)) && !seen.parents.get(String(parent))?.has(event ?? "")
  })
  const ids = orphans.map(({ id }) => String(id))
  // The list shows these to organizers, or adopts them: GATE may be written to by others.
  const known = isAlone ? [] : await listKnownToOrganizers(db, ids)
  return ids
    .filter((id) => !known.includes(id))
    .map((id) => ({ invariant: "I6", subject: `GATE record ${id}`, problem: "belongs to no registration" }))
}

/** Accounts that nobody here is linked with, where only Gatehouse makes accounts (I6). */
async function orphanAccounts(db: Database, snapshot: GateSnapshot, seen: Seen): Promise<Violation[]> {
  const linked = new Set(await listLinkedAccounts(db))
  return [...snapshot.accounts.values()]
    .filter(({ id, email }) => !linked.has(id) && !seen.emails.has(email ?? ""))
    .map(({ id }) => ({ invariant: "I6", subject: `GATE account ${id}`, problem: "belongs to nobody" }))
}

function usernameFaults({ accounts }: GateSnapshot): Violation[] {
  const first = new Map<string, string>()
  const faults: Violation[] = []
  for (const { id, username } of accounts.values()) {
    if (username === null) continue
    const other = first.get(username)
    if (other)
      faults.push({ invariant: "I3", subject: `GATE account ${id}`, problem: `has the name of ${other}` })
    else first.set(username, id)
  }
  return faults
}

/** Compares one organization's events with what GATE holds of it. @throws GateError */
export async function examineOrganization(
  { db, gate, clock }: ExaminationContext,
  organization: { id: string; name: string },
  options: ExaminationOptions,
): Promise<Violation[]> {
  const snapshot = await readGate(gate, organization)
  const eventIds = await listEventIdsOf(db, organization.id)
  const events = new Map<string, EventWithQuestions>()
  for (const id of eventIds) events.set(id, await getEvent(db, id))
  const statusesUnderWay = new Set(await listStatusesUnderWay(db))
  const violations = usernameFaults(snapshot)
  const seen: Seen = { recordIds: new Set(), parents: new Map(), emails: new Set() }
  for await (const examined of allExamined(db, eventIds)) {
    const event = events.get(examined.registration.eventId)
    if (!event) continue
    note(seen, examined, event)
    const isStatusUnderWay = statusesUnderWay.has(examined.registration.id)
    const examinee: Examinee = { ...examined, event, snapshot, isStatusUnderWay, now: clock() }
    violations.push(...(await examineRegistration({ db, gate }, examinee, options)))
  }
  const slugs = new Set([...events.values()].map(({ slug }) => slug))
  violations.push(...(await orphanRecords(db, snapshot, slugs, seen, options.isAlone ?? false)))
  if (options.isAlone) violations.push(...(await orphanAccounts(db, snapshot, seen)))
  return violations
}
