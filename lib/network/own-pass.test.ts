import { expect, test } from "vitest"
import { testDatabase } from "@/lib/db/test-database"
import { createNetworkWorld } from "@/lib/testing/network"
import { testEventScope, testOrganizer } from "@/lib/testing/organizer"
import { handOverPassword } from "./own-pass"

const database = testDatabase()

test("a password that is handed over at the desk is a new one, and another event's organizer gets none", async () => {
  const world = await createNetworkWorld(database.db)
  const { context, registrationId } = world
  const scope = await testEventScope(world, await testOrganizer(world))
  const first = await world.password()

  const second = await handOverPassword(context, scope, registrationId)
  await world.perform()
  expect(second).toBe(await world.password())
  expect(second).not.toBe(first)

  const there = await testEventScope(world, scope, (await world.addEvent()).slug)
  expect(await handOverPassword(context, there, registrationId)).toBeNull()
  expect(await world.password()).toBe(second)
})
