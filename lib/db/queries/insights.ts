import { and, asc, eq, inArray, type SQL, sql } from "drizzle-orm"
import { activeFilter } from "@/lib/domain/insights"
import type { Database } from "../database"
import { attendeeCount } from "../schema/attendee-count"
import { networkPass } from "../schema/network"
import { registration, registrationEvent } from "../schema/registration"
import { type AgeRequest, ageOf } from "./attendee-age"
import { textArray } from "./attendee-filter"
import { countryOf, languageOf } from "./attendee-origin"

/** Where the next part of an event's attendees begins: registration time, to the microsecond, and id. */
export type InsightCursor = { at: string; id: string }

type InsightRow = { kind: string; key: string; count: number }

export type InsightPart = { rows: InsightRow[]; next: InsightCursor | null }

export type InsightRequest = AgeRequest & {
  eventId: string
  timeZone: string
  /** Questions asked only after some answers: who was asked, as facets. */
  conditional: { key: string; facets: string[] }[]
  /** Keys of the required ones among the questions, and for conditional ones the facets again. */
  required: { key: string; facets: string[] | null }[]
  /** Whether the event has a network pass, and until when one that opens is counted. */
  hasNetworkPass: boolean
  asOf: Date
}

/** Who takes a place and is counted everywhere but under status. */
export const activeStatuses = activeFilter.map(([, status]) => status)

const group = (kind: string, key: SQL, from: SQL) =>
  sql`select ${kind}::text as kind, ${key} as key, count(*)::int as count from ${from} group by 2`

function missing({ required }: InsightRequest): SQL {
  if (required.length === 0) return sql`false`
  const open = required.map(({ key, facets }) => {
    const unanswered = sql`not answers ? ${key}`
    return facets === null ? unanswered : sql`(${unanswered} and facets && ${textArray(facets)})`
  })
  return sql`(${sql.join(open, sql` or `)})`
}

/**
 * Passes by the hour they opened in, and by the hour of their first use. An account may have been online before its pass
 * opened: then its last use stands for the first.
 */
function networkTimes({ hasNetworkPass, timeZone, asOf }: InsightRequest): SQL[] {
  if (!hasNetworkPass) return []
  const hour = (at: SQL) => sql`to_char((${at}) at time zone ${timeZone}::text, 'YYYY-MM-DD"T"HH24')`
  const passes = sql`active join ${networkPass} as pass on pass.registration_id = active.id`
  const opened = sql`greatest(pass.given_at, pass.opens_at)`
  const first = sql`case when pass.first_login >= pass.opens_at then pass.first_login else pass.last_login end`
  return [
    group(
      "network_ready",
      hour(opened),
      sql`${passes} where pass.given_at is not null and ${opened} <= ${asOf.toISOString()}::timestamptz`,
    ),
    group("network_used", hour(first), sql`${passes} where pass.last_login >= pass.opens_at`),
  ]
}

function aggregates(request: InsightRequest): SQL[] {
  const zone = sql`${request.timeZone}::text`
  const quarter = sql`to_char(date_bin('15 minutes', checked_in_at at time zone ${zone}, '2000-01-01'), 'YYYY-MM-DD"T"HH24:MI')`
  const [country, language] = [countryOf(sql`country`), languageOf(sql`locale`)]
  return [
    group("status", sql`status`, sql`part`),
    group("facet", sql`facet`, sql`active cross join unnest(facets) as facet`),
    group("registered", sql`to_char(created_at at time zone ${zone}, 'YYYY-MM-DD"T"HH24')`, sql`active`),
    group("checked_in", quarter, sql`active where checked_in_at is not null`),
    group("country", country, sql`active where ${country} is not null`),
    group("language", language, sql`active where ${language} is not null`),
    group("age", ageOf(request), sql`active where ${ageOf(request)} is not null`),
    group("answered", sql`answered`, sql`active cross join jsonb_object_keys(answers) as answered`),
    group(
      "complete",
      sql`''::text`,
      sql`active where status in ('registered', 'checked_in') and completion = 100`,
    ),
    group(
      "network",
      sql`case when facets @> array['check_in:yes'] then 'never_online' else 'never_checked_in' end`,
      sql`active where facets @> array['check_in:yes', 'online:no'] or facets @> array['check_in:no', 'online:yes']`,
    ),
    ...networkTimes(request),
    group("missing", sql`''::text`, sql`active where ${missing(request)}`),
    ...request.conditional.map(({ key, facets }) =>
      group("asked", sql`${key}::text`, sql`active where facets && ${textArray(facets)}`),
    ),
  ]
}

