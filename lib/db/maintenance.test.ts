import { sql } from "drizzle-orm"
import { beforeAll, expect, test } from "vitest"
import { checkpoint, vacuumAnalyze } from "./maintenance"
import { testDatabase } from "./test-database"

const database = testDatabase({ isEmptied: false })

beforeAll(async () => {
  await database.db.execute(sql`create table note as select n from generate_series(1, 500) as n`)
})

async function readOne<T>(value: ReturnType<typeof sql<T>>, table: string): Promise<T | undefined> {
  const [row] = await database.db.select({ value }).from(sql.raw(table))
  return row?.value
}

test("the planner learns how many rows a table has", async () => {
  await vacuumAnalyze(database.open)

  const rows = await readOne(sql<number>`max(reltuples) filter (where relname = 'note')`, "pg_class")
  expect(rows).toBe(500)
})

test("a checkpoint moves the place recovery starts from", async () => {
  const position = () => readOne(sql<string>`checkpoint_lsn::text`, "pg_control_checkpoint()")
  const before = await position()

  await checkpoint(database.open)

  expect(await position()).not.toBe(before)
})
