import { eq, inArray, lt, type SQL } from "drizzle-orm"
import type { Database } from "../database"
import { resubmission } from "../schema/draft"
import { registration } from "../schema/registration"

export type Resubmission = ReturnType<typeof toResubmission>

function toResubmission({ answers, ...rest }: typeof resubmission.$inferSelect) {
  return { ...rest, ...answers }
}

/** Keeps what was entered last for a registration that was there already. */
export async function putResubmission(db: Database, values: Resubmission): Promise<void> {
  const { registrationId, answers, spellings, ...rest } = values
  const changed = { ...rest, answers: { answers, spellings } }
  await db
    .insert(resubmission)
    .values({ registrationId, ...changed })
    .onConflictDoUpdate({ target: resubmission.registrationId, set: changed })
}

export async function findResubmission(db: Database, registrationId: string): Promise<Resubmission | null> {
  const [row] = await db
    .select()
    .from(resubmission)
    .where(eq(resubmission.registrationId, registrationId))
    .limit(1)
  return row ? toResubmission(row) : null
}

export async function deleteResubmission(db: Database, registrationId: string): Promise<void> {
  await db.delete(resubmission).where(eq(resubmission.registrationId, registrationId))
}

/** Erases what was entered before `before` and neither taken over nor dropped. */
export async function deleteOldResubmissions(db: Database, before: Date): Promise<void> {
  await db.delete(resubmission).where(lt(resubmission.createdAt, before))
}

/** Erases what was entered for the registrations a condition finds. */
export async function forgetResubmissions(tx: Database, which: SQL | undefined): Promise<void> {
  const ids = tx.select({ id: registration.id }).from(registration).where(which)
  await tx.delete(resubmission).where(inArray(resubmission.registrationId, ids))
}
