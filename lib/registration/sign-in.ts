import { createHmac } from "node:crypto"
import { ensurePerson, insertSession, isUsernameTaken, type PersonRow } from "@/lib/db/queries/people"
import type { RegistrationContext } from "./context"
import { resumeProved } from "./resume-proved"
import { alternativeUsername, usernameFor } from "./username"

/** An attendee's session ends after a day (reliability G5). */
export const sessionLifetimeMs = 24 * 60 * 60_000

export type SignedIn = { person: PersonRow; sessionId: string }

/** The one session a challenge can open, however often its code arrives. */
export function sessionIdOf({ keys }: Pick<RegistrationContext, "keys">, challengeId: string): string {
  const hex = createHmac("sha256", keys.code).update(`session|${challengeId}`).digest("hex")
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    "-",
  )
}

type Introduction = { firstName: string; lastName: string; language: string }

/** The person of an address, made now when there is none; only then is used what is said of them. */
export async function introduce(
  { db, clock, newId }: RegistrationContext,
  email: string,
  { firstName, lastName, language }: Introduction,
): Promise<PersonRow> {
  const id = newId()
  const wanted = usernameFor(email)
  // Whoever had this address before may have taken the username along to a new one.
  const gateUsername = (await isUsernameTaken(db, wanted, email)) ? alternativeUsername(email, id) : wanted
  const createdAt = clock()
  return ensurePerson(db, { id, email, firstName, lastName, language, gateUsername, createdAt })
}

/** Opens a session for somebody who has just proved `email`. What an organizer began for the address may go on. */
export async function openSession(
  context: RegistrationContext,
  email: string,
  introduction: Introduction,
  sessionId: string,
): Promise<SignedIn> {
  const { db, clock } = context
  const now = clock()
  const person = await introduce(context, email, introduction)
  await resumeProved(context, person)
  const expiresAt = new Date(now.getTime() + sessionLifetimeMs)
  await insertSession(db, { id: sessionId, personId: person.id, createdAt: now, expiresAt })
  return { person, sessionId }
}
