import { expect, test } from "vitest"
import { listRegistrationEvents } from "@/lib/db/queries/registrations"
import { testDatabase } from "@/lib/db/test-database"
import { createNetworkWorld, hourMs, minuteMs, type NetworkWorld, testRule } from "@/lib/testing/network"
import { testEventScope, testOrganizer } from "@/lib/testing/organizer"
import { readNetworkRule, removeNetworkRule, saveNetworkRule } from "./network-rule"
import { askForTime, readUse, renewPassword } from "./own-pass"
import { addTime, endPass, giveAgain } from "./pass-acts"
import { findPassView, revealPassword } from "./pass-view"

const database = testDatabase()

const scopeOf = async (world: NetworkWorld) => testEventScope(world, await testOrganizer(world))

const names = async ({ context }: NetworkWorld, id: string) =>
  (await listRegistrationEvents(context.db, id))
    .map(({ name }) => name)
    .filter((name) => name.startsWith("network"))

test("a rule is kept once its faults are mended, and the second of two organizers is told", async () => {
  const world = await createNetworkWorld(database.db)
  const scope = await scopeOf(world)
  const { context } = world
  expect(await readNetworkRule(context, scope)).toMatchObject({ ...testRule, version: 1 })
  const negative = { ...testRule, timeBalanceSeconds: -1 }
  expect(await saveNetworkRule(context, scope, negative, 1)).toEqual({
    kind: "refused",
    faults: [{ field: "timeBalanceSeconds", code: "no_balance" }],
  })
  expect(await saveNetworkRule(context, scope, { ...testRule, profiles: ["vip"] }, 1)).toEqual({
    kind: "saved",
  })
  expect(await saveNetworkRule(context, scope, testRule, 1)).toEqual({ kind: "stale" })
  expect(await removeNetworkRule(context, scope)).toBe(true)
  expect(await readNetworkRule(context, scope)).toBeNull()

  await world.pass(5 * hourMs)
  expect(await saveNetworkRule(context, scope, testRule, 0)).toEqual({
    kind: "refused",
    faults: [{ field: "event", code: "over" }],
  })
})

test("organizers add time, end a pass and give it again, and GATE follows", async () => {
  const world = await createNetworkWorld(database.db)
  const scope = await scopeOf(world)
  const { context, registrationId } = world
  await world.live(hourMs)
  const balance = async () => (await world.token()).user_time
  expect(await balance()).toBe(3_600)

  expect(await askForTime(context, registrationId)).toBe(true)
  expect(await askForTime(context, registrationId)).toBe(false)
  expect((await findPassView(context, registrationId))?.timeAskedAt).toEqual(context.clock())
  expect(await addTime(context, scope, registrationId, 1_800)).toBe("done")
  await world.perform()
  expect(await balance()).toBe(5_400)

  expect(await endPass(context, scope, registrationId)).toBe("done")
  expect(await endPass(context, scope, registrationId)).toBe("already")
  await world.perform()
  expect(await world.token()).toMatchObject({ profile: [], user_time: 0 })
  expect(await findPassView(context, registrationId)).toMatchObject({ state: "over", timeAskedAt: null })

  expect(await giveAgain(context, scope, registrationId)).toBe("done")
  await world.perform()
  expect(await balance()).toBe(5_400)
  await context.gate.userTokens.patch((await world.token()).id, { user_time: 0 })
  await world.pass(minuteMs)
  await readUse(context, registrationId)
  expect((await findPassView(context, registrationId))?.state).toBe("over")
  expect(await giveAgain(context, scope, registrationId)).toBe("done")
  await world.perform()
  expect(await balance()).toBe(3_600)
  expect(await findPassView(context, registrationId)).toMatchObject({ state: "ready", secondsLeft: 3_600 })
  expect(await names(world, registrationId)).toEqual([
    ...["network.opened", "network.time_asked", "network.time_added", "network.ended", "network.closed"],
    ...["network.given_again", "network.opened", "network.given_again"],
  ])
})

test("seconds that are none are refused, and another event's pass is none", async () => {
  const world = await createNetworkWorld(database.db)
  const scope = await scopeOf(world)
  const other = await world.addEvent()
  const there = await testEventScope(world, scope, other.slug)
  await expect(async () => addTime(world.context, scope, world.registrationId, -1)).rejects.toThrow(
    RangeError,
  )
  expect(await addTime(world.context, there, world.registrationId, 60)).toBe("none")
})

test("a new password reaches GATE, and only its owner's ticket reads it", async () => {
  const world = await createNetworkWorld(database.db)
  const { context, registrationId } = world
  const first = await revealPassword(context, registrationId)
  const { length } = await world.requests()

  expect(await renewPassword(context, registrationId)).toBe(true)
  expect(await findPassView(context, registrationId)).toMatchObject({ isPasswordDue: true })
  await world.perform()
  const second = await revealPassword(context, registrationId)
  expect(second).not.toBe(first)
  expect(await findPassView(context, registrationId)).toMatchObject({
    isPasswordDue: false,
    isMadeHere: true,
  })
  const writes = (await world.requests()).slice(length).filter(({ method }) => method !== "GET")
  expect(writes.map(({ path, status }) => [path.replace(/\d+/g, "n"), status])).toEqual([
    ["/api/vn/user_token/n/", 200],
  ])
  expect(world.logged()).not.toContain(second)
})
