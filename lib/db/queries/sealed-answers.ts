import { and, asc, eq, gt, inArray, type SQL, sql } from "drizzle-orm"
import type { Answers } from "@/lib/domain/answers"
import { sensitiveFields } from "@/lib/domain/question"
import type { Database } from "../database"
import { storedName } from "../schema/answers-column"
import { question } from "../schema/event"
import { networkAccount } from "../schema/network"
import { person } from "../schema/person"
import { registration } from "../schema/registration"
import { carryVerification } from "./verification"

export type SealedAnswers = { id: string; answers: Answers; gateUserId: string | null }

/** Answers of attendees of one event with the GATE account that sensitive ones are sealed for, in no order. */
export async function listSealedAnswers(
  db: Database,
  eventId: string,
  ids: string[],
): Promise<SealedAnswers[]> {
  if (ids.length === 0) return []
  const rows = await db
    .select({ id: registration.id, answers: registration.answers, gateUserId: person.gateUserId })
    .from(registration)
    .innerJoin(person, eq(person.id, registration.personId))
    .where(and(eq(registration.eventId, eventId), inArray(registration.id, ids)))
  return rows.map(({ answers: { answers }, ...row }) => ({ ...row, answers }))
}

/** Keys of an event's sensitive questions, those that are no longer asked among them. */
export async function listSensitiveKeys(db: Database, eventId: string): Promise<string[]> {
  const rows = await db
    .select({ key: question.key })
    .from(question)
    .where(and(eq(question.eventId, eventId), inArray(question.field, [...sensitiveFields])))
  return rows.map(({ key }) => key)
}

/** Whether an answer to a sensitive question, or a note beside it, is sealed by another key than `current`. */
function hasOtherKey(
  column: typeof registration.answers | typeof registration.undelivered,
  current: string,
): SQL {
  const isSensitive = and(
    eq(question.eventId, registration.eventId),
    inArray(question.field, [...sensitiveFields]),
    sql`${question.key} = split_part(text.key, '.', 1)`,
  )
  return sql`exists (select from jsonb_each_text(${column}) as text join ${question} on ${isSensitive}
    where (text.value like 'v1.%.%.%' or text.value like 'v2.%.%') and split_part(text.value, '.', 2) <> ${current})`
}

/** Ids of registrations with an answer sealed by another key than `current`, in their order. */
export async function listSealedElsewhere(
  db: Database,
  current: string,
  after: string | null,
  limit: number,
): Promise<string[]> {
  const other = sql`(${hasOtherKey(registration.answers, current)} or ${hasOtherKey(registration.undelivered, current)})`
  const rows = await db
    .select({ id: registration.id })
    .from(registration)
    .where(and(other, after === null ? undefined : gt(registration.id, after)))
    .orderBy(asc(registration.id))
    .limit(limit)
  return rows.map(({ id }) => id)
}

/** Registrations that share one record in GATE. */
export async function findRegistrationsByExtra(db: Database, gateExtraId: string): Promise<string[]> {
  const rows = await db
    .select({ id: registration.id })
    .from(registration)
    .where(eq(registration.gateExtraId, gateExtraId))
  return rows.map(({ id }) => id)
}

/** Puts other texts in the place of answers to these questions that still are what they were, wherever they stand. */
export async function replaceAnswers(
  tx: Database,
  id: string,
  replacements: { key: string; before: string; after: string }[],
): Promise<void> {
  const everywhere = replacements.flatMap(({ key, ...texts }) =>
    [storedName(key), storedName(key, "contested")].map((name) => ({ name, ...texts })),
  )
  for (const { key, ...texts } of replacements)
    await carryVerification(tx, { registrationId: id, questionKey: key }, texts)
  for (const { name, before, after } of everywhere) {
    const replaced = (column: typeof registration.answers | typeof registration.undelivered) =>
      sql`case when ${column} ->> ${name} = ${before}
        then ${column} || jsonb_build_object(${name}::text, ${after}::text) else ${column} end`
    await tx
      .update(registration)
      .set({ answers: replaced(registration.answers), undelivered: replaced(registration.undelivered) })
      .where(eq(registration.id, id))
  }
}

/** Network passwords sealed by another key than `current`, with the account each is sealed for. */
export async function listPasswordsSealedElsewhere(
  db: Database,
  current: string,
  after: string | null,
  limit: number,
) {
  const rows = await db
    .select({
      personId: networkAccount.personId,
      gateUserId: networkAccount.gateUserId,
      password: networkAccount.password,
    })
    .from(networkAccount)
    .where(
      and(
        sql`split_part(${networkAccount.password}, '.', 2) <> ${current}`,
        after === null ? undefined : gt(networkAccount.personId, after),
      ),
    )
    .orderBy(asc(networkAccount.personId))
    .limit(limit)
  return rows.flatMap(({ password, ...row }) => (password === null ? [] : [{ ...row, password }]))
}

/** Puts a text in the place of a password that still is what it was. */
export async function replacePassword(
  db: Database,
  personId: string,
  { before, after }: { before: string; after: string },
): Promise<void> {
  await db
    .update(networkAccount)
    .set({ password: after })
    .where(and(eq(networkAccount.personId, personId), eq(networkAccount.password, before)))
}
