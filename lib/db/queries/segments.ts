import { and, asc, desc, eq, gt, isNull, ne, notInArray, type SQL, sql } from "drizzle-orm"
import { type AnswerField, sensitiveFields } from "@/lib/domain/question"
import type { SegmentFilter } from "@/lib/domain/segment"
import type { Database } from "../database"
import { event, question } from "../schema/event"
import { marketingConsent, segment } from "../schema/marketing"
import { person } from "../schema/person"
import { registration } from "../schema/registration"
import { textArray } from "./attendee-filter"
import { countryOf } from "./attendee-origin"
import { hasTicketNow } from "./registrations"

export type SegmentRow = typeof segment.$inferSelect

/** An organization's segments by name. */
export async function listSegments(
  db: Database,
  organizationId: string,
  limit: number,
): Promise<SegmentRow[]> {
  return db
    .select()
    .from(segment)
    .where(eq(segment.organizationId, organizationId))
    .orderBy(asc(segment.name))
    .limit(limit)
}

const isOf = (organizationId: string, id: string) =>
  and(eq(segment.id, id), eq(segment.organizationId, organizationId))

export async function findSegment(
  db: Database,
  organizationId: string,
  id: string,
): Promise<SegmentRow | null> {
  const [row] = await db.select().from(segment).where(isOf(organizationId, id)).limit(1)
  return row ?? null
}

/** Whether another segment of the organization has the name. */
export async function isSegmentNameTaken(
  db: Database,
  { organizationId, id, name }: Pick<SegmentRow, "organizationId" | "id" | "name">,
): Promise<boolean> {
  const others = and(eq(segment.organizationId, organizationId), eq(segment.name, name), ne(segment.id, id))
  return (await db.$count(segment, others)) > 0
}

/** Makes a segment, or changes the organization's own of that id; false where it is another organization's. */
export async function putSegment(tx: Database, values: SegmentRow): Promise<boolean> {
  const { name, query } = values
  const put = await tx
    .insert(segment)
    .values(values)
    .onConflictDoUpdate({
      target: segment.id,
      set: { name, query },
      setWhere: eq(segment.organizationId, values.organizationId),
    })
    .returning({ id: segment.id })
  return put.length === 1
}

export async function deleteSegment(tx: Database, organizationId: string, id: string): Promise<boolean> {
  const gone = await tx.delete(segment).where(isOf(organizationId, id)).returning({ id: segment.id })
  return gone.length === 1
}

/** Fields of the person that an organization's events ask for, with the newest wording of their questions. */
export async function listSharedFields(
  db: Database,
  organizationId: string,
): Promise<{ field: AnswerField; label: string }[]> {
  const rows = await db
    .selectDistinctOn([question.field], { field: question.field, label: question.label })
    .from(question)
    .innerJoin(event, eq(event.id, question.eventId))
    .where(
      and(
        eq(event.organizationId, organizationId),
        isNull(question.archivedAt),
        notInArray(question.field, [...sensitiveFields]),
        sql`${question.field} not like 'custom_field_%'`,
      ),
    )
    .orderBy(asc(question.field), desc(event.startsAt))
  return rows
}

/** Countries that people of an organization's events come from, as they answered or as GATE's record says. */
export async function listSegmentCountries(db: Database, organizationId: string): Promise<string[]> {
  const rows = await db
    .selectDistinct({ code: sql<string>`${givenCountry}` })
    .from(registration)
    .innerJoin(event, eq(event.id, registration.eventId))
    .where(and(eq(event.organizationId, organizationId), sql`${givenCountry} is not null`))
    .limit(300)
  return rows.map(({ code }) => code)
}

/** The answer to a question about the country, else what an adopted record says. */
const givenCountry = sql`coalesce((
  select ${countryOf(sql`${registration.answers} ->> ${question.key}`)} from ${question}
  where ${question.eventId} = ${registration.eventId} and ${question.field} = 'country'
    and ${question.archivedAt} is null
), ${countryOf(sql`${registration.country}`)})`

