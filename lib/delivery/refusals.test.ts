import { describe, expect, test } from "vitest"
import { getEvent } from "@/lib/db/queries/events"
import { listRegistrationEvents } from "@/lib/db/queries/registrations"
import { testDatabase } from "@/lib/db/test-database"
import { sweep } from "@/lib/sweep"
import {
  acceptedRegistration,
  createWorld,
  getRegistration,
  sweepUntilOver,
} from "@/lib/testing/registration-world"
import { advance } from "./advance"

const database = testDatabase()

const notes = {
  key: "notes",
  label: "Notes",
  type: "short_text",
  stage: "registration",
  field: "custom_field_1",
} as const

/** Longer than this GATE takes, shorter than we do. */
const tooLongForGate = "x".repeat(60)

async function refusedRegistration() {
  const world = await createWorld(database.db, {
    dialect: { maxLengths: "tight" },
    event: { questions: [notes] },
  })
  const id = await acceptedRegistration(world, { input: { answers: { notes: tooLongForGate } } })
  await advance(world.context, id)
  return { world, id }
}

describe("content that GATE refuses", () => {
  test("waits for a person, with GATE's message at its field and the place kept", async () => {
    const { world, id } = await refusedRegistration()

    expect(await getRegistration(world, id)).toMatchObject({
      step: "needs_attention",
      lastFailure: {
        kind: "validation",
        status: 400,
        fieldErrors: { custom_field_1: ["Ensure this field has no more than 50 characters."] },
      },
    })
    expect((await getEvent(database.db, world.event.id)).taken).toBe(1)
  })

  test("is told by field name in the audit trail, and not tried again", async () => {
    const { world, id } = await refusedRegistration()
    const before = (await world.requests()).length

    await world.pass(24 * 60 * 60_000)
    await sweep(world.context)

    const events = await listRegistrationEvents(database.db, id)
    expect(events.at(-1)).toMatchObject({
      name: "registration.needs_attention",
      detail: { kind: "validation", fields: ["custom_field_1"] },
    })
    expect((await world.requests()).length).toBe(before)
  })

  test("holds nobody else up", async () => {
    const { world } = await refusedRegistration()
    const ids = []
    for (let index = 0; index < 10; index++) ids.push(await acceptedRegistration(world))

    await sweep(world.context)

    const steps = await Promise.all(ids.map(async (id) => (await getRegistration(world, id)).step))
    expect(new Set(steps)).toEqual(new Set(["finished"]))
  })
})

describe.each([
  [401, "auth"],
  [403, "forbidden"],
])("GATE answers %i, which only the operator can mend", (status, kind) => {
  test.each([
    ["POST", "/user/$"],
    ["POST", "/user_extra/$"],
    ["GET", "/user/"],
  ])("%s %s: loud in the log, and tried until it is mended", async (method, path) => {
    const world = await createWorld(database.db)
    const id = await acceptedRegistration(world)
    await world.faults([{ method, path, fault: "error", status }])
    await advance(world.context, id)
    const whileRefused = await getRegistration(world, id)

    await world.faults([])
    const row = await sweepUntilOver(world, id)

    expect(whileRefused.step).not.toBe("needs_attention")
    expect(whileRefused.lastFailure).toEqual({ kind, status })
    expect(world.logged()).toMatch(/"level":50.*GATE refuses this site/)
    expect(row).toMatchObject({ step: "finished", lastFailure: null })
  })
})

test("a GATE that takes no writes for an hour costs nobody the place, and all is made good when it is back", async () => {
  const world = await createWorld(database.db)
  await world.faults([{ method: "POST", fault: "error", status: 503 }])
  const ids = []
  for (let index = 0; index < 5; index++) ids.push(await acceptedRegistration(world))
  for (let minute = 0; minute < 60; minute += 5) {
    await sweep(world.context)
    await world.pass(5 * 60_000)
  }

  await world.faults([])
  for (const id of ids) await sweepUntilOver(world, id)

  const { users, extras } = await world.gateState()
  expect([users.length, extras.length]).toEqual([5, 5])
  expect((await getEvent(database.db, world.event.id)).taken).toBe(5)
})

test("a registration GATE is not ready for is tried every few seconds at first, and every five minutes at least", async () => {
  const world = await createWorld(database.db)
  const id = await acceptedRegistration(world)
  await world.faults([{ method: "GET", fault: "error", status: 401 }])
  const waits: number[] = []
  for (let attempt = 0; attempt < 16; attempt++) {
    await sweep(world.context)
    const wait = (await getRegistration(world, id)).runAt.getTime() - world.time.clock().getTime()
    waits.push(wait)
    await world.pass(wait)
  }

  expect(waits[0]).toBeLessThanOrEqual(2_000)
  expect(Math.max(...waits.slice(0, 12))).toBeLessThanOrEqual(15_000)
  expect(Math.max(...waits)).toBeLessThanOrEqual(300_000)
  expect(Math.min(...waits.slice(-3))).toBeGreaterThanOrEqual(150_000)
})
