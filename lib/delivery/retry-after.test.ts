import { expect, test } from "vitest"
import { testDatabase } from "@/lib/db/test-database"
import { sweep } from "@/lib/sweep"
import {
  acceptedRegistration,
  createWorld,
  getRegistration,
  type World,
} from "@/lib/testing/registration-world"
import { advance } from "./advance"

const database = testDatabase()

const retryAfterMs = 30_000

async function throttled(): Promise<{ world: World; id: string }> {
  const world = await createWorld(database.db)
  const id = await acceptedRegistration(world)
  await world.faults([
    { method: "POST", path: "/user/$", fault: "throttle", retryAfterSeconds: 30, times: 1 },
  ])
  await advance(world.context, id)
  return { world, id }
}

async function countCalls(world: World): Promise<number> {
  return (await world.requests()).length
}

test("a registration comes back when GATE said, and at most a fifth later", async () => {
  const { world, id } = await throttled()

  const { runAt, step, lastFailure } = await getRegistration(world, id)

  const waits = runAt.getTime() - world.time.clock().getTime()
  expect(waits).toBeGreaterThanOrEqual(retryAfterMs)
  expect(waits).toBeLessThanOrEqual(retryAfterMs * 1.2)
  expect([step, lastFailure]).toEqual(["accepted", { kind: "transient", status: 429 }])
})

test("a sweep a moment too early makes no call", async () => {
  const { world } = await throttled()
  const before = await countCalls(world)

  await world.pass(retryAfterMs - 1)
  await sweep(world.context)

  expect(await countCalls(world)).toBe(before)
})

test("whoever advances it too early makes no call either, such as the same person's second click", async () => {
  const { world, id } = await throttled()
  const before = await countCalls(world)

  await advance(world.context, id)

  expect(await countCalls(world)).toBe(before)
})

test("when the time has come the sweep finishes it", async () => {
  const { world, id } = await throttled()

  await world.pass(retryAfterMs * 1.2)
  await sweep(world.context)

  expect((await getRegistration(world, id)).step).toBe("finished")
})

test("a 429 to one registration holds the others back as well, and costs them no attempt", async () => {
  const { world } = await throttled()
  const other = await acceptedRegistration(world)
  const before = await countCalls(world)

  await advance(world.context, other)

  const { attempts, runAt } = await getRegistration(world, other)
  expect(await countCalls(world)).toBe(before)
  expect(attempts).toBe(0)
  expect(runAt.getTime() - world.time.clock().getTime()).toBeGreaterThanOrEqual(retryAfterMs)
  await world.pass(retryAfterMs * 1.2)
  await sweep(world.context)
  expect((await getRegistration(world, other)).step).toBe("finished")
})
