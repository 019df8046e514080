import type { AppContext } from "@/lib/context"
import { listEventsOf } from "@/lib/db/queries/event-editor"
import { deleteMarketingQuestion, insertMarketingQuestion } from "@/lib/db/queries/marketing"
import {
  countSegment,
  deleteSegment,
  findSegment,
  isSegmentNameTaken,
  listConsentingPeople,
  listSegmentCountries,
  listSegments,
  listSharedFields,
  putSegment,
  type SegmentRow,
} from "@/lib/db/queries/segments"
import { exportTypes } from "@/lib/domain/export-file"
import { languages } from "@/lib/domain/language"
import { printable } from "@/lib/domain/printable"
import type { AnswerField } from "@/lib/domain/question"
import {
  longestSegmentName,
  parseSegment,
  type SegmentChoices,
  type SegmentFilter,
  segmentParams,
} from "@/lib/domain/segment"
import { slugOf } from "@/lib/domain/slug"
import { recordOrganizerEvent } from "@/lib/organizers/audit"
import { type OrganizerScope, requirePermission } from "@/lib/organizers/scope"
import type { ExportFile } from "./export"
import { type ExportRow, exportStream } from "./export-stream"

type SegmentContext = Pick<AppContext, "db" | "clock">

/** More would be no list any more. */
const mostSegments = 100

/** What a segment's form offers: the organization's events, what they ask, and where their people come from. */
export type SegmentOffer = {
  events: { slug: string; title: string }[]
  fields: { field: AnswerField; label: string }[]
  countries: string[]
  languages: readonly string[]
}

export async function readSegmentOffer(
  { db }: SegmentContext,
  { organization }: OrganizerScope,
): Promise<SegmentOffer> {
  const [events, fields, countries] = await Promise.all([
    listEventsOf(db, organization.id),
    listSharedFields(db, organization.id),
    listSegmentCountries(db, organization.id),
  ])
  return { events: events.map(({ slug, title }) => ({ slug, title })), fields, countries, languages }
}

/** What a filter may name. Countries are read for the form alone: that goes through everybody who registered. */
async function readChoices(
  { db }: SegmentContext,
  { organization }: OrganizerScope,
): Promise<SegmentChoices> {
  const [events, fields] = await Promise.all([
    listEventsOf(db, organization.id),
    listSharedFields(db, organization.id),
  ])
  return { events: events.map(({ slug }) => slug), fields: fields.map(({ field }) => field), languages }
}

/** What is kept of a segment, with the events and questions there are now. */
function filterOf({ query }: Pick<SegmentRow, "query">, choices: SegmentChoices): SegmentFilter {
  return parseSegment(new URLSearchParams(query), choices).filter
}

export type Segment = { id: string; name: string; filter: SegmentFilter; people: number; consented: number }

async function counted(
  { db, clock }: SegmentContext,
  { organization }: OrganizerScope,
  row: SegmentRow,
  choices: SegmentChoices,
): Promise<Segment> {
  const filter = filterOf(row, choices)
  const count = await countSegment(db, organization.id, { filter, now: clock() })
  return { id: row.id, name: row.name, filter, ...count }
}

/** An organization's segments, each with how many people it finds now. */
export async function readSegments(context: SegmentContext, scope: OrganizerScope): Promise<Segment[]> {
  requirePermission(scope, "edit")
  const choices = await readChoices(context, scope)
  const rows = await listSegments(context.db, scope.organization.id, mostSegments)
  const segments: Segment[] = []
  // One after the other: each reads everybody who registered, and others want the database as well.
  for (const row of rows) segments.push(await counted(context, scope, row, choices))
  return segments
}

/** One segment with its count; null where the organization has none of this id. */
export async function readSegment(
  context: SegmentContext,
  scope: OrganizerScope,
  id: string,
): Promise<Segment | null> {
  requirePermission(scope, "edit")
  const row = await findSegment(context.db, scope.organization.id, id)
  return row && counted(context, scope, row, await readChoices(context, scope))
}

/** Why a segment was not saved, by the field of its form. */
export type SegmentFaults = Partial<{
  name: "required" | "too_long" | "taken"
  since: "not_a_date"
  field: "required"
}>

