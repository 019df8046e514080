import { and, eq, gt, isNotNull, isNull, lt, or, type SQL, sql } from "drizzle-orm"
import type { PersonName } from "@/lib/domain/person-name"
import type { CreateAttempt, Person } from "@/lib/domain/registration"
import { type Companion, companion } from "../companion"
import type { Database } from "../database"
import { organizer } from "../schema/organizer"
import { person, session } from "../schema/person"
import { registration } from "../schema/registration"
import type { OrganizerRow } from "./organizers"

/** A person as the use cases know them. */
export type PersonRow = ReturnType<typeof toPerson>

/** Takes what the use cases need out of a row. */
export function toPerson(row: typeof person.$inferSelect) {
  const { userStartedAt, userNotFound, userNotFoundAt, userLookupDue, createdAt, ...rest } = row
  const userAttempt: CreateAttempt = {
    startedAt: userStartedAt,
    notFound: userNotFound,
    notFoundAt: userNotFoundAt,
    lookupDue: userLookupDue,
  }
  return { ...rest, userAttempt } satisfies Person
}

export async function findPerson(db: Database, id: string): Promise<PersonRow | null> {
  const [row] = await db.select().from(person).where(eq(person.id, id)).limit(1)
  return row ? toPerson(row) : null
}

export async function getPerson(db: Database, id: string): Promise<PersonRow> {
  const found = await findPerson(db, id)
  if (!found) throw new Error(`Person ${id} is referred to but does not exist`)
  return found
}

export async function findPersonByEmail(db: Database, email: string): Promise<PersonRow | null> {
  const [row] = await db.select().from(person).where(eq(person.email, email)).limit(1)
  return row ? toPerson(row) : null
}

/** The person a GATE account is linked with, or null. */
export async function findPersonByGateUser(db: Database, gateUserId: string): Promise<PersonRow | null> {
  const [row] = await db.select().from(person).where(eq(person.gateUserId, gateUserId)).limit(1)
  return row ? toPerson(row) : null
}

export type NewPerson = Pick<
  PersonRow,
  "id" | "email" | "firstName" | "lastName" | "gateUsername" | "language"
> & { createdAt: Date }

export type NewSession = { id: string; createdAt: Date; expiresAt: Date }

/** A new person with their session, or null: somebody has the address already, or the GATE username. */
export async function insertPerson(
  db: Database,
  values: NewPerson,
  session?: NewSession,
): Promise<PersonRow | null> {
  const made = db.$with("made").as(db.insert(person).values(values).onConflictDoNothing().returning())
  const opened = session ? [openedSession(db, session, sql`select id from made`)] : []
  const [row] = await db
    .with(made, ...opened)
    .select()
    .from(made)
  return row ? toPerson(row) : null
}

/** A session of whom `owner` selects, if anybody, as a companion of the statement that makes them. */
function openedSession(db: Database, { id, createdAt, expiresAt }: NewSession, owner: SQL): Companion {
  const row = sql`select ${id}::uuid, owner.id, ${sql.param(createdAt, session.createdAt)}::timestamptz,
    ${sql.param(expiresAt, session.expiresAt)}::timestamptz from (${owner}) as owner`
  return companion(db, "opened", db.insert(session).select(row).onConflictDoNothing())
}

/** The person with this proved address, made now when there is none. Safe against two browsers at once. */
export async function ensurePerson(db: Database, values: NewPerson): Promise<PersonRow> {
  const [inserted] = await db
    .insert(person)
    .values(values)
    .onConflictDoNothing({ target: person.email })
    .returning()
  if (inserted) return toPerson(inserted)
  const [row] = await db.select().from(person).where(eq(person.email, values.email)).limit(1)
  if (!row) throw new Error("A person could be neither inserted nor found")
  return toPerson(row)
}

export async function setPersonName(db: Database, id: string, name: PersonName): Promise<void> {
  await db.update(person).set(name).where(eq(person.id, id))
}

/** Language of the person's mails from now on, those of registrations included. */
export async function setLanguage(db: Database, id: string, language: string): Promise<void> {
  await db.update(person).set({ language }).where(eq(person.id, id))
  await db.update(registration).set({ language }).where(eq(registration.personId, id))
}

export type GateAccountChange = {
  gateUserId?: string | null
  gateUsername?: string
  userAttempt?: CreateAttempt
}

/** Changes what is known of a person's account, on a condition; for a statement that changes more. */
export function accountUpdate(db: Database, id: string, change: GateAccountChange, condition: SQL) {
  const { userAttempt, ...columns } = change
  const attempt = userAttempt && {
    userStartedAt: userAttempt.startedAt,
    userNotFound: userAttempt.notFound,
    userNotFoundAt: userAttempt.notFoundAt,
    userLookupDue: userAttempt.lookupDue,
  }
  return db
    .update(person)
    .set({ ...columns, ...attempt })
    .where(and(eq(person.id, id), condition))
    .returning()
}

export async function insertSession(db: Database, values: NewSession & { personId: string }): Promise<void> {
  await db.insert(session).values(values).onConflictDoNothing()
}

/** An organizer's session ends after half a day (reliability G5), however long an attendee's lasts. */
export const organizerSessionMs = 12 * 60 * 60_000

/** Who a live session belongs to, and their row as an organizer; null when signed out, expired or never there. */
export async function findSession(
  db: Database,
  sessionId: string,
  now: Date,
): Promise<{ person: PersonRow; organizer: OrganizerRow | null } | null> {
  const isYoung = gt(session.createdAt, new Date(now.getTime() - organizerSessionMs))
  const isAttendee = or(isNull(organizer.personId), isNotNull(organizer.revokedAt))
  const [row] = await db
    .select({ person, organizer })
    .from(session)
    .innerJoin(person, eq(person.id, session.personId))
    .leftJoin(organizer, eq(organizer.personId, session.personId))
    .where(and(eq(session.id, sessionId), gt(session.expiresAt, now), or(isYoung, isAttendee)))
    .limit(1)
  return row ? { ...row, person: toPerson(row.person) } : null
}

export async function deleteSession(db: Database, id: string): Promise<void> {
  await db.delete(session).where(eq(session.id, id))
}

export async function deleteExpiredSessions(db: Database, now: Date): Promise<void> {
  await db.delete(session).where(lt(session.expiresAt, now))
}
