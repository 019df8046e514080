import { expect, test } from "vitest"
import { testDatabase } from "@/lib/db/test-database"
import type { GateClient } from "@/lib/gate/client"
import { GateError } from "@/lib/gate/errors"
import type { Fault } from "@/lib/gate-local/faults"
import {
  acceptedRegistration,
  createWorld,
  settleMs,
  sweepUntilOver,
  type World,
} from "@/lib/testing/registration-world"

// Each of these takes one guard away and must then see the damage; without them the fault matrix could pass for
// another reason than the guard (reliability R3).

const database = testDatabase()

/** A GATE that finds nothing, as if nobody looked. */
function blind(gate: GateClient): GateClient {
  async function* nothing() {}
  const empty = { count: 0, next: null, previous: null, results: [] }
  const notFound = new GateError({
    kind: "notFound",
    reason: "status",
    retryable: false,
    outcome: "not-applied",
    request: { method: "GET", path: "/user/username/…/" },
  })
  return {
    ...gate,
    users: { ...gate.users, getByUsername: () => Promise.reject(notFound), list: async () => empty },
    userExtras: { ...gate.userExtras, list: async () => empty, all: nothing },
  }
}

const extraDropped: Partial<Fault>[] = [
  { method: "POST", path: "/user_extra/$", fault: "drop-after", times: 1 },
]
const extraLate: Partial<Fault>[] = [
  { method: "POST", path: "/user_extra/$", fault: "late", delayMs: 60_000, times: 1 },
]

async function extrasAfter(world: World, faults: Partial<Fault>[]): Promise<number> {
  const id = await acceptedRegistration(world)
  await world.faults(faults)
  await sweepUntilOver(world, id)
  return (await world.gateState()).extras.length
}

/** The world of the damage: GATE takes any number of records, so nothing but our own guards prevents a second one. */
const lenientWorld = () => createWorld(database.db, { dialect: { duplicateExtra: "allow" } })

test("with the look-up a stored but unanswered record stays the only one", async () => {
  const world = await lenientWorld()

  expect(await extrasAfter(world, extraDropped)).toBe(1)
})

test("without the look-up a stored but unanswered record is made twice", async () => {
  const world = await lenientWorld()
  const unguarded = { ...world, context: { ...world.context, gate: blind(world.context.gate), settleMs: 0 } }

  expect(await extrasAfter(unguarded, extraDropped)).toBe(2)
})

test("with the settle time a record that lands a minute late stays the only one", async () => {
  const world = await lenientWorld()
  expect(world.context.settleMs).toBe(settleMs)

  expect(await extrasAfter(world, extraLate)).toBe(1)
})

test("without the settle time a record that lands a minute late is made twice", async () => {
  const world = await lenientWorld()
  const unguarded = { ...world, context: { ...world.context, settleMs: 0 } }

  expect(await extrasAfter(unguarded, extraLate)).toBe(2)
})
