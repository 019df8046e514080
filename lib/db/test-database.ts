import { randomUUID } from "node:crypto"
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import path from "node:path"
import { sql } from "drizzle-orm"
import pg from "pg"
import { afterAll, beforeAll, beforeEach, inject } from "vitest"
import type { Database } from "./database"
import { migrateDatabase } from "./migrate"
import type { OpenDatabase } from "./open"
import { openPgliteMemory } from "./open-pglite"
import { openPostgres } from "./open-postgres"
import { ensureTemplateDatabase, loadTestTemplate } from "./test-template"

declare module "vitest" {
  interface ProvidedContext {
    /** The server the "postgres" project runs on; absent in the "unit" project. */
    postgresUrl: string | undefined
  }
}

export type TestDatabase = {
  db: Database
  driver: OpenDatabase["driver"]
  /** Where another process reaches it; undefined for PGlite in memory. */
  url: string | undefined
  /** The whole handle, for code that takes one (`migrateDatabase`, `checkpoint`). */
  open: OpenDatabase
  /** Empties every table. */
  truncate(): Promise<void>
  close(): Promise<void>
}

/**
 * The database of a test file: made before its tests, emptied before each of them unless `isEmptied` is false, and closed
 * after the last. Called once, at the top of the file; what it returns is there for the tests and their hooks.
 */
export function testDatabase({ isEmptied = true } = {}): TestDatabase {
  let database: TestDatabase | undefined
  const made = (): TestDatabase => {
    if (!database) throw new Error("The test database is there from beforeAll on.")
    return database
  }
  beforeAll(async () => {
    database = await createTestDatabase()
  })
  if (isEmptied) beforeEach(() => made().truncate())
  afterAll(() => database?.close())
  return {
    get db() {
      return made().db
    },
    get driver() {
      return made().driver
    },
    get url() {
      return made().url
    },
    get open() {
      return made().open
    },
    truncate: () => made().truncate(),
    close: () => made().close(),
  }
}

/**
 * A migrated, empty database of the caller's own: PGlite in memory, or a new database on the real server when
 * vitest provides one. A test file has one by `testDatabase`; whoever makes another closes it.
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  const serverUrl = inject("postgresUrl")
  if (!serverUrl) return asTestDatabase(await openPgliteMemory(await loadTestTemplate()), undefined)
  const url = await createDatabase(await ensureTemplateDatabase(serverUrl))
  return asTestDatabase(
    openPostgres(url, () => {}),
    url,
  )
}

/**
 * A database as the version before a migration left it, for rows that version wrote; `migrateDatabase` brings it up to
 * date. `migration` is the name without its number.
 */
export async function createEarlierDatabase(migration: string): Promise<TestDatabase> {
  const url = inject("postgresUrl") && (await createDatabase())
  const open = url ? openPostgres(url, () => {}) : await openPgliteMemory()
  const folder = await copyMigrationsBefore(migration)
  try {
    await migrateDatabase(open, folder)
    return asTestDatabase(open, url)
  } finally {
    await rm(folder, { recursive: true })
  }
}

async function copyMigrationsBefore(migration: string): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "gatehouse-earlier-"))
  await cp("lib/db/migrations", folder, { recursive: true })
  const journal = path.join(folder, "meta/_journal.json")
  const { entries, ...rest } = JSON.parse(await readFile(journal, "utf8")) as { entries: { tag: string }[] }
  const end = entries.findIndex(({ tag }) => tag.replace(/^\d+_/, "") === migration)
  if (end < 0) throw new Error(`There is no migration ${migration}`)
  await writeFile(journal, JSON.stringify({ ...rest, entries: entries.slice(0, end) }))
  return folder
}

function asTestDatabase(open: OpenDatabase, url: string | undefined): TestDatabase {
  return {
    db: open.db,
    driver: open.driver,
    url,
    open,
    truncate: () => emptyTables(open),
    async close() {
      await open.close()
      const serverUrl = inject("postgresUrl")
      if (serverUrl && url) await dropOnServer(serverUrl, url)
    },
  }
}

/** What every later connection to a database on the server begins with. */
export async function setDatabaseDefault({ db }: TestDatabase, name: string, value: string): Promise<void> {
  const database = sql.raw(
    `format('alter database %I set %s = %L', current_database(), '${name}', '${value}')`,
  )
  await db.execute(sql`do $$ begin execute ${database}; end $$`)
}

/** The URL of a new, empty database on the real server, or of a copy of `template`; it goes when the server does. */
export async function createDatabase(template = "template1"): Promise<string> {
  const serverUrl = inject("postgresUrl")
  if (!serverUrl) throw new Error("There is no PostgreSQL server.")
  const name = `gatehouse_test_${randomUUID().replaceAll("-", "")}`
  await runOnServer(serverUrl, `create database ${name} template ${template}`)
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  return url.href
}

async function dropOnServer(serverUrl: string, url: string): Promise<void> {
  await runOnServer(serverUrl, `drop database ${new URL(url).pathname.slice(1)} with (force)`)
}

async function runOnServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

async function emptyTables(open: OpenDatabase): Promise<void> {
  const name = sql<string>`quote_ident(schemaname) || '.' || quote_ident(tablename)`
  const tables = await open.db
    .select({ name })
    .from(sql`pg_tables`)
    .where(sql`schemaname in ('public', 'gate')`)
  const names = tables.map((table) => table.name)
  if (open.driver === "postgres") {
    await open.db.execute(sql.raw(`truncate ${names.join(", ")} restart identity cascade`))
    return
  }
  // On PGlite a truncate makes new files for every table: 500 ms, where deleting takes 5.
  await open.db.transaction(async (tx) => {
    // Without foreign keys the order of the tables does not matter.
    await tx.execute(sql`set local session_replication_role = replica`)
    for (const table of names) await tx.execute(sql.raw(`delete from ${table}`))
  })
}
