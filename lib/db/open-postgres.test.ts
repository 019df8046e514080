import { sql } from "drizzle-orm"
import { afterAll, beforeAll, expect, test } from "vitest"
import { createTestDatabase, type TestDatabase } from "./test-database"

let database: TestDatabase

beforeAll(async () => {
  database = await createTestDatabase()
})

afterAll(() => database.close())

test("a connection that the server ends inside a transaction fails the transaction and not the process", async () => {
  const ended = database.db.transaction((tx) =>
    tx.execute(sql`select pg_terminate_backend(pg_backend_pid())`),
  )

  await expect(ended).rejects.toThrow()
  expect(await database.db.select({ one: sql`1` }).from(sql`(values (1)) as o(n)`)).toEqual([{ one: 1 }])
})