/** Whether somebody answered a question of this field so: by the value, or by what the option is called. */
function hasAnswer({ field, value }: SegmentFilter["answers"][number]): SQL {
  const answer = sql`(${registration.answers} ->> ${question.key})`
  return sql`exists (select from ${question}
    where ${question.eventId} = ${registration.eventId} and ${question.field} = ${field}
      and ${question.archivedAt} is null and (
        attendee_fold(${answer}) = attendee_fold(${value})
        or exists (select from jsonb_array_elements(${question.options}) as option
          where option ->> 'value' = any(string_to_array(${answer}, ','))
            and attendee_fold(${value}) in (attendee_fold(option ->> 'value'), attendee_fold(option ->> 'label')))))`
}

function conditions(filter: SegmentFilter, now: Date): SQL[] {
  const { events, countries, languages, attended, registeredSince, answers } = filter
  return [
    ...(events.length > 0 ? [sql`${event.slug} = any(${textArray(events)})`] : []),
    ...(countries.length > 0 ? [sql`${givenCountry} = any(${textArray(countries)})`] : []),
    ...(languages.length > 0 ? [sql`${registration.language} = any(${textArray(languages)})`] : []),
    ...(attended === "yes" ? [sql`${registration.checkedInAt} is not null`] : []),
    ...(attended === "no"
      ? [sql`${registration.checkedInAt} is null and ${event.endsAt} < ${now.toISOString()}::timestamptz`]
      : []),
    ...(registeredSince
      ? [
          sql`${registration.createdAt} >= (${registeredSince}::date::timestamp at time zone ${event.timeZone})`,
        ]
      : []),
    ...answers.map(hasAnswer),
  ]
}

/** Whom a filter is about: nobody who cancelled or waits, erased what they said, or never proved their address. */
function isMeant(organizationId: string, filter: SegmentFilter, now: Date): SQL | undefined {
  return and(
    eq(event.organizationId, organizationId),
    hasTicketNow,
    ne(registration.step, "removed"),
    isNull(registration.erasedAt),
    isNull(registration.purgedAt),
    eq(registration.needsProof, false),
    sql`${person.email} not like 'erased:%'`,
    ...conditions(filter, now),
  )
}

/** Said yes to this organization's news, and did not take it back. */
const consented = and(
  eq(marketingConsent.personId, person.id),
  eq(marketingConsent.organizationId, event.organizationId),
  isNull(marketingConsent.withdrawnAt),
)

/** How many people a filter finds now, and how many of them consented to news. */
export async function countSegment(
  db: Database,
  organizationId: string,
  { filter, now }: { filter: SegmentFilter; now: Date },
): Promise<{ people: number; consented: number }> {
  const [row] = await db
    .select({
      people: sql<number>`count(distinct ${person.id})`.mapWith(Number),
      consented: sql<number>`count(distinct ${marketingConsent.personId})`.mapWith(Number),
    })
    .from(registration)
    .innerJoin(event, eq(event.id, registration.eventId))
    .innerJoin(person, eq(person.id, registration.personId))
    .leftJoin(marketingConsent, consented)
    .where(isMeant(organizationId, filter, now))
  return row ?? { people: 0, consented: 0 }
}

export type SegmentPerson = {
  id: string
  email: string
  firstName: string
  lastName: string
  language: string
  events: string[]
  attended: number
  lastRegistered: Date
  consentGiven: Date
}

/** People of a segment who consented, after the one with the id `after`, in order of their ids. */
export async function listConsentingPeople(
  db: Database,
  organizationId: string,
  { filter, now, after, limit }: { filter: SegmentFilter; now: Date; after: string | null; limit: number },
): Promise<SegmentPerson[]> {
  const { id, email, firstName, lastName, language } = person
  return db
    .select({
      ...{ id, email, firstName, lastName, language },
      events: sql<string[]>`array_agg(distinct ${event.slug})`,
      attended: sql<number>`count(${registration.checkedInAt})`.mapWith(Number),
      lastRegistered: sql`max(${registration.createdAt})`.mapWith(registration.createdAt),
      consentGiven: sql`max(${marketingConsent.givenAt})`.mapWith(marketingConsent.givenAt),
    })
    .from(registration)
    .innerJoin(event, eq(event.id, registration.eventId))
    .innerJoin(person, eq(person.id, registration.personId))
    .innerJoin(marketingConsent, consented)
    .where(and(isMeant(organizationId, filter, now), after === null ? undefined : gt(person.id, after)))
    .groupBy(person.id)
    .orderBy(asc(person.id))
    .limit(limit)
}
