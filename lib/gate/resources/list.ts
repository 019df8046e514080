import type { z } from "zod"
import type { GateId, Page, PageQuery } from "../contract/page"
import type { CallOptions } from "../exchange"
import { eachItem, eachPage, onePageQuery, pageOrArraySchema } from "../pagination"
import type { Query } from "../path"
import type { Transport } from "../transport"

export type ListMethods<T, Q extends PageQuery> = {
  /** One page; 25 records from the first unless the query says otherwise. */
  list(query?: Q, options?: CallOptions): Promise<Page<T>>
  /** Every page from `offset` on, `limit` records each (100 unless given). */
  pages(query?: Q, options?: CallOptions): AsyncIterable<Page<T>>
  /** Every record from `offset` on, each once. */
  all(query?: Q, options?: CallOptions): AsyncIterable<T>
}

/** The three ways to read the list of a resource. */
export function listMethods<T extends { id: GateId }, Q extends PageQuery & Query>(
  transport: Transport,
  resource: string,
  itemSchema: z.ZodType<T>,
): ListMethods<T, Q> {
  const schema: z.ZodType<Page<T>> = pageOrArraySchema(itemSchema)
  const fetchPage = (query: Query, options?: CallOptions) =>
    transport.readPage([resource], query, schema, options)
  const pages = (query: Query & PageQuery = {}, options?: CallOptions) =>
    eachPage((pageQuery) => fetchPage(pageQuery, options), `/${resource}/`, query)
  return {
    list: (query, options) => fetchPage(onePageQuery(query ?? {}), options),
    pages,
    all: (query, options) => eachItem(pages(query, options)),
  }
}
