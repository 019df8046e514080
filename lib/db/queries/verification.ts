import { and, asc, desc, eq, gte, inArray, sql } from "drizzle-orm"
import { knownAddress } from "@/lib/domain/erased-person"
import type { VerificationState, VerifiedBy } from "@/lib/domain/verification"
import type { Database } from "../database"
import { storedName } from "../schema/answers-column"
import { event, question } from "../schema/event"
import { person } from "../schema/person"
import { registration, registrationEvent } from "../schema/registration"
import { answerVerification } from "../schema/verification"
import { textArray } from "./attendee-filter"
import { activeStatuses } from "./insights"

type AnswerOf = { registrationId: string; questionKey: string }

/** That an answer was found right; `by`: the organizer's address, empty for one who left. */
export type Verification = { questionKey: string; method: VerifiedBy; at: Date; by: string }

const digest = (registrationId: string, answer: string) =>
  sql`answer_digest(${registrationId}::uuid, ${answer})`

function isOf({ registrationId, questionKey }: AnswerOf) {
  return and(
    eq(answerVerification.registrationId, registrationId),
    eq(answerVerification.questionKey, questionKey),
  )
}

/** Keeps that the answer was verified; false where the journal has another one than `answer`. */
export async function putVerification(
  tx: Database,
  { answer, ...values }: AnswerOf & { answer: string; method: VerifiedBy; at: Date; actorId: string },
): Promise<boolean> {
  const { registrationId, questionKey, method, at, actorId } = values
  const isCurrent = sql`${registration.answers} ->> ${storedName(questionKey)} = ${answer}`
  const [current] = await tx
    .select({ id: registration.id })
    .from(registration)
    .where(and(eq(registration.id, registrationId), isCurrent))
    .for("update")
  if (!current) return false
  const verified = {
    answerDigest: digest(registrationId, answer),
    method,
    verifiedAt: at,
    verifiedBy: actorId,
  }
  await tx
    .insert(answerVerification)
    .values({ registrationId, questionKey, ...verified })
    .onConflictDoUpdate({
      target: [answerVerification.registrationId, answerVerification.questionKey],
      set: verified,
    })
  return true
}

/** Takes a verification back; false when there was none. */
export async function deleteVerification(tx: Database, answer: AnswerOf): Promise<boolean> {
  const gone = await tx
    .delete(answerVerification)
    .where(isOf(answer))
    .returning({ key: answerVerification.questionKey })
  return gone.length === 1
}

/** Keeps a verification where the same answer is about to be sealed anew. */
export async function carryVerification(
  tx: Database,
  answer: AnswerOf,
  { before, after }: { before: string; after: string },
): Promise<void> {
  const { registrationId } = answer
  await tx
    .update(answerVerification)
    .set({ answerDigest: digest(registrationId, after) })
    .where(and(isOf(answer), eq(answerVerification.answerDigest, digest(registrationId, before))))
}

/** What was verified of one attendee's answers. */
export async function listVerifications(db: Database, registrationId: string): Promise<Verification[]> {
  const rows = await db
    .select({
      questionKey: answerVerification.questionKey,
      method: answerVerification.method,
      at: answerVerification.verifiedAt,
      email: person.email,
    })
    .from(answerVerification)
    .leftJoin(person, eq(person.id, answerVerification.verifiedBy))
    .where(eq(answerVerification.registrationId, registrationId))
    .orderBy(asc(answerVerification.questionKey))
  return rows.map(({ email, ...row }) => ({ ...row, by: shownAddress(email) }))
}

function shownAddress(email: string | null): string {
  return knownAddress(email) ?? ""
}

/** Of one question of one attendee, as a row of the list says it; `at` and `by` where it is verified. */
export type VerificationCell = { state: VerificationState; at: string | null; by: string | null }

const facetKey = sql<string>`split_part(split_part(one, ':', 1), '.', 2)`
const facetState = sql<VerificationState>`split_part(one, ':', 2)`
const facetsOf = sql`lateral unnest(${registration.facets}) as one`
const isOfVerification = sql`one like 'verified.%'`

/** Of attendees of the list, by question; whoever is not asked has none. */
export async function listVerificationCells(
  db: Database,
  registrationIds: string[],
): Promise<Map<string, Record<string, VerificationCell>>> {
  const cells = new Map<string, Record<string, VerificationCell>>()
  if (registrationIds.length === 0) return cells
  const rows = await db
    .select({
      id: registration.id,
      key: facetKey,
      state: facetState,
      at: answerVerification.verifiedAt,
      email: person.email,
    })
    .from(registration)
    .innerJoin(facetsOf, isOfVerification)
    .leftJoin(
      answerVerification,
      and(
        eq(answerVerification.registrationId, registration.id),
        sql`${answerVerification.questionKey} = ${facetKey}`,
      ),
    )
    .leftJoin(person, eq(person.id, answerVerification.verifiedBy))
    .where(inArray(registration.id, registrationIds))
  for (const { id, key, state, at, email } of rows) {
    const cell = { state, at: at?.toISOString() ?? null, by: at && shownAddress(email) }
    cells.set(id, { ...cells.get(id), [key]: cell })
  }
  return cells
}

/** Whether an organizer has looked at an answer in clear since then, and it was the one with the fingerprint `seen`. */
export async function hasRevealed(
  db: Database,
  {
    registrationId,
    questionKey,
    seen,
    actorId,
    since,
  }: AnswerOf & { seen: string; actorId: string; since: Date },
): Promise<boolean> {
  const looks = await db.$count(
    registrationEvent,
    and(
      eq(registrationEvent.registrationId, registrationId),
      eq(registrationEvent.name, "sensitive.revealed"),
      eq(registrationEvent.actorId, actorId),
      gte(registrationEvent.at, since),
      sql`${registrationEvent.detail} ->> 'question' = ${questionKey}`,
      sql`${registrationEvent.detail} ->> 'seen' = ${seen}`,
    ),
  )
  return looks > 0
}

/** How many of an event's attendees with a place have which facet of a verification. */
export async function countVerifications(db: Database, eventId: string): Promise<Record<string, number>> {
  const rows = await db
    .select({ facet: sql<string>`one`, count: sql<number>`count(*)`.mapWith(Number) })
    .from(registration)
    .innerJoin(facetsOf, isOfVerification)
    .where(
      and(eq(registration.eventId, eventId), sql`${registration.status} = any(${textArray(activeStatuses)})`),
    )
    .groupBy(sql`one`)
  return Object.fromEntries(rows.map(({ facet, count }) => [facet, count]))
}

/** Slugs of an organization's events that ask for one of these fields, the newest first. */
export async function listSlugsAskingSensitive(
  db: Database,
  organizationId: string,
  fields: readonly string[],
  limit: number,
): Promise<string[]> {
  const asksOne = sql`exists (select from ${question} where ${question.eventId} = ${event.id}
    and ${question.archivedAt} is null and ${question.field} = any(${textArray(fields)}))`
  const rows = await db
    .select({ slug: event.slug })
    .from(event)
    .where(and(eq(event.organizationId, organizationId), asksOne))
    .orderBy(desc(event.startsAt))
    .limit(limit)
  return rows.map(({ slug }) => slug)
}
