import { z } from "zod"
import { type GateId, type Page, type PageQuery, pageSchema } from "./contract/page"
import { GateError } from "./errors"
import type { Query } from "./path"

/** Lists on a screen; the documents advise 25 to 100 (contract §11 D22). */
const screenPageSize = 25
/** Walking a whole list: the largest page the server gives (contract §2.2). */
const exportPageSize = 100
/** A million records of 100 a page. A longer walk is a service that never ends its list. */
const maxPages = 10_000

/** The caller's filters; paging values and unknown parameters from `next` come beside them. */
export type FetchPage<T> = (query: Query) => Promise<Page<T>>

/** A page, or a bare array, which a service without paging sends as its only page (contract §2.4 no. 7). */
export function pageOrArraySchema<Item extends z.ZodType>(item: Item) {
  return z.preprocess(
    (body) =>
      Array.isArray(body) ? { count: body.length, next: null, previous: null, results: body } : body,
    pageSchema(item),
  )
}

/** One page with explicit `limit` and `offset` (contract §2.4 no. 1). */
export function onePageQuery<Q extends PageQuery>(query: Q): Query {
  return { ...query, limit: query.limit ?? screenPageSize, offset: query.offset ?? 0 }
}

function pagingError(listPath: string): GateError {
  return new GateError({
    kind: "protocol",
    reason: "bad-paging",
    retryable: false,
    outcome: "not-applied",
    request: { method: "GET", path: listPath },
  })
}

function readCount(params: URLSearchParams, key: string): number | undefined {
  const text = params.get(key) ?? ""
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined
}

/** The same text for the same query, whatever the order of its keys. */
function queryKey(query: Query): string {
  return Object.entries(query)
    .map(([key, value]) => `${key}=${value}`)
    .sort()
    .join("&")
}

/**
 * The query of the page that `next` means. Only `limit` and `offset` are taken from it: its host may be internal, and
 * it may have lost the caller's filters (contract §2.4 nos. 2-3). Without a readable offset its whole query is used,
 * if it is about this list (no. 4).
 */
function nextQuery(next: string, listPath: string, filters: Query, current: Query): Query {
  if (!URL.canParse(next, "http://gate.invalid")) throw pagingError(listPath)
  const url = new URL(next, "http://gate.invalid")
  const offset = readCount(url.searchParams, "offset")
  const currentOffset = Number(current.offset ?? 0)
  // A service that pages by number or cursor echoes our offset unchanged beside its own parameter.
  if (offset === undefined || offset === currentOffset) {
    if (!url.pathname.endsWith(listPath)) throw pagingError(listPath)
    return { ...Object.fromEntries(url.searchParams), ...filters }
  }
  if (offset < currentOffset) throw pagingError(listPath)
  return { ...filters, limit: readCount(url.searchParams, "limit") || current.limit, offset }
}

/**
 * Where the list goes on behind a page, for a walk that must outlive its process; null after the last page. Nothing but
 * the offset is taken from `next` (contract §2.4 no. 3).
 * @throws GateError kind `protocol`, reason `bad-paging`, when `next` leads nowhere or in a circle
 */
export function offsetAfter(
  page: Pick<Page<unknown>, "next">,
  offset: number,
  listPath: string,
): number | null {
  if (page.next === null) return null
  if (!URL.canParse(page.next, "http://gate.invalid")) throw pagingError(listPath)
  const next = readCount(new URL(page.next, "http://gate.invalid").searchParams, "offset")
  if (next === undefined || next <= offset) throw pagingError(listPath)
  return next
}

/**
 * Every page of a list, from `offset` on. `count` and page lengths are not relied on (contract §2.4 no. 6).
 * @throws GateError kind `protocol`, reason `bad-paging`, when `next` leads nowhere or in a circle
 */
export async function* eachPage<T>(
  fetchPage: FetchPage<T>,
  listPath: string,
  query: Query & PageQuery,
): AsyncGenerator<Page<T>, void, undefined> {
  const { limit = exportPageSize, offset = 0, ...filters } = query
  const visited = new Set<string>()
  let current: Query = { ...filters, limit, offset }
  while (true) {
    visited.add(queryKey(current))
    const page = await fetchPage(current)
    yield page
    if (page.next === null) return
    current = nextQuery(page.next, listPath, filters, current)
    if (visited.has(queryKey(current)) || visited.size >= maxPages) throw pagingError(listPath)
  }
}

/** Every record of a list once: rows move between pages while others write (contract §2.4 no. 5). */
export async function* eachItem<T extends { id: GateId }>(
  pages: AsyncIterable<Page<T>>,
): AsyncGenerator<T, void, undefined> {
  const seen = new Set<string>()
  for await (const page of pages) {
    for (const item of page.results) {
      const id = String(item.id)
      if (seen.has(id)) continue
      seen.add(id)
      yield item
    }
  }
}
