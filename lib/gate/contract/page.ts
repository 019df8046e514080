import { z } from "zod"

/** An identifier as GATE may send it: `/user/` shows digit strings, the other resources integers (contract §11 D1, D2). */
export const gateIdSchema = z.union([z.string().min(1), z.int()])
export type GateId = z.infer<typeof gateIdSchema>

/** Text in an answer. A number is read as text, because the documents differ about some columns (contract §11 D17). */
const answeredTextSchema = z.preprocess(
  (value) => (typeof value === "number" ? String(value) : value),
  z.string(),
)

/** A text key of an answer: it may be absent, and absent is not the same as null (contract §11 D9). */
export const answeredText = answeredTextSchema.nullable().optional()

/** The list envelope of all three resources (contract §2.1). */
export function pageSchema<Item extends z.ZodType>(item: Item) {
  return z.looseObject({
    count: z.int().nonnegative(),
    next: z.string().nullable(),
    previous: z.string().nullable(),
    results: z.array(item),
  })
}

export type Page<T> = { count: number; next: string | null; previous: string | null; results: T[] }

/** Paging parameters of every list: `limit` is a number of records, `offset` the 0-based index of the first (contract §2.2). */
export type PageQuery = { limit?: number; offset?: number }
