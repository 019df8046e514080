import { expect, test } from "vitest"
import { testDatabase } from "@/lib/db/test-database"
import { createNetworkWorld } from "@/lib/testing/network"
import { findCaptivePortal } from "./captive-portal"

const database = testDatabase()

test("a device on the Wi-Fi of an event is let be, and told where its ticket is", async () => {
  const { context, event } = await createNetworkWorld(database.db)

  expect(await findCaptivePortal(context, event)).toEqual({
    captive: false,
    "venue-info-url": `${context.siteUrl}/e/${event.slug}/ticket`,
  })
})

test("there is no word of an event without Wi-Fi, nor where a portal decides who is let in", async () => {
  const world = await createNetworkWorld(database.db)
  const other = await world.addEvent()
  await world.setRule({ portalUrl: "https://portal.example" })

  expect(await findCaptivePortal(world.context, world.event)).toBeNull()
  expect(await findCaptivePortal(world.context, other)).toBeNull()
})