/** Saves a segment under its name. The id comes with the form: sent twice, it is one segment. */
export async function saveSegment(
  { db, clock }: SegmentContext,
  scope: OrganizerScope,
  { id, name: typed, params }: { id: string; name: string; params: URLSearchParams },
): Promise<SegmentFaults> {
  requirePermission(scope, "edit")
  const organizationId = scope.organization.id
  const name = printable(typed).normalize("NFC").replace(/\s+/g, " ").trim()
  const choices = await readChoices({ db, clock }, scope)
  const { filter, hasBadDay, hasLoneAnswer } = parseSegment(params, choices)
  const faults: SegmentFaults = {
    ...(hasBadDay && { since: "not_a_date" }),
    ...(hasLoneAnswer && { field: "required" }),
  }
  if (name === "") faults.name = "required"
  else if ([...name].length > longestSegmentName) faults.name = "too_long"
  else if (await isSegmentNameTaken(db, { organizationId, id, name })) faults.name = "taken"
  if (Object.keys(faults).length > 0) return faults
  const at = clock()
  await db.transaction(async (tx) => {
    const query = segmentParams(filter).toString()
    const values = { id, organizationId, name, query, createdBy: scope.personId, createdAt: at }
    if (!(await putSegment(tx, values))) return
    await recordOrganizerEvent(tx, scope, { name: "segment.saved", detail: { segment: id } }, at)
  })
  return {}
}

/** Deletes a segment; the people in it are not touched. */
export async function removeSegment(
  { db, clock }: SegmentContext,
  scope: OrganizerScope,
  id: string,
): Promise<void> {
  requirePermission(scope, "edit")
  await db.transaction(async (tx) => {
    if (!(await deleteSegment(tx, scope.organization.id, id))) return
    await recordOrganizerEvent(tx, scope, { name: "segment.deleted", detail: { segment: id } }, clock())
  })
}

const columns = [
  "email",
  "first_name",
  "last_name",
  "language",
  "events",
  "attended",
  "last_registered",
  "consent_given",
]

/** People read at a time. */
const batchSize = 500

async function* consentingPeople(
  { db, clock }: SegmentContext,
  organizationId: string,
  filter: SegmentFilter,
): AsyncGenerator<ExportRow[]> {
  const now = clock()
  let after: string | null = null
  for (;;) {
    const people = await listConsentingPeople(db, organizationId, { filter, now, after, limit: batchSize })
    if (people.length > 0)
      yield people.map(({ email, firstName, lastName, language, ...one }) => [
        ...[email, firstName, lastName, language, one.events.join(" "), one.attended],
        ...[one.lastRegistered.toISOString(), one.consentGiven.toISOString()],
      ])
    after = people.at(-1)?.id ?? null
    if (people.length < batchSize) return
  }
}

/**
 * Everybody of a segment who consented to the organization's news and has not taken that back, as a file; nobody else is in
 * it. Who took it is in the audit trail before it is given out.
 */
export async function exportSegment(
  context: SegmentContext,
  scope: OrganizerScope,
  id: string,
): Promise<ExportFile | null> {
  const segment = await readSegment(context, scope, id)
  if (!segment) return null
  const at = context.clock()
  const detail = { segment: id, people: segment.consented }
  await context.db.transaction((tx) =>
    recordOrganizerEvent(tx, scope, { name: "segment.exported", detail }, at),
  )
  const people = consentingPeople(context, scope.organization.id, segment.filter)
  const fileName = `${slugOf(segment.name) || "segment"}-${at.toISOString().slice(0, 10)}.csv`
  return { fileName, type: exportTypes.csv, body: exportStream("csv", columns, people) }
}

/** Has people asked from now on, or no more. What they said stays. */
export async function askForConsent(
  { db, clock }: SegmentContext,
  scope: OrganizerScope,
  isAsking: boolean,
): Promise<void> {
  requirePermission(scope, "edit")
  const { id: organizationId, name: organizationName } = scope.organization
  const at = clock()
  await db.transaction(async (tx) => {
    const isChanged = isAsking
      ? await insertMarketingQuestion(tx, { organizationId, organizationName, askedSince: at })
      : await deleteMarketingQuestion(tx, organizationId)
    const name = isAsking ? "consent.asked" : "consent.not_asked"
    if (isChanged) await recordOrganizerEvent(tx, scope, { name }, at)
  })
}
