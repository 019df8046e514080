import "server-only"
import { readAskedPage } from "@/lib/auth/asked-page"
import { ownPath, signInAgainPath, signInPath } from "@/lib/domain/own-path"
import { seeOther } from "./see-other"

/**
 * Leads a stranger to the sign-in page, and from there back to the page that was asked for: the same for every address,
 * whatever is there. Where a form was sent, the session has ended since its page was opened, and the sign-in page says so.
 */
export async function signInFirst(): Promise<never> {
  const { path, isForm } = await readAskedPage()
  return seeOther(isForm ? signInAgainPath(path) : signInPath(path))
}

/** The same from a file to the page it is offered on: a file leaves nobody on a page to go on from. */
export function signInResponse(page: string): Response {
  const location = signInPath(ownPath(page))
  return new Response(null, { status: 303, headers: { location, "cache-control": "private, no-store" } })
}
