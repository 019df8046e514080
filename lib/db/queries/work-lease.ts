import { and, eq, gte } from "drizzle-orm"
import type { Database } from "../database"
import { accountChange } from "../schema/account-change"
import { person } from "../schema/person"
import { registration } from "../schema/registration"

/** Two claims of one person cannot pass each other while one of them holds the person's row. */
export async function lockPerson(tx: Database, personId: string): Promise<void> {
  await tx.select({ id: person.id }).from(person).where(eq(person.id, personId)).for("update")
}

/** Whether any process holds a registration or an account change of this person. */
export async function isPersonBusy(tx: Database, personId: string, now: Date): Promise<boolean> {
  const registrations = await tx.$count(
    registration,
    and(eq(registration.personId, personId), gte(registration.lockedUntil, now)),
  )
  if (registrations > 0) return true
  const changes = await tx.$count(
    accountChange,
    and(eq(accountChange.personId, personId), gte(accountChange.lockedUntil, now)),
  )
  return changes > 0
}
