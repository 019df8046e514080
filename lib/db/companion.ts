import type { WithSubquery } from "drizzle-orm"
import type { TypedQueryBuilder } from "drizzle-orm/query-builders/query-builder"
import type { Database } from "./database"

/**
 * A write that travels in the statement of another one, where each would be a round trip of its own (decision 0041). It
 * is done whatever the other one finds: where it must not be, the transaction has to end with an error.
 */
export type Companion = WithSubquery

export function companion(db: Database, name: string, write: TypedQueryBuilder<undefined>): Companion {
  return db.$with(name).as(write)
}
