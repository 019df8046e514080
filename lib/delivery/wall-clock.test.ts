import { describe, expect, test } from "vitest"
import { getEvent } from "@/lib/db/queries/events"
import { testDatabase } from "@/lib/db/test-database"
import type { Fault } from "@/lib/gate-local/faults"
import { sweepRegistrations } from "@/lib/sweep"
import {
  acceptedRegistration,
  createWorld,
  getRegistration,
  type World,
} from "@/lib/testing/registration-world"

// Reliability R14: the machine's clock is set an hour forward or back while a registration is under way.

const database = testDatabase()

const hourMs = 60 * 60_000

/** The same world, whose clock is wrong by each of `offsets` in turn for so many looks at it, and stays at the last. */
function onWrongClock(world: World, offsets: number[], looksBetween: number): World {
  let looks = 0
  const clock = () => {
    looks += 1
    const offset = offsets[Math.min(offsets.length - 1, Math.floor(looks / looksBetween))] ?? 0
    return new Date(world.time.clock().getTime() + offset)
  }
  return { ...world, context: { ...world.context, clock } }
}

/** Sweeps whenever the wrong clock says it is time, until GATE has everything and nothing more can come late. */
async function sweepOn(world: World, id: string): Promise<void> {
  for (let round = 0; round < 60; round++) {
    await sweepRegistrations(world.context)
    const row = await getRegistration(world, id)
    if (row.step === "finished") {
      await world.pass(24 * hourMs)
      return
    }
    await world.pass(Math.max(1, row.runAt.getTime() - world.context.clock().getTime()))
  }
  throw new Error("The registration is not finished after 60 sweeps")
}

const jumps: [string, number[]][] = [
  ["an hour forward", [0, hourMs]],
  ["an hour back", [hourMs, 0]],
  ["to and fro", [0, hourMs, -hourMs]],
]

const faults: [string, Omit<Fault, "method" | "path" | "times">][] = [
  ["resets before it stores", { fault: "drop-before" }],
  ["resets after it stored", { fault: "drop-after" }],
  ["answers 500 after it stored", { fault: "error-after", status: 500 }],
  ["answers 429", { fault: "throttle", retryAfterSeconds: 30 }],
  ["stores a minute after the reset", { fault: "late", delayMs: 60_000 }],
]

describe.each(jumps)("a clock that jumps %s", (_, offsets) => {
  test.each(faults)("makes nobody twice in a GATE that %s", async (__, fault) => {
    for (const looksBetween of [3, 8]) {
      const plain = await createWorld(database.db, { event: { capacity: 5 } })
      const world = onWrongClock(plain, offsets, looksBetween)
      const id = await acceptedRegistration(world)
      await world.faults([
        { ...fault, method: "POST", path: "/user/$", times: 1 },
        { ...fault, method: "POST", path: "/user_extra/$", times: 1 },
      ])

      await sweepOn(world, id)

      const { users, extras } = await world.gateState()
      expect([users.length, extras.length]).toEqual([1, 1])
      expect((await getEvent(database.db, world.event.id)).taken).toBe(1)
    }
  })
})
