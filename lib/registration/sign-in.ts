import { createHmac } from "node:crypto"
import type { AppContext } from "@/lib/context"
import {
  ensurePerson,
  findPersonByEmail,
  insertPerson,
  insertSession,
  type NewSession,
  type PersonRow,
} from "@/lib/db/queries/people"
import { alternativeUsername, usernameFor } from "@/lib/delivery/username"
import { resumeProved } from "./resume-proved"

/** An attendee's session ends after a day (reliability G5). */
export const sessionLifetimeMs = 24 * 60 * 60_000

export type SignedIn = { person: PersonRow; sessionId: string }

/** The one session a challenge can open, however often its code arrives. */
export function sessionIdOf({ keys }: Pick<AppContext, "keys">, challengeId: string): string {
  const hex = createHmac("sha256", keys.code).update(`session|${challengeId}`).digest("hex")
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    "-",
  )
}

type Introduction = { firstName: string; lastName: string; language: string }

type SignInContext = Pick<AppContext, "db" | "clock" | "newId">

/** The person of an address, made now when there is none; only then is used what is said of them. */
export async function introduce(
  context: SignInContext,
  email: string,
  introduction: Introduction,
): Promise<PersonRow> {
  return (await meet(context, email, introduction)).person
}

/** `session`: opened along with a person who is new. */
async function meet(
  { db, clock, newId }: SignInContext,
  email: string,
  { firstName, lastName, language }: Introduction,
  session?: NewSession,
): Promise<{ person: PersonRow; isNew: boolean }> {
  const id = newId()
  const values = { id, email, firstName, lastName, language, createdAt: clock() }
  // Most who come are new: they are written down first and looked for only when that fails.
  const inserted = await insertPerson(db, { ...values, gateUsername: usernameFor(email) }, session)
  if (inserted) return { person: inserted, isNew: true }
  const known = await findPersonByEmail(db, email)
  if (known) return { person: known, isNew: false }
  // Whoever had this address before has taken the username along to a new one.
  const gateUsername = alternativeUsername(email, id)
  return { person: await ensurePerson(db, { ...values, gateUsername }), isNew: false }
}

/** Opens a session for somebody who has just proved `email`. What an organizer began for the address may go on. */
export async function openSession(
  context: SignInContext,
  email: string,
  introduction: Introduction,
  sessionId: string,
): Promise<SignedIn> {
  const { db, clock } = context
  const now = clock()
  const expiresAt = new Date(now.getTime() + sessionLifetimeMs)
  const session = { id: sessionId, createdAt: now, expiresAt }
  const { person, isNew } = await meet(context, email, introduction, session)
  if (!isNew) {
    await resumeProved(context, person)
    await insertSession(db, { ...session, personId: person.id })
  }
  return { person, sessionId }
}
