import { and, asc, desc, eq, sql } from "drizzle-orm"
import type { NewQuestion, Question, QuestionDefinition } from "@/lib/domain/question"
import type { Database } from "../database"
import { event, question, questionVersion } from "../schema/event"
import { gateRecord } from "../schema/gate-sync"
import { registration } from "../schema/registration"
import { brokenConstraint } from "../unique-violation"

/** A question with what only its editor needs. */
export type EditableQuestion = Question & { position: number; version: number; archivedAt: Date | null }

/** Every question an event has or had, in order. */
export async function listQuestions(db: Database, eventId: string): Promise<EditableQuestion[]> {
  const rows = await db
    .select()
    .from(question)
    .where(eq(question.eventId, eventId))
    .orderBy(asc(question.position), asc(question.id))
  return rows.map(({ eventId: _, ...rest }) => rest)
}

export async function getEventVersion(db: Database, eventId: string): Promise<number> {
  const [row] = await db.select({ version: event.version }).from(event).where(eq(event.id, eventId)).limit(1)
  if (!row) throw new Error(`Event ${eventId} is being edited but does not exist`)
  return row.version
}

/** Before every id: list columns of all attendees are to be made anew. */
const beforeAll = "00000000-0000-0000-0000-000000000000"

/**
 * Takes the right to change the questions of an event that is still at `version`, and has the attendees' list columns
 * made anew. False when somebody else changed the event since.
 */
export async function claimQuestions(tx: Database, eventId: string, version: number): Promise<boolean> {
  const claimed = await tx
    .update(event)
    .set({ version: version + 1, reindexAfter: beforeAll })
    .where(and(eq(event.id, eventId), eq(event.version, version)))
    .returning({ id: event.id })
  return claimed.length === 1
}

export async function insertQuestion(
  tx: Database,
  eventId: string,
  values: NewQuestion & { id: string; position: number },
): Promise<void> {
  await tx.insert(question).values({ ...values, eventId })
}

export async function updateQuestion(
  tx: Database,
  id: string,
  values: Partial<NewQuestion> & { version?: number; position?: number; archivedAt?: Date },
): Promise<void> {
  await tx.update(question).set(values).where(eq(question.id, id))
}

/** Keeps what a question meant until `createdAt`. */
export async function insertQuestionVersion(
  tx: Database,
  values: { questionId: string; version: number; definition: QuestionDefinition; createdAt: Date },
): Promise<void> {
  await tx.insert(questionVersion).values(values)
}

export type EarlierDefinition = { questionId: string; definition: QuestionDefinition; until: Date }

/** What the questions of an event meant before, the latest first. */
export async function listEarlierDefinitions(db: Database, eventId: string): Promise<EarlierDefinition[]> {
  const { questionId, definition, createdAt } = questionVersion
  return db
    .select({ questionId, definition, until: createdAt })
    .from(questionVersion)
    .innerJoin(question, eq(question.id, questionId))
    .where(eq(question.eventId, eventId))
    .orderBy(desc(createdAt), desc(questionVersion.version))
}

/** Whether anybody answered the question of this key. */
export async function hasAnswers(db: Database, eventId: string, key: string): Promise<boolean> {
  const rows = await db
    .select({ id: registration.id })
    .from(registration)
    .where(and(eq(registration.eventId, eventId), sql`${registration.answers} ? ${key}`))
    .limit(1)
  return rows.length > 0
}

/** Whether GATE said of any record of the event that this field has a value. */
export async function hasGateValues(
  db: Database,
  { organizationId, slug, field }: { organizationId: string; slug: string; field: string },
): Promise<boolean> {
  const rows = await db
    .select({ id: gateRecord.extraId })
    .from(gateRecord)
    .where(
      and(
        eq(gateRecord.organizationId, organizationId),
        eq(gateRecord.eventSlug, slug),
        sql`coalesce(${gateRecord.record} ->> ${field}, '') <> ''`,
      ),
    )
    .limit(1)
  return rows.length > 0
}

/** Whether a write failed because another question of the event fills the field. */
export function isFieldViolation(error: unknown): boolean {
  return brokenConstraint(error) === "question_field_is_unique_in_event"
}
