import "server-only"
import { headers } from "next/headers"
import { askedHeader, ownPath, signInAgainPath, signInPath } from "@/lib/domain/own-path"
import { seeOther } from "./see-other"

/** The page this request asks for, as a path of our own to come back to, and whether it brings a form. */
async function readAskedPage(): Promise<{ path: string | null; isForm: boolean }> {
  const [method = "", path] = ((await headers()).get(askedHeader) ?? "").split(" ")
  return { path: ownPath(path), isForm: method === "POST" }
}

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
