import { and, asc, eq, isNull, sql } from "drizzle-orm"
import type { ConsentSource } from "@/lib/domain/marketing"
import type { Database } from "../database"
import { event } from "../schema/event"
import { marketingConsent, marketingQuestion } from "../schema/marketing"
import { registration } from "../schema/registration"

export type MarketingQuestion = typeof marketingQuestion.$inferSelect

/** What an organization asks people who register; null: nothing. */
export async function findMarketingQuestion(
  db: Database,
  organizationId: string,
): Promise<MarketingQuestion | null> {
  const [row] = await db
    .select()
    .from(marketingQuestion)
    .where(eq(marketingQuestion.organizationId, organizationId))
    .limit(1)
  return row ?? null
}

/** False when the organization asked already. */
export async function insertMarketingQuestion(tx: Database, values: MarketingQuestion): Promise<boolean> {
  const asked = await tx.insert(marketingQuestion).values(values).onConflictDoNothing().returning()
  return asked.length === 1
}

/** False when the organization did not ask. */
export async function deleteMarketingQuestion(tx: Database, organizationId: string): Promise<boolean> {
  const gone = await tx
    .delete(marketingQuestion)
    .where(eq(marketingQuestion.organizationId, organizationId))
    .returning()
  return gone.length === 1
}

type ConsentOf = { personId: string; organizationId: string }

/** Keeps a consent, unless there is one that nobody took back. */
export async function insertConsent(
  tx: Database,
  values: ConsentOf & { id: string; wording: string; source: ConsentSource; givenAt: Date },
): Promise<void> {
  await tx.insert(marketingConsent).values(values).onConflictDoNothing()
}

/** Takes a consent back; false when there was none. */
export async function withdrawConsent(
  db: Database,
  { personId, organizationId }: ConsentOf,
  now: Date,
): Promise<boolean> {
  const withdrawn = await db
    .update(marketingConsent)
    .set({ withdrawnAt: now })
    .where(
      and(
        eq(marketingConsent.personId, personId),
        eq(marketingConsent.organizationId, organizationId),
        isNull(marketingConsent.withdrawnAt),
      ),
    )
    .returning({ id: marketingConsent.id })
  return withdrawn.length === 1
}

/** Takes back whatever somebody consented to. */
export async function withdrawConsents(tx: Database, personId: string, now: Date): Promise<void> {
  await tx
    .update(marketingConsent)
    .set({ withdrawnAt: now })
    .where(and(eq(marketingConsent.personId, personId), isNull(marketingConsent.withdrawnAt)))
}

/** Whether somebody has said yes and not taken it back. */
export async function hasConsent(db: Database, { personId, organizationId }: ConsentOf): Promise<boolean> {
  const given = await db.$count(
    marketingConsent,
    and(
      eq(marketingConsent.personId, personId),
      eq(marketingConsent.organizationId, organizationId),
      isNull(marketingConsent.withdrawnAt),
    ),
  )
  return given > 0
}

export type OwnConsent = Pick<
  typeof marketingConsent.$inferSelect,
  "organizationId" | "wording" | "source" | "givenAt" | "withdrawnAt"
>

/** Everything a person ever consented to, the oldest first. */
export async function listConsents(db: Database, personId: string): Promise<OwnConsent[]> {
  const { organizationId, wording, source, givenAt, withdrawnAt } = marketingConsent
  return db
    .select({ organizationId, wording, source, givenAt, withdrawnAt })
    .from(marketingConsent)
    .where(eq(marketingConsent.personId, personId))
    .orderBy(asc(marketingConsent.givenAt), asc(marketingConsent.id))
    .limit(1_000)
}

/** Forgets what somebody consented to, with their account. */
export async function deleteConsents(tx: Database, personId: string): Promise<void> {
  await tx.delete(marketingConsent).where(eq(marketingConsent.personId, personId))
}

/** What stands on somebody's own page: organizations whose events they know and that ask, and those they said yes to. */
export type AskingOrganization = {
  organizationId: string
  name: string
  isAsking: boolean
  givenAt: Date | null
}

export async function listAskingOrganizations(db: Database, personId: string): Promise<AskingOrganization[]> {
  const known = db
    .selectDistinct({ organizationId: event.organizationId, name: event.organizationName })
    .from(registration)
    .innerJoin(event, eq(event.id, registration.eventId))
    .where(eq(registration.personId, personId))
    .as("known")
  const rows = await db
    .select({
      organizationId: known.organizationId,
      name: sql<string>`max(coalesce(${marketingQuestion.organizationName}, ${known.name}))`,
      isAsking: sql<boolean>`bool_or(${marketingQuestion.organizationId} is not null)`,
      givenAt: sql`max(${marketingConsent.givenAt})`.mapWith(marketingConsent.givenAt),
    })
    .from(known)
    .leftJoin(marketingQuestion, eq(marketingQuestion.organizationId, known.organizationId))
    .leftJoin(
      marketingConsent,
      and(
        eq(marketingConsent.organizationId, known.organizationId),
        eq(marketingConsent.personId, personId),
        isNull(marketingConsent.withdrawnAt),
      ),
    )
    .groupBy(known.organizationId)
    .orderBy(asc(known.organizationId))
    .limit(100)
  return rows.filter(({ isAsking, givenAt }) => isAsking || givenAt !== null)
}
