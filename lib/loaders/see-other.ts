import { getRedirectError } from "next/dist/client/components/redirect"
import { RedirectStatusCode } from "next/dist/client/components/redirect-status-code"

/**
 * Leads from a page to another one, as Next's `redirect` does, but answers 303. Without JavaScript a page also answers
 * the forms on it; after the 307 of `redirect` a browser sends the form again, to a page that knows nothing of it.
 */
export function seeOther(path: string): never {
  throw getRedirectError(path, "replace", RedirectStatusCode.SeeOther)
}
