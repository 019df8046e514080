import { afterEach, beforeEach, expect, test, vi } from "vitest"
import { getEvent } from "@/lib/db/queries/events"
import { testDatabase } from "@/lib/db/test-database"
import type { GateClient } from "@/lib/gate/client"
import { sweepRegistrations } from "@/lib/sweep"
import {
  acceptedRegistration,
  createWorld,
  getRegistration,
  type World,
} from "@/lib/testing/registration-world"

// Reliability R6, counted instead of timed: GATE is away for ten minutes of a clock that the test moves.

const database = testDatabase()

// The circuit breaker has no clock but the system's.
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"] })
})
afterEach(() => {
  vi.useRealTimers()
})

const crowd = 40
const roundMs = 2_000
const awayMs = 10 * 60_000
const catchUpMs = 60_000

/** The same GATE, and how many of its calls were ever under way at once. */
function counted(gate: GateClient): { gate: GateClient; mostAtOnce: () => number } {
  let underWay = 0
  let most = 0
  const watch = <Resource extends object>(resource: Resource): Resource =>
    new Proxy(resource, {
      get(target, name) {
        const method = Reflect.get(target, name) as (...args: unknown[]) => unknown
        if (name === "all" || name === "pages") return method
        return async (...args: unknown[]) => {
          underWay += 1
          most = Math.max(most, underWay)
          try {
            return await method(...args)
          } finally {
            underWay -= 1
          }
        }
      },
    })
  const { users, userExtras } = gate
  return { gate: { ...gate, users: watch(users), userExtras: watch(userExtras) }, mostAtOnce: () => most }
}

async function round(world: World, ms: number): Promise<void> {
  await world.pass(ms)
  vi.setSystemTime(world.time.clock())
  await sweepRegistrations(world.context)
}

async function countOpen(world: World, ids: string[]): Promise<number> {
  const rows = await Promise.all(ids.map((id) => getRegistration(world, id)))
  return rows.filter(({ step }) => step !== "finished").length
}

test("with GATE away everybody gets a place, GATE is left in peace, and gets everything once when it is back", async () => {
  const plain = await createWorld(database.db)
  const { gate, mostAtOnce } = counted(plain.context.gate)
  const world = { ...plain, context: { ...plain.context, gate } }
  vi.setSystemTime(world.time.clock())
  await world.faults([{ fault: "error", status: 503 }])

  const ids: string[] = []
  for (let visitor = 0; visitor < crowd; visitor++) {
    ids.push(await acceptedRegistration(world))
    if (visitor % 10 === 9) await round(world, roundMs)
  }
  for (let passed = 0; passed < awayMs; passed += 60_000) await round(world, 60_000)

  expect((await getEvent(database.db, world.event.id)).taken).toBe(crowd)
  expect(await countOpen(world, ids)).toBe(crowd)
  // One call in ten seconds finds out whether GATE is back, and the first seconds are those that showed it is not.
  expect((await world.requests()).length).toBeLessThan(awayMs / 10_000 + 40)

  await world.faults([])
  const backAt = world.time.clock().getTime()
  while ((await countOpen(world, ids)) > 0 && world.time.clock().getTime() < backAt + catchUpMs)
    await round(world, roundMs)

  expect(await countOpen(world, ids)).toBe(0)
  expect(mostAtOnce()).toBeLessThanOrEqual(8)
  const { users, extras } = await world.gateState()
  expect([users.length, extras.length]).toEqual([crowd, crowd])
}, 90_000)
