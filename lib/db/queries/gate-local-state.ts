import { asc, type SQL, sql } from "drizzle-orm"
import type { Database } from "../database"
import { gateAccount, gateOrganization, gateTombstone, gateUserExtra } from "../schema/gate"

/** Everything the embedded GATE holds, as rows with their ids. */
export type GateState = {
  organizations: (typeof gateOrganization.$inferSelect)[]
  accounts: (typeof gateAccount.$inferInsert)[]
  extras: (typeof gateUserExtra.$inferInsert)[]
}

/** Rows an insert: a statement carries at most 65,535 parameters, and an account has 19 columns. */
const rowsPerInsert = 1000

/** All rows of the embedded GATE in order of id. For tests that look back in time; it reads everything. */
export async function readGateState(db: Database): Promise<GateState> {
  return {
    organizations: await db.select().from(gateOrganization).orderBy(asc(gateOrganization.id)),
    accounts: await db.select().from(gateAccount).orderBy(asc(gateAccount.id)),
    extras: await db.select().from(gateUserExtra).orderBy(asc(gateUserExtra.id)),
  }
}

/** Replaces everything the embedded GATE holds, inside the caller's transaction. */
export async function replaceGateState(tx: Database, state: GateState): Promise<void> {
  await tx.delete(gateUserExtra)
  await tx.delete(gateAccount)
  await tx.delete(gateOrganization)
  await tx.delete(gateTombstone)
  for (const rows of inChunks(state.organizations)) await tx.insert(gateOrganization).values(rows)
  for (const rows of inChunks(state.accounts)) await tx.insert(gateAccount).values(rows)
  for (const rows of inChunks(state.extras)) await tx.insert(gateUserExtra).values(rows)
}

/** What was deleted, oldest first. */
export async function listGateTombstones(db: Database): Promise<(typeof gateTombstone.$inferSelect)[]> {
  return db.select().from(gateTombstone).orderBy(asc(gateTombstone.id))
}

/** Lets new ids follow the largest explicit ones. Sequences know no transaction: call it after the commit. */
export async function continueGateIds(db: Database): Promise<void> {
  await db.execute(continueAfter("organization", sql`${gateOrganization}`))
  await db.execute(continueAfter("account", sql`${gateAccount}`))
  await db.execute(continueAfter("user_extra", sql`${gateUserExtra}`))
}

function continueAfter(name: string, table: SQL): SQL {
  const sequence = sql`pg_get_serial_sequence(${`gate.${name}`}, 'id')`
  return sql`select setval(${sequence}, (select coalesce(max(id), 0) + 1 from ${table}), false)`
}

function inChunks<Row>(rows: Row[]): Row[][] {
  const chunks: Row[][] = []
  for (let start = 0; start < rows.length; start += rowsPerInsert)
    chunks.push(rows.slice(start, start + rowsPerInsert))
  return chunks
}
