import path from "node:path"
import { sql } from "drizzle-orm"
import { type MigrationMeta, readMigrationFiles } from "drizzle-orm/migrator"
import type { Transaction } from "./database"
import type { OpenDatabase } from "./open"

/** From the working directory, not from this file: Next moves the compiled module elsewhere. */
const MIGRATIONS_FOLDER = path.join(process.cwd(), "lib/db/migrations")

/** Any constant will do; all machines of one database must use the same. */
const MIGRATION_LOCK = 7_214_093

/**
 * Brings the database to the newest schema: all missing migrations in one transaction, or none. Safe to call
 * on every start, and from many machines at once: the others wait for the first and find nothing to do.
 * Answers when the newest of them was made, in milliseconds since 1970. Keeps drizzle's own book (`drizzle.__drizzle_migrations`).
 *
 * drizzle's migrator is not used because it reads that book before its transaction begins, so two machines
 * would both run the same migration; the lock must also live inside the transaction, where a transaction
 * pooler keeps it.
 */
export async function migrateDatabase(
  open: OpenDatabase,
  migrationsFolder = MIGRATIONS_FOLDER,
): Promise<number> {
  const migrations = readMigrationFiles({ migrationsFolder })
  const migrate = async (tx: Transaction) => {
    if (open.driver === "postgres") await tx.execute(sql`select pg_advisory_xact_lock(${MIGRATION_LOCK})`)
    // A user called `gate` would find the schema of that name before `public` from its creation on.
    await tx.execute(sql`set local search_path to public`)
    const newest = await readNewestMigration(tx)
    for (const migration of migrations) {
      if (migration.folderMillis > newest) await applyMigration(tx, migration)
    }
  }
  await open.unhurried((db) => db.transaction(migrate, { isolationLevel: "read committed" }))
  return Math.max(...migrations.map(({ folderMillis }) => folderMillis))
}

async function readNewestMigration(tx: Transaction): Promise<number> {
  await tx.execute(sql`create schema if not exists drizzle`)
  await tx.execute(sql`
    create table if not exists drizzle.__drizzle_migrations (
      id serial primary key,
      hash text not null,
      created_at bigint
    )`)
  const newest = sql<number>`coalesce(max(created_at), 0)`.mapWith(Number)
  const [row] = await tx.select({ newest }).from(sql`drizzle.__drizzle_migrations`)
  return row?.newest ?? 0
}

async function applyMigration(tx: Transaction, migration: MigrationMeta): Promise<void> {
  for (const statement of migration.sql) await tx.execute(sql.raw(statement))
  await tx.execute(sql`
    insert into drizzle.__drizzle_migrations (hash, created_at)
    values (${migration.hash}, ${migration.folderMillis})`)
}
