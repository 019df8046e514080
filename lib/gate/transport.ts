import type { z } from "zod"
import { type CallOptions, createExchange, type ExchangeOptions } from "./exchange"
import { type PathSegments, type Query, resourcePath, withQuery } from "./path"
import { type RetryOptions, withRetries } from "./retry"

/** One record; far above the 40 kB that 34 full text fields can take (reliability R10). */
const maxRecordBytes = 256 * 1024
/** A page of 100 records with every field full, 255 characters of 4 bytes each, is under 4 MB. */
const maxPageBytes = 4 * 1024 * 1024

export type TransportOptions = ExchangeOptions & Pick<RetryOptions, "random">

/** What the resources speak: reads are retried, writes are sent once. All throw GateError. */
export type Transport = {
  read<T>(at: PathSegments, query: Query, schema: z.ZodType<T>, options?: CallOptions): Promise<T>
  readPage<T>(at: PathSegments, query: Query, schema: z.ZodType<T>, options?: CallOptions): Promise<T>
  write<T>(
    method: "POST" | "PUT" | "PATCH",
    at: PathSegments,
    body: unknown,
    schema: z.ZodType<T>,
    options?: CallOptions,
  ): Promise<T>
  remove(at: PathSegments, options?: CallOptions): Promise<void>
}

/** The four verbs over one exchange. */
export function createTransport(setup: TransportOptions): Transport {
  const exchange = createExchange(setup)
  const { sleep, random } = setup

  const reader =
    (maxBytes: number): Transport["read"] =>
    async (at, query, schema, options = {}) => {
      const path = withQuery(resourcePath(at, "GET"), query)
      const attempt = () => exchange({ method: "GET", path, maxBytes, options, schema })
      return withRetries(attempt, { sleep, random, signal: options.signal, retries: options.retries })
    }

  return {
    read: reader(maxRecordBytes),
    readPage: reader(maxPageBytes),
    write: async (method, at, body, schema, options = {}) =>
      exchange({ method, path: resourcePath(at, method), body, maxBytes: maxRecordBytes, options, schema }),
    remove: async (at, options = {}) =>
      exchange<void>({
        method: "DELETE",
        path: resourcePath(at, "DELETE"),
        maxBytes: maxRecordBytes,
        options,
        schema: null,
      }),
  }
}
