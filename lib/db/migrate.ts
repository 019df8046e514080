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
 * Returns the version of the build, see `migrateWithin`.
 *
 * drizzle's migrator is not used because it reads its book before its transaction begins, so two machines
 * would both run the same migration; the lock must also live inside the transaction, where a transaction
 * pooler keeps it.
 */
export async function migrateDatabase(
  open: OpenDatabase,
  migrationsFolder = MIGRATIONS_FOLDER,
): Promise<number> {
  const { newestOfBuild, earlier } = await open.unhurried((db) =>
    db.transaction((tx) => migrateWithin(tx, { driver: open.driver, migrationsFolder }), {
      isolationLevel: "read committed",
    }),
  )
  // Nothing is known of what a new index of an expression holds until then. After the transaction, whose locks others wait for.
  if (earlier > 0 && earlier < newestOfBuild)
    await open.unhurried((db) => db.execute(sql`analyze public.registration`))
  return newestOfBuild
}

type Migrate = {
  driver: OpenDatabase["driver"]
  migrationsFolder?: string
  /** The last one to run; all of them when absent. */
  upTo?: number
}

/**
 * A schema's version is the time its newest migration was made, in milliseconds since 1970; 0 without any. `earlier`: the
 * database's before.
 */
export type SchemaVersions = { newestOfBuild: number; ofDatabase: number; earlier: number }

/** The same within the caller's transaction, as far as `upTo`. Keeps drizzle's own book (`drizzle.__drizzle_migrations`). */
export async function migrateWithin(
  tx: Transaction,
  { driver, migrationsFolder = MIGRATIONS_FOLDER, upTo = Number.POSITIVE_INFINITY }: Migrate,
): Promise<SchemaVersions> {
  const migrations = readMigrationFiles({ migrationsFolder })
  if (driver === "postgres") await tx.execute(sql`select pg_advisory_xact_lock(${MIGRATION_LOCK})`)
  // A user called `gate` would find the schema of that name before `public` from its creation on.
  await tx.execute(sql`set local search_path to public`)
  const earlier = await readNewestMigration(tx)
  let ofDatabase = earlier
  for (const migration of migrations) {
    const { folderMillis } = migration
    if (folderMillis <= ofDatabase || folderMillis > upTo) continue
    await applyMigration(tx, migration)
    ofDatabase = folderMillis
  }
  const newestOfBuild = Math.max(...migrations.map(({ folderMillis }) => folderMillis))
  return { newestOfBuild, ofDatabase, earlier }
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