/**
 * Counts one part of an event's attendees, at most `limit`, in order of registration. Everything is counted in one
 * statement over one part, so that no statement takes long however many attendees there are (PGlite is one connection).
 */
export async function countInsightPart(
  db: Database,
  request: InsightRequest,
  after: InsightCursor | null,
  limit: number,
): Promise<InsightPart> {
  const from =
    after === null ? sql`` : sql`and (created_at, id) > (${after.at}::timestamptz, ${after.id}::uuid)`
  const { rows } = (await db.execute(sql`
    with part as materialized (
      select id, created_at, status, facets, answers, country, locale, checked_in_at, completion
      from ${registration} where event_id = ${request.eventId} ${from}
      order by created_at, id limit ${limit}
    ), active as materialized (select * from part where status = any(${textArray(activeStatuses)}))
    ${sql.join(aggregates(request), sql` union all `)}
    union all
    (select 'end', created_at::text || ' ' || id::text, (select count(*)::int from part) from part
      order by created_at desc, id desc limit 1)
  `)) as unknown as { rows: InsightRow[] }
  const end = rows.find(({ kind }) => kind === "end")
  const counted = rows
    .filter(({ kind }) => kind !== "end")
    .map((row) => ({ ...row, count: Number(row.count) }))
  if (!end || Number(end.count) < limit) return { rows: counted, next: null }
  const space = end.key.lastIndexOf(" ")
  return { rows: counted, next: { at: end.key.slice(0, space), id: end.key.slice(space + 1) } }
}

/** Attendees by status, exact at any size: the sum of the differences. */
export async function sumStatuses(db: Database, eventId: string): Promise<Record<string, number>> {
  const rows = await db
    .select({ status: attendeeCount.status, count: sql<number>`sum(${attendeeCount.change})::int` })
    .from(attendeeCount)
    .where(eq(attendeeCount.eventId, eventId))
    .groupBy(attendeeCount.status)
  return Object.fromEntries(rows.map(({ status, count }) => [status, Number(count)]))
}

export type DroppedFields = { registrationId: string; name: string; fields: string[] }

/** Attendees whose fields GATE did not keep, by a partial index on just these entries of the trail. */
export async function listDroppedFields(
  db: Database,
  eventId: string,
  limit: number,
): Promise<DroppedFields[]> {
  const rows = await db
    .select({
      registrationId: registration.id,
      firstName: registration.firstName,
      lastName: registration.lastName,
      detail: registrationEvent.detail,
    })
    .from(registrationEvent)
    .innerJoin(registration, eq(registration.id, registrationEvent.registrationId))
    .where(
      and(
        eq(registrationEvent.name, "gate_extra.fields_dropped"),
        eq(registration.eventId, eventId),
        inArray(registration.status, ["pending", "registered", "checked_in", "needs_attention"]),
      ),
    )
    .orderBy(asc(registrationEvent.id))
    .limit(limit)
  const people = new Map<string, DroppedFields>()
  for (const { registrationId, firstName, lastName, detail } of rows) {
    const known = people.get(registrationId)?.fields ?? []
    const fields = Array.isArray(detail.fields) ? detail.fields : []
    const name = `${firstName} ${lastName}`.trim()
    people.set(registrationId, { registrationId, name, fields: [...new Set([...known, ...fields])] })
  }
  return [...people.values()]
}
