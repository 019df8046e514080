import "server-only"
import { cache } from "react"
import { deleteSession, findSessionPerson, type PersonRow } from "@/lib/db/queries/people"
import { runtime } from "@/lib/runtime"
import { endBrowserSession, readSessionId } from "./auth"

/** Who is asking, checked against the session's row; null for a stranger. Read once a request. */
export const loadPerson = cache(async (): Promise<PersonRow | null> => {
  const sessionId = await readSessionId()
  if (!sessionId) return null
  const { db, clock } = await runtime()
  return findSessionPerson(db, sessionId, clock())
})

/** Ends the session for good: a copy of the cookie is worth nothing afterwards. */
export async function endSession(): Promise<void> {
  const sessionId = await readSessionId()
  const { db } = await runtime()
  if (sessionId) await deleteSession(db, sessionId)
  await endBrowserSession()
}
