import { afterAll, beforeAll, expect, test } from "vitest"
import { createTestDatabase, type TestDatabase } from "@/lib/db/test-database"
import { seedDemoEvents } from "@/lib/events/demo-events"
import { createWorld, provedPerson } from "@/lib/registration/test-context"
import { admitOrganizer } from "./admit"
import { demoOrganizerEmail, seedDemoOrganizer } from "./demo-organizer"
import { testEventScope } from "./test-organizer"

let database: TestDatabase

beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.close())

test("the first organizer of an unconfigured site is made once and works for the demo events", async () => {
  const world = await createWorld(database.db)
  await database.truncate()
  await seedDemoEvents(world.context)

  await seedDemoOrganizer(world.context)
  await seedDemoOrganizer(world.context)

  const { count } = await world.context.gate.users.list()
  const scope = await admitOrganizer(world.context, await provedPerson(world, demoOrganizerEmail))
  expect(count).toBe(1)
  expect(scope?.role).toBe("admin")
  expect(scope && (await testEventScope(world, scope, "field-notes-summit")).event.title).toBe(
    "Field Notes Summit",
  )
})
