import "server-only"
import { cache } from "react"
import { deleteSession, findSession, type PersonRow } from "@/lib/db/queries/people"
import { runtime } from "@/lib/runtime"
import { endBrowserSession, readSessionId } from "./auth"

/** The request's session with whose it is, checked against its row; null for a stranger. Read once a request. */
export const loadSession = cache(async () => {
  const sessionId = await readSessionId()
  if (!sessionId) return null
  const { db, clock } = await runtime()
  return findSession(db, sessionId, clock())
})

/** Who is asking; null for a stranger. */
export async function loadPerson(): Promise<PersonRow | null> {
  return (await loadSession())?.person ?? null
}

/** Ends the session for good: a copy of the cookie is worth nothing afterwards. */
export async function endSession(): Promise<void> {
  const sessionId = await readSessionId()
  const { db } = await runtime()
  if (sessionId) await deleteSession(db, sessionId)
  await endBrowserSession()
}
