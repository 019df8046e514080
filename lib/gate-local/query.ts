import type { Dialect } from "./dialect"
import { boolean, integer } from "./fields"
import { type FieldErrors, refuseIfInvalid } from "./refusal"

const defaultLimit = 20
const maxLimit = 100

/** Where in a list a page lies; both count records. */
export type PageWindow = { limit: number; offset: number }

/** The value of a query parameter; of several the last counts, as in Django. */
export function queryValue(query: URLSearchParams, name: string): string | undefined {
  return query.getAll(name).at(-1)
}

function readNumber(
  query: URLSearchParams,
  name: string,
  least: number,
  fallback: number,
  errors: FieldErrors,
): number {
  const raw = queryValue(query, name)
  if (raw === undefined) return fallback
  const result = integer(raw)
  if ("messages" in result) errors[name] = result.messages
  else if (result.value < least) errors[name] = [`Ensure this value is greater than or equal to ${least}.`]
  else return result.value
  return fallback
}

/** `limit` and `offset`: 20 and 0 when absent, at most 100; wrong values as the dialect has it (contract §2.2, §2.5). */
export function readWindow(query: URLSearchParams, dialect: Dialect, errors: FieldErrors): PageWindow {
  const found: FieldErrors = {}
  const limit = readNumber(query, "limit", 1, defaultLimit, found)
  const offset = readNumber(query, "offset", 0, 0, found)
  if (dialect.strictQuery) Object.assign(errors, found)
  return { limit: Math.min(limit, maxLimit), offset }
}

/** A yes-or-no parameter such as `device_info`; absent is no (contract §2.5). */
export function readFlag(
  query: URLSearchParams,
  name: string,
  dialect: Dialect,
  errors: FieldErrors,
): boolean {
  const raw = queryValue(query, name)
  if (raw === undefined) return false
  const word = raw.toLowerCase()
  const result = ["true", "false", "1", "0"].includes(word) ? boolean(word) : undefined
  if (result && "value" in result) return result.value
  if (dialect.strictQuery) errors[name] = ["Must be a valid boolean."]
  return false
}

/** The flag of a request for one record, refused on its own. */
export function readOnlyFlag(query: URLSearchParams, name: string, dialect: Dialect): boolean {
  const errors: FieldErrors = {}
  const flag = readFlag(query, name, dialect, errors)
  refuseIfInvalid(errors)
  return flag
}

function linkTo(url: URL, limit: number, offset: number, keepsFilters: boolean): string {
  const query = new URLSearchParams(keepsFilters ? url.search : "")
  query.set("limit", String(limit))
  if (offset > 0) query.set("offset", String(offset))
  else query.delete("offset")
  query.sort()
  return `${url.origin}${url.pathname}?${query}`
}

/** The list envelope, with links as Django REST Framework builds them (contract §2.3). */
export function envelope<Item>(
  url: URL,
  page: { window: PageWindow; count: number; results: Item[] },
  dialect: Dialect,
) {
  const { limit, offset } = page.window
  const link = (to: number) => linkTo(url, limit, to, dialect.nextKeepsFilters)
  return {
    count: page.count,
    next: offset + limit < page.count ? link(offset + limit) : null,
    previous: offset > 0 ? link(offset - limit) : null,
    results: page.results,
  }
}
