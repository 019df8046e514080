import { expect, test } from "vitest"
import { cancel, undoCancel } from "@/lib/account/cancel"
import { testDatabase } from "@/lib/db/test-database"
import { createNetworkWorld, hourMs, minuteMs } from "@/lib/testing/network"

const database = testDatabase()

const shut = { profile: [], expiration: null }

test("a pass waits with a password, opens at its hour and closes at its end, and the account is as before", async () => {
  const world = await createNetworkWorld(database.db)
  expect(await world.state()).toBe("waiting")
  expect(await world.password()).toMatch(/^([a-z]{3}\d-){3}[a-z]{3}\d$/)
  expect(await world.token()).toMatchObject({ ...shut, user_time: null })

  await world.live(hourMs)
  expect(await world.state()).toBe("ready")
  expect(await world.token()).toMatchObject({
    profile: ["guest"],
    klass: "basic",
    user_time: 3_600,
    external_id: expect.stringMatching(/^[A-Z0-9-]+$/),
  })
  expect(new Date(String((await world.token()).expiration))).toEqual(new Date("2027-01-10T16:30:00Z"))

  await world.live(4 * hourMs)
  expect(await world.state()).toBe("over")
  expect(await world.token()).toMatchObject({ ...shut, klass: null, external_id: null, user_time: 0 })
})

test("cancelling takes it back in GATE, and taking that back gives what was left", async () => {
  const world = await createNetworkWorld(database.db)
  await world.live(hourMs)
  await world.context.gate.userTokens.patch((await world.token()).id, { user_time: 1_000 })

  await cancel(world.context, world.registrationId)
  await world.perform()
  expect(await world.token()).toMatchObject({ ...shut, user_time: 0 })
  expect(await world.state()).toBe("over")

  await world.pass(minuteMs)
  expect(await undoCancel(world.context, world.registrationId)).toBe("restored")
  await world.perform()
  expect(await world.token()).toMatchObject({ profile: ["guest"], user_time: 1_000 })
  expect(await world.state()).toBe("ready")
})
