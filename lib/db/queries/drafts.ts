import { and, eq, gt, isNull, lt, lte, ne, or, sql } from "drizzle-orm"
import { type Companion, companion } from "../companion"
import type { Database } from "../database"
import { draft, emailChallenge } from "../schema/draft"

export type EmailChallenge = typeof emailChallenge.$inferSelect
export type Draft = ReturnType<typeof toDraft>

function toDraft({ answers, ...rest }: typeof draft.$inferSelect) {
  return { ...rest, ...answers }
}

export type NewCode = Pick<EmailChallenge, "id" | "email" | "codeNonce" | "language" | "sentAt" | "expiresAt">

export type CodeKept = "stored" | "too_soon" | "proved"

/**
 * Makes `code` the one live code of a challenge, which begins with its first code. `too_soon`: the code it has was sent
 * to the same address after `notBefore`, and stays. `proved`: the challenge has served its purpose.
 */
export async function putCode(db: Database, code: NewCode, notBefore: Date): Promise<CodeKept> {
  const { id, ...changed } = code
  const stored = await db
    .insert(emailChallenge)
    .values({ ...code, createdAt: code.sentAt })
    .onConflictDoUpdate({
      target: emailChallenge.id,
      set: { ...changed, attempts: 0 },
      setWhere: sql`${isNull(emailChallenge.provedAt)} and ${or(
        ne(emailChallenge.email, code.email),
        lte(emailChallenge.sentAt, notBefore),
      )}`,
    })
    .returning({ id: emailChallenge.id })
  if (stored.length === 1) return "stored"
  const challenge = await findChallenge(db, id)
  return challenge?.provedAt ? "proved" : "too_soon"
}

/**
 * Takes back a code that never left the house, so that the next request may send one at once. A code that has replaced
 * it meanwhile stays: a mail server may take longer to refuse than a visitor to ask again.
 */
export async function withdrawCode(db: Database, id: string, codeNonce: string): Promise<void> {
  const longAgo = new Date(0)
  await db
    .update(emailChallenge)
    .set({ sentAt: longAgo, expiresAt: longAgo })
    .where(and(eq(emailChallenge.id, id), eq(emailChallenge.codeNonce, codeNonce)))
}

export async function findChallenge(db: Database, id: string): Promise<EmailChallenge | null> {
  const [row] = await db.select().from(emailChallenge).where(eq(emailChallenge.id, id)).limit(1)
  return row ?? null
}

/**
 * Spends one attempt and returns the challenge, or null when no attempt is left, the code is too old or the challenge
 * was proved before `provedAfter`. One statement, so parallel guesses cannot share an attempt.
 */
export async function spendAttempt(
  db: Database,
  id: string,
  { now, maxAttempts, provedAfter }: { now: Date; maxAttempts: number; provedAfter: Date },
): Promise<EmailChallenge | null> {
  const [row] = await db
    .update(emailChallenge)
    .set({ attempts: sql`${emailChallenge.attempts} + 1` })
    .where(
      and(
        eq(emailChallenge.id, id),
        lt(emailChallenge.attempts, maxAttempts),
        gt(emailChallenge.expiresAt, now),
        or(isNull(emailChallenge.provedAt), gt(emailChallenge.provedAt, provedAfter)),
      ),
    )
    .returning()
  return row ?? null
}

/** Marks a challenge proved with the code it had, unless somebody else did, as a companion of another statement. */
export function provedChallenge(tx: Database, id: string, codeNonce: string, now: Date): Companion {
  const isUnproved = and(
    eq(emailChallenge.id, id),
    eq(emailChallenge.codeNonce, codeNonce),
    isNull(emailChallenge.provedAt),
  )
  return companion(tx, "proved", tx.update(emailChallenge).set({ provedAt: now }).where(isUnproved))
}

/** Stores what was typed, replacing what the same form sent before. */
export async function putDraft(
  db: Database,
  values: Omit<Draft, "mayWait"> & Partial<Pick<Draft, "mayWait">>,
): Promise<void> {
  const { challengeId, answers, spellings, ...rest } = values
  const changed = { mayWait: false, ...rest, answers: { answers, spellings } }
  await db
    .insert(draft)
    .values({ challengeId, ...changed })
    .onConflictDoUpdate({ target: draft.challengeId, set: changed })
}

export async function findDraft(db: Database, challengeId: string): Promise<Draft | null> {
  const [row] = await db.select().from(draft).where(eq(draft.challengeId, challengeId)).limit(1)
  return row ? toDraft(row) : null
}

/** A challenge with the draft that goes with it; null where either is missing. */
export async function findChallengeWithDraft(
  db: Database,
  id: string,
): Promise<{ challenge: EmailChallenge; draft: Draft } | null> {
  const [row] = await db
    .select({ challenge: emailChallenge, draft })
    .from(emailChallenge)
    .innerJoin(draft, eq(draft.challengeId, emailChallenge.id))
    .where(eq(emailChallenge.id, id))
    .limit(1)
  return row ? { challenge: row.challenge, draft: toDraft(row.draft) } : null
}

/** Erases a draft that has become a registration. */
export async function deleteDraft(db: Database, challengeId: string): Promise<void> {
  await db.delete(draft).where(eq(draft.challengeId, challengeId))
}

/** The same as a companion of another statement. */
export function erasedDraft(tx: Database, challengeId: string): Companion {
  return companion(tx, "erased", tx.delete(draft).where(eq(draft.challengeId, challengeId)))
}

/** Erases challenges begun before `before`, with what was typed along with them. */
export async function deleteOldChallenges(db: Database, before: Date): Promise<void> {
  await db.delete(emailChallenge).where(lt(emailChallenge.createdAt, before))
}
