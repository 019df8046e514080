import type { AppContext } from "@/lib/context"
import {
  findMarketingQuestion,
  hasConsent,
  insertConsent,
  listAskingOrganizations,
  withdrawConsent,
} from "@/lib/db/queries/marketing"
import type { ConsentSource } from "@/lib/domain/marketing"

type ConsentContext = Pick<AppContext, "db" | "clock" | "newId">

/**
 * Under which name an organization asks somebody for consent to its news; null where it does not ask, or they said yes
 * already.
 */
export async function askedForConsent(
  { db }: Pick<AppContext, "db">,
  organizationId: string,
  personId: string | null,
): Promise<string | null> {
  const asked = await findMarketingQuestion(db, organizationId)
  if (!asked) return null
  const isGiven = personId !== null && (await hasConsent(db, { personId, organizationId }))
  return isGiven ? null : asked.organizationName
}

/** Keeps that somebody said yes, and to which words; once, however often it is sent. */
export async function giveConsent(
  { db, clock, newId }: ConsentContext,
  consent: { personId: string; organizationId: string; wording: string; source: ConsentSource },
): Promise<void> {
  await insertConsent(db, { ...consent, id: newId(), givenAt: clock() })
}

/**
 * Keeps that somebody said yes on their own page to an organization that asks and whose events they know. `wordingOf`: the
 * words they read, with its name. False where nothing was kept: no such organization asks.
 */
export async function giveOwnConsent(
  context: ConsentContext,
  personId: string,
  { organizationId, wordingOf }: { organizationId: string; wordingOf: (name: string) => string },
): Promise<boolean> {
  const known = await listAskingOrganizations(context.db, personId)
  const asking = known.find((one) => one.organizationId === organizationId && one.isAsking)
  if (!asking) return false
  const wording = wordingOf(asking.name)
  await giveConsent(context, { personId, organizationId, wording, source: "own_page" })
  return true
}

/** Takes somebody's consent back; what they said, and until when, stays as the proof of it. */
export async function withdrawOwnConsent(
  { db, clock }: Pick<AppContext, "db" | "clock">,
  personId: string,
  organizationId: string,
): Promise<void> {
  await withdrawConsent(db, { personId, organizationId }, clock())
}
