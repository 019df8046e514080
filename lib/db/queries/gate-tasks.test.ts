import { sql } from "drizzle-orm"
import { expect, onTestFinished, test } from "vitest"
import { createTestDatabase } from "../test-database"
import { findGateTask } from "./gate-tasks"

test("a site of the version before works on the same tasks, under the name they had", async () => {
  const database = await createTestDatabase()
  onTestFinished(() => database.close())
  const { db } = database
  const id = "0190a0e0-0000-7000-8000-000000000001"

  await db.execute(sql`insert into account_change (id, person_id, kind, run_at, created_at)
    values (${id}, ${id}, 'set_status', now(), now()) on conflict do nothing`)
  await db.transaction(async (tx) => {
    await tx.execute(sql`select id from account_change where id = ${id} for update`)
    await tx.execute(sql`update account_change set locked_by = 'before' where id = ${id} returning id`)
  })

  expect(await findGateTask(db, id)).toMatchObject({ kind: "set_status", lockedBy: "before", attempts: 0 })
})
