import { afterAll, beforeAll, beforeEach, expect, test } from "vitest"
import { claimPlace, getEvent } from "@/lib/db/queries/events"
import { ensurePerson } from "@/lib/db/queries/people"
import { insertRegistration, listRegistrationsOf } from "@/lib/db/queries/registrations"
import { createTestDatabase, type TestDatabase } from "@/lib/db/test-database"
import { placesLeft } from "@/lib/domain/event"
import { accept } from "./accept"
import { createWorld, testId, testInput, type World } from "./test-context"

const capacity = 20
const visitors = 200

let database: TestDatabase

beforeAll(async () => {
  database = await createTestDatabase()
})
beforeEach(() => database.truncate())
afterAll(() => database.close())

async function crowd(count: number): Promise<string[]> {
  const people: string[] = []
  for (let index = 0; index < count; index++) {
    const email = `visitor${index}@example.org`
    const person = {
      id: testId(),
      email,
      gateUsername: email,
      firstName: "",
      lastName: "",
      language: "en",
      createdAt: new Date(0),
    }
    people.push((await ensurePerson(database.db, person)).id)
  }
  return people
}

async function countRegistrations(people: string[]): Promise<number> {
  const lists = await Promise.all(people.map((id) => listRegistrationsOf(database.db, id)))
  return lists.flat().length
}

async function rush(people: string[], take: (personId: string) => Promise<unknown>) {
  const results = await Promise.allSettled(people.map(take))
  return {
    winners: results.filter(({ status }) => status === "fulfilled").length,
    refusals: results.flatMap((result) => (result.status === "rejected" ? [String(result.reason.code)] : [])),
  }
}

test("200 at once for 20 places: exactly 20 get one, the others are told so", async () => {
  const world = await createWorld(database.db, { event: { capacity } })
  const people = await crowd(visitors)

  const { winners, refusals } = await rush(people, (id) =>
    accept(world.context, world.event, id, testInput()),
  )

  expect(winners).toBe(capacity)
  expect(refusals).toEqual(Array.from({ length: visitors - capacity }, () => "event_full"))
  expect(await countRegistrations(people)).toBe(capacity)
  expect((await getEvent(database.db, world.event.id)).taken).toBe(capacity)
})

test("the last place goes to exactly one of 100, ten times over", async () => {
  const people = await crowd(100)
  for (let round = 0; round < 10; round++) {
    const world = await createWorld(database.db, { event: { capacity: 1 } })

    const { winners } = await rush(people, (id) => accept(world.context, world.event, id, testInput()))

    expect(winners).toBe(1)
  }
})

/** The control: looks whether there is a place, then inserts, as many systems have done. */
async function checkThenInsert(world: World, personId: string): Promise<void> {
  await database.db.transaction(async (tx) => {
    const event = await getEvent(tx, world.event.id)
    if (placesLeft(event) === 0) throw new Error("full")
    const values = { ...testInput(), id: testId(), eventId: event.id, personId }
    await insertRegistration(tx, { ...values, ticketCode: values.id, createdAt: new Date(0) })
    await claimPlace(tx, event.id)
  })
}

test("checking first and inserting then oversells, so the race is real", async (context) => {
  context.skip(database.driver === "pglite", "one connection runs no race")
  const world = await createWorld(database.db, { event: { capacity } })
  const people = await crowd(visitors)

  await rush(people, (id) => checkThenInsert(world, id))

  expect(await countRegistrations(people)).toBeGreaterThan(capacity)
})
