import "server-only"
import { loadPerson } from "@/lib/auth/session"
import { findOwnScope } from "./organizer"
import { seeOther } from "./see-other"

/** Where somebody who has signed in goes on: at `to`, or at their own first page. Null for strangers. */
export async function findNextPath(to: string | null): Promise<string | null> {
  if (!(await loadPerson())) return null
  return to ?? ((await findOwnScope()) ? "/organizer" : "/me")
}

/** Leads whoever has signed in on; strangers stay, for this is where they sign in. */
export async function leaveSignedIn(to: string | null): Promise<void> {
  const path = await findNextPath(to)
  if (path) seeOther(path)
}
