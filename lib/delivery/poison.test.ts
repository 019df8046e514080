import { expect, test } from "vitest"
import { testDatabase } from "@/lib/db/test-database"
import { GateError } from "@/lib/gate/errors"
import { sweep } from "@/lib/sweep"
import {
  acceptedRegistration,
  createWorld,
  getRegistration,
  type World,
  type WorldOptions,
} from "@/lib/testing/registration-world"
import { loadSubject } from "./subject"

const database = testDatabase()

// Two for each of the calls that may be under way at once.
const people = 16

const options: WorldOptions = {
  dialect: { maxLengths: "tight" },
  event: {
    questions: [{ key: "town", label: "Town", type: "short_text", stage: "registration", field: "hometown" }],
  },
}

/** A crowd of registrations, the poisonous one the longest waiting, so that it is taken first. */
async function crowd(world: World, poison: string): Promise<{ bad: string; good: string[] }> {
  const bad = await acceptedRegistration(world, { input: { answers: { town: poison } } })
  const good: string[] = []
  for (let n = 1; n < people; n++)
    good.push(await acceptedRegistration(world, { input: { answers: { town: "Lisbon" } } }))
  return { bad, good }
}

async function stepsOf(world: World, ids: string[]): Promise<string[]> {
  return [...new Set(await Promise.all(ids.map(async (id) => (await getRegistration(world, id)).step)))]
}

test("a registration GATE refuses for good keeps nobody waiting, is told of at once, and is not asked about again", async () => {
  const world = await createWorld(database.db, options)
  const { bad, good } = await crowd(world, "x".repeat(250))

  await sweep(world.context)

  expect(await stepsOf(world, good)).toEqual(["finished"])
  expect(await getRegistration(world, bad)).toMatchObject({
    step: "needs_attention",
    lastFailure: { kind: "validation" },
  })
  expect(world.logged()).toContain(bad)
  const asked = (await world.requests()).length
  await world.pass(60 * 60_000)
  await sweep(world.context)
  expect(await world.requests()).toHaveLength(asked)
})

test("a registration that fails time and again waits longer each time, and keeps nobody waiting", async () => {
  const world = await createWorld(database.db, options)
  const { bad, good } = await crowd(world, "Lisbon")
  const { gate } = world.context
  let attempts = 0
  const { person } = await loadSubject(world.context, await getRegistration(world, bad))
  const failure = new GateError({
    kind: "transient",
    reason: "status",
    retryable: true,
    outcome: "not-applied",
    request: { method: "POST", path: "/user/" },
  })
  // GATE fails for one person alone: faults of the embedded one know paths, not people.
  const create: typeof gate.users.create = async (user) => {
    if (user.email !== person.email) return gate.users.create(user)
    attempts += 1
    throw failure
  }
  const context = { ...world.context, gate: { ...gate, users: { ...gate.users, create } } }

  await sweep(context)
  const waits: number[] = []
  for (let round = 0; round < 4; round++) {
    const { runAt } = await getRegistration(world, bad)
    waits.push(runAt.getTime() - world.time.clock().getTime())
    await world.pass(Math.max(1, waits.at(-1) ?? 0))
    await sweep(context)
  }

  expect(await stepsOf(world, good)).toEqual(["finished"])
  expect(attempts).toBeGreaterThan(2)
  expect(waits.at(-1)).toBeGreaterThan(waits[0] ?? 0)
})
