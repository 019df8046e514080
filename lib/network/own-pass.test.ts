import { describe, expect, test } from "vitest"
import { cancel } from "@/lib/account/cancel"
import { listTimeRequests } from "@/lib/db/queries/network-passes"
import { testDatabase } from "@/lib/db/test-database"
import { createNetworkWorld, hourMs, minuteMs } from "@/lib/testing/network"
import { testEventScope, testOrganizer } from "@/lib/testing/organizer"
import { askForTime, handOverPassword, readUse } from "./own-pass"
import { addTime } from "./pass-acts"

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

test("a GATE that does not answer is asked once in half a minute, however often the page is loaded", async () => {
  const world = await createNetworkWorld(database.db)
  const { context, registrationId } = world
  await world.live(2 * hourMs)
  await world.faults([{ fault: "error" }])
  await world.pass(minuteMs)
  const before = (await world.requests()).length

  const read = [await readUse(context, registrationId), await readUse(context, registrationId)]
  const meanwhile = (await world.requests()).slice(before).filter(({ path }) => path.includes("user_token"))
  await world.faults([])
  await world.pass(minuteMs)
  const later = await readUse(context, registrationId)

  expect(read).toEqual([false, false])
  expect(new Set(meanwhile.map(({ path }) => path)).size).toBe(1)
  expect(later).toBe(true)
})

describe("those who asked for more time", () => {
  /** Two people who ask one after the other, and who is listed now. */
  async function askedTwice() {
    const world = await createNetworkWorld(database.db)
    const { context, registrationId, event } = world
    const second = await world.register(event, await world.someone())
    await world.live(2 * hourMs)
    await askForTime(context, second)
    await world.pass(minuteMs)
    await askForTime(context, registrationId)
    const listed = async () => {
      const requests = await listTimeRequests(database.db, event.id, { now: context.clock(), limit: 10 })
      return requests.map((request) => request.registrationId)
    }
    return { world, second, listed }
  }

  test("are listed, whoever waits longest first, until somebody answers", async () => {
    const { world, second, listed } = await askedTwice()
    const asked = await listed()

    const scope = await testEventScope(world, await testOrganizer(world))
    await addTime(world.context, scope, second, 600)

    expect(asked).toEqual([second, world.registrationId])
    expect(await listed()).toEqual([world.registrationId])
  })

  test("are listed no longer once they cancelled, and nobody is once the passes have closed", async () => {
    const { world, second, listed } = await askedTwice()
    await cancel(world.context, second)

    const afterwards = await listed()
    await world.pass(3 * hourMs)

    expect(afterwards).toEqual([world.registrationId])
    expect(await listed()).toEqual([])
  })
})
