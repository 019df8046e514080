import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { sql } from "drizzle-orm"
import { afterEach, beforeEach, expect, test } from "vitest"
import { migrateDatabase } from "./migrate"
import { createTestDatabase, type TestDatabase } from "./test-database"

let database: TestDatabase
let folder = ""

beforeEach(async () => {
  database = await createTestDatabase()
  folder = mkdtempSync(path.join(tmpdir(), "gatehouse-migrations-"))
})

afterEach(async () => {
  await database.close()
  rmSync(folder, { recursive: true })
})

/** Later than every migration of ours, so that the book does not already hold them. */
const FUTURE_MS = Date.UTC(2100, 0)

function writeMigrations(...statements: string[]): void {
  const entries = statements.map((statement, index) => {
    writeFileSync(path.join(folder, `${index}.sql`), statement)
    return { idx: index, when: FUTURE_MS + index, tag: String(index), breakpoints: true }
  })
  mkdirSync(path.join(folder, "meta"), { recursive: true })
  writeFileSync(path.join(folder, "meta/_journal.json"), JSON.stringify({ entries }))
}

async function countMigrations(): Promise<number | undefined> {
  const [row] = await database.db
    .select({ count: sql<number>`count(*)` })
    .from(sql`drizzle.__drizzle_migrations`)
  return row?.count
}

test("migrating a second time does nothing", async () => {
  const before = await countMigrations()

  await migrateDatabase(database.open)

  expect(before).toBeGreaterThan(0)
  expect(await countMigrations()).toBe(before)
})

test("only the migrations that are missing run", async () => {
  writeMigrations("create table one (n int)")
  await migrateDatabase(database.open, folder)
  writeMigrations("create table one (n int)", "create table two (n int)")

  await migrateDatabase(database.open, folder)

  const tables = await database.db
    .select({ name: sql<string>`tablename` })
    .from(sql`pg_tables`)
    .where(sql`tablename in ('one', 'two')`)
  expect(tables).toHaveLength(2)
})

test("a migration that fails leaves the database as it was, the ones before it too", async () => {
  const before = await countMigrations()
  writeMigrations("create table one (n int)", "create table two (n nonsense)")

  await expect(migrateDatabase(database.open, folder)).rejects.toThrow()

  expect(await countMigrations()).toBe(before)
  expect(
    await database.db.select({ found: sql`to_regclass('one')` }).from(sql`(values (1)) as o(n)`),
  ).toEqual([{ found: null }])
})

test("machines that start at once run each migration once", async () => {
  const before = (await countMigrations()) ?? 0
  writeMigrations("create table one (n int)", "select pg_sleep(0.1)")

  await Promise.all([1, 2, 3, 4].map(() => migrateDatabase(database.open, folder)))

  expect(await countMigrations()).toBe(before + 2)
})
