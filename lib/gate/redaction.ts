/** Path segments that name a resource rather than a person. */
const resourceSegments = new Set(["user", "user_extra", "user_token"])
/** Paging is worth reading in a log and says nothing about a person. */
const openQueryKeys = new Set(["limit", "offset"])
const mask = "***"

function maskSegment(segment: string, previous: string | undefined): string {
  // A username may be all digits (a phone number), so only its position tells it from an id.
  if (previous === "username") return segment === "" ? "" : mask
  if (segment === "" || segment === "username" || resourceSegments.has(segment)) return segment
  return /^\d{1,20}$/.test(segment) ? segment : mask
}

function maskPair([key, value]: [string, string]): string {
  if (!/^[a-z_]{1,40}$/.test(key)) return mask
  return `${key}=${openQueryKeys.has(key) && /^\d{1,20}$/.test(value) ? value : mask}`
}

/**
 * A request path fit for logs and error texts: usernames, e-mail addresses and query values are masked; numeric ids,
 * `limit` and `offset` stay (contract §9.21).
 */
export function redactPath(path: string): string {
  const [pathname = "", query] = path.split("?", 2)
  const segments = pathname.split("/")
  const masked = segments.map((segment, index) => maskSegment(segment, segments[index - 1])).join("/")
  if (!query) return masked
  return `${masked}?${[...new URLSearchParams(query)].map(maskPair).join("&")}`
}
