/** The header in which `proxy.ts` says what was asked for; what a client sends in it is overwritten there. */
export const askedHeader = "x-gatehouse-asked"

/** Longer than any page of ours with all its filters. */
const longest = 1_000

/**
 * The pages somebody may be led back to, written without a single encoded character: so no spelling of `//`, `..` or `\`
 * can hide in it. No segment begins with a dot.
 */
const ownPage = /^\/(?:e|me|organizer|profile|t|tickets)(?:\/[A-Za-z0-9_-][A-Za-z0-9_.-]*)*$/

/** What `URLSearchParams` writes, and the few more that people type; no control character, encoded or not. */
const plainQuery = /^(?:[A-Za-z0-9_.~!*(),;:/?&=+$-]|%(?:[2-6][0-9A-F]|7[0-9A-E]|[89A-F][0-9A-F]))+$/i

/**
 * The path of a page of this site that somebody asks to be led to, or null for anything else, another site above all. A
 * query with unusual characters, or with a mail address, is left out.
 */
export function ownPath(wanted: unknown): string | null {
  if (typeof wanted !== "string" || wanted.length > longest) return null
  const cut = wanted.indexOf("?")
  const page = cut < 0 ? wanted : wanted.slice(0, cut)
  if (!ownPage.test(page)) return null
  const query = cut < 0 ? "" : wanted.slice(cut + 1)
  return plainQuery.test(query) && !query.includes("%40") ? `${page}?${query}` : page
}

/** The same for the organizers' pages; anything else leads to `otherwise`, their events unless another path is named. */
export function organizerPath(wanted: unknown, otherwise = "/organizer"): string {
  const path = ownPath(wanted)
  return path && /^\/organizer(?:[/?]|$)/.test(path) ? path : otherwise
}

function withWayBack(page: string, to: string | null): string {
  // Readable in the address bar: a slash may stand in a query as it is.
  return to === null ? page : `${page}?to=${encodeURIComponent(to).replaceAll("%2F", "/")}`
}

/** The sign-in page that leads to `to` afterwards. */
export function signInPath(to: string | null): string {
  return withWayBack("/sign-in", to)
}

/** The same, for somebody whose session ended before they sent a form of the page `to`. */
export function signInAgainPath(to: string | null): string {
  return to === null ? signInPath(null) : `${signInPath(to)}&ended=1`
}

/** The page that asks for the code of a sign-in that leads to `to`. */
export function confirmSignInPath(to: string | null): string {
  return withWayBack("/sign-in/confirm", to)
}
