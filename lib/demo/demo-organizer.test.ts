import { expect, test } from "vitest"
import { testDatabase } from "@/lib/db/test-database"
import { admitOrganizer } from "@/lib/organizers/admit"
import { testEventScope } from "@/lib/testing/organizer"
import { createWorld, provedPerson } from "@/lib/testing/registration-world"
import { seedDemoEvents } from "./demo-events"
import { demoOrganizerEmail, seedDemoOrganizer } from "./demo-organizer"

const database = testDatabase({ isEmptied: false })

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
