import { expect, test } from "vitest"
import { requireCapacityCheck } from "./capacity-check"
import { damage } from "./test-damage"
import { testDatabase } from "./test-database"

const database = testDatabase({ isEmptied: false })

test("a start on a database without the constraint on places is refused by name", async () => {
  await requireCapacityCheck(database.db)

  await damage(database.db, "alter table event drop constraint event_taken_is_within_capacity")

  await expect(requireCapacityCheck(database.db)).rejects.toThrow("event_taken_is_within_capacity")
})
