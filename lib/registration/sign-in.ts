import { ensurePerson, insertSession, type PersonRow } from "@/lib/db/queries/people"
import type { RegistrationContext } from "./context"
import { usernameFor } from "./username"

/** An attendee's session ends after a day (reliability §5, ASVS 7.1.1). */
export const sessionLifetimeMs = 24 * 60 * 60_000

export type SignedIn = { person: PersonRow; sessionId: string }

/**
 * Opens a session for somebody who has just proved `email`. The person is made on the first proof; `name` is used only
 * then.
 */
export async function openSession(
  { db, clock, newId }: RegistrationContext,
  email: string,
  name: { firstName: string; lastName: string },
): Promise<SignedIn> {
  const now = clock()
  const person = await ensurePerson(db, {
    id: newId(),
    email,
    ...name,
    gateUsername: usernameFor(email),
    createdAt: now,
  })
  const sessionId = newId()
  const expiresAt = new Date(now.getTime() + sessionLifetimeMs)
  await insertSession(db, { id: sessionId, personId: person.id, createdAt: now, expiresAt })
  return { person, sessionId }
}
