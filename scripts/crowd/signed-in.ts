import { randomUUID } from "node:crypto"
import { encode } from "next-auth/jwt"
import type { Database } from "@/lib/db/database"
import { ensurePerson, insertSession } from "@/lib/db/queries/people"
import { deriveKey } from "@/lib/env"

const cookieName = "gatehouse.session"
const dayMs = 24 * 60 * 60_000

export type SignedIn = { personId: string; cookie: string }

/** Somebody who has proved this address on a site with this `AUTH_SECRET`, and the cookie of their browser. */
export async function signIn(db: Database, secret: string, email: string): Promise<SignedIn> {
  const now = new Date()
  const name = { firstName: "Ana", lastName: "Ribeiro", language: "en" }
  const ids = { id: randomUUID(), gateUsername: randomUUID() }
  const person = await ensurePerson(db, { ...ids, email, ...name, createdAt: now })
  const sessionId = randomUUID()
  const expiresAt = new Date(now.getTime() + dayMs)
  await insertSession(db, { id: sessionId, personId: person.id, createdAt: now, expiresAt })
  const token = await encode({
    token: { sessionId },
    secret: deriveKey(secret, "session cookie").toString("base64url"),
    salt: cookieName,
  })
  return { personId: person.id, cookie: `${cookieName}=${token}` }
}
