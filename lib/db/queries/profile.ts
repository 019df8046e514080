import { and, eq, sql } from "drizzle-orm"
import type { AnswerChanges, KeptAnswers, UndeliveredAnswers } from "@/lib/domain/answers"
import type { RegistrationStep } from "@/lib/domain/registration"
import type { Database } from "../database"
import { joinKept, joinUndelivered } from "../schema/answers-column"
import { registration } from "../schema/registration"

/** What is to be kept; null takes an answer, or what belongs to it, away. `waiting` is what GATE must hear of. */
export type KeptChanges = { [Part in keyof KeptAnswers]?: AnswerChanges } & { waiting?: UndeliveredAnswers }

/**
 * Puts answers into the journal, and those GATE must hear of among the undelivered ones, where newer ones replace older
 * ones. One statement on each row, so it needs no lease.
 */
export async function mergeAnswers(
  db: Database,
  id: string,
  { waiting = { undelivered: {}, bases: {} }, ...kept }: KeptChanges,
): Promise<void> {
  const [changes, undelivered] = [joinKept(kept), joinUndelivered(waiting)]
  await db
    .update(registration)
    .set({
      answers: sql`jsonb_strip_nulls(${registration.answers} || ${JSON.stringify(changes)}::jsonb)`,
      undelivered: sql`${registration.undelivered} || ${JSON.stringify(undelivered)}::jsonb`,
    })
    .where(eq(registration.id, id))
}

/** Strikes answers off the undelivered ones; what was answered anew since stays. */
export async function settleAnswers(db: Database, id: string, delivered: UndeliveredAnswers): Promise<void> {
  const left = sql`select coalesce(jsonb_object_agg(waiting.key, waiting.value), '{}'::jsonb)
    from jsonb_each(${registration.undelivered}) as waiting
    where (${JSON.stringify(joinUndelivered(delivered))}::jsonb -> waiting.key) is distinct from waiting.value`
  await db
    .update(registration)
    .set({ undelivered: sql`(${left})` })
    .where(eq(registration.id, id))
}

/** Registrations an organizer made for a person whose address nobody had proved. */
export async function listUnproved(
  db: Database,
  personId: string,
): Promise<
  Pick<
    typeof registration.$inferSelect,
    "id" | "step" | "gateExtraId" | "finishedAt" | "erasedAt" | "lastFailure"
  >[]
> {
  const { id, step, gateExtraId, finishedAt, erasedAt, lastFailure } = registration
  return db
    .select({ id, step, gateExtraId, finishedAt, erasedAt, lastFailure })
    .from(registration)
    .where(and(eq(registration.personId, personId), eq(registration.needsProof, true)))
    .limit(200)
}

/** The address is proved: nothing of the registration has to wait for that any more. */
export async function markAddressProved(db: Database, id: string): Promise<void> {
  await db.update(registration).set({ needsProof: false }).where(eq(registration.id, id))
}

/** Moves a registration on; false when it had left `from` already. What is undelivered has nowhere to go after removal. */
export async function moveStep(
  db: Database,
  id: string,
  { from, to }: { from: RegistrationStep; to: RegistrationStep },
  now: Date,
): Promise<boolean> {
  const moved = await db
    .update(registration)
    .set({
      step: to,
      attempts: 0,
      runAt: now,
      lastFailure: null,
      ...(to === "removed" ? { undelivered: { undelivered: {}, bases: {} } } : {}),
    })
    .where(and(eq(registration.id, id), eq(registration.step, from)))
    .returning({ id: registration.id })
  return moved.length === 1
}
