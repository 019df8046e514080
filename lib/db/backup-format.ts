import { sql } from "drizzle-orm"
import type { Transaction } from "./database"

/**
 * A backup is a gzip of lines: JSON objects, each a row of the table named before them, and lines that begin with `#`.
 * PostgreSQL itself writes and reads the rows, so no value passes through JavaScript's numbers and dates.
 *
 *     # {"gatehouse":1,"schema":1780000000000,"madeAt":"2027-01-10T12:00:00.000Z"}
 *     # {"table":"public.person","columns":["id","email"]}
 *     {"id":"…","email":"ana@example.org"}
 *     # {"rows":1}
 *     # {"sequences":{"gate.account_id_seq":7}}
 *     # {"end":true}
 */
export const formatVersion = 1

/**
 * A table of ours, and the columns a row is made of: those the database computes are left out. Where it `hasPictures`, a
 * row may be a megabyte.
 */
export type Table = { name: string; columns: string[]; hasPictures: boolean }

/** `schema.table` as SQL. */
export function tableName(name: string) {
  const [schema = "", table = ""] = name.split(".")
  return sql`${sql.identifier(schema)}.${sql.identifier(table)}`
}

/** All tables of Gatehouse and its embedded GATE, each after those its rows refer to. */
export async function listTables(tx: Transaction): Promise<Table[]> {
  const tables = await tx
    .select({
      name: sql<string>`c.table_schema || '.' || c.table_name`,
      columns: sql<string[]>`array_agg(c.column_name::text order by c.ordinal_position)
        filter (where c.is_generated = 'NEVER')`,
      hasPictures: sql<boolean>`bool_or(c.data_type = 'bytea')`,
    })
    .from(sql`information_schema.columns c join information_schema.tables t using (table_schema, table_name)`)
    .where(sql`t.table_schema in ('public', 'gate') and t.table_type = 'BASE TABLE'`)
    .groupBy(sql`c.table_schema, c.table_name`)
    .orderBy(sql`1`)
  const references = await tx
    .select({
      from: sql<string>`f.nspname || '.' || r.relname`,
      to: sql<string>`t.nspname || '.' || s.relname`,
    })
    .from(
      sql`pg_constraint k
        join pg_class r on r.oid = k.conrelid join pg_namespace f on f.oid = r.relnamespace
        join pg_class s on s.oid = k.confrelid join pg_namespace t on t.oid = s.relnamespace`,
    )
    .where(sql`k.contype = 'f' and k.conrelid <> k.confrelid`)
  return inOrder(tables, references)
}

function inOrder(tables: Table[], references: { from: string; to: string }[]): Table[] {
  const ordered: Table[] = []
  let left = tables
  while (left.length > 0) {
    const waits = ({ name }: Table) =>
      references.some(({ from, to }) => from === name && left.some((other) => other.name === to))
    const ready = left.filter((table) => !waits(table))
    if (ready.length === 0) throw new Error("The tables refer to each other in a circle.")
    ordered.push(...ready)
    left = left.filter((table) => !ready.includes(table))
  }
  return ordered
}

export async function countRows(tx: Transaction, name: string): Promise<number> {
  const [row] = await tx.select({ count: sql<number>`count(*)`.mapWith(Number) }).from(tableName(name))
  return row?.count ?? 0
}
