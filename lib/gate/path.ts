import type { GateId } from "./contract/page"
import { GateError, type GateMethod } from "./errors"

type QueryValue = string | number | boolean | undefined
export type Query = Record<string, QueryValue>

/** The name of a resource, then identifiers. */
export type PathSegments = readonly [resource: string, ...rest: GateId[]]

/** Empty, `.` and `..` would change the path, a decoded `/` cannot be addressed, and half a character has no UTF-8. */
function isAddressable(segment: string): boolean {
  return !["", ".", ".."].includes(segment) && !segment.includes("/") && !/\p{Surrogate}/u.test(segment)
}

/**
 * A path below the API root, always with the trailing slash: without it Django redirects and the body is lost
 * (contract §1).
 * @throws GateError kind `validation` for an identifier that no path can carry
 */
export function resourcePath(segments: PathSegments, method: GateMethod): string {
  const texts = segments.map(String)
  if (!texts.every(isAddressable)) {
    throw new GateError({
      kind: "validation",
      reason: "bad-identifier",
      retryable: false,
      outcome: "not-applied",
      request: { method, path: `/${segments[0]}/` },
    })
  }
  return `/${texts.map(encodeURIComponent).join("/")}/`
}

/** Appends the defined query values, form-urlencoded. */
export function withQuery(path: string, query: Query): string {
  const pairs = Object.entries(query).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, String(value)]],
  )
  return pairs.length === 0 ? path : `${path}?${new URLSearchParams(pairs)}`
}
