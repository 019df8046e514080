import { sql } from "drizzle-orm"
import { beforeAll, expect, test } from "vitest"
import { openDatabase } from "./open"
import { testDatabase } from "./test-database"

const database = testDatabase()

beforeAll(async () => {
  await database.db.execute(sql`create table note (n bigint primary key, at timestamptz)`)
})

async function select<T>(value: ReturnType<typeof sql<T>>): Promise<T | undefined> {
  const [row] = await database.db.select({ value }).from(sql`(values (1)) as one(n)`)
  return row?.value
}

test("count(*) and int8 are numbers on both drivers", async () => {
  expect(await select(sql`count(*)`)).toBe(1)
  expect(await select(sql`9007199254740991::int8`)).toBe(Number.MAX_SAFE_INTEGER)
})

test("an int8 that no number holds exactly is a bigint, not a neighbour", async () => {
  expect(await select(sql`9007199254740993::int8`)).toBe(9007199254740993n)
})

test("a moment read as text is the same moment on both drivers, whatever zone the server is in", async () => {
  const text = await select<string>(sql`timestamptz '2026-03-29T01:30:00.123Z'`)

  expect(new Date(text ?? "").toISOString()).toBe("2026-03-29T01:30:00.123Z")
})

test("a failed transaction leaves nothing behind", async () => {
  const failed = database.db.transaction(async (tx) => {
    await tx.execute(sql`insert into note (n) values (1)`)
    throw new Error("changed my mind")
  })

  await expect(failed).rejects.toThrow("changed my mind")
  expect(await select(sql`(select count(*) from note)`)).toBe(0)
})

test("truncate empties every table", async () => {
  await database.db.execute(sql`insert into note (n) values (1)`)

  await database.truncate()

  expect(await select(sql`(select count(*) from note)`)).toBe(0)
})

test("trigram search is available", async () => {
  await database.db.execute(sql`create extension if not exists pg_trgm`)

  expect(await select<number>(sql`similarity('gatehouse', 'gatehose')`)).toBeGreaterThan(0.5)
})

test("the database is never opened while Next builds", async () => {
  await expect(openDatabase({ memory: true, phase: "phase-production-build" })).rejects.toThrow("next build")
})

test("options that name no database are refused", async () => {
  await expect(openDatabase({})).rejects.toThrow("needs one of url, dataDir or memory")
})
