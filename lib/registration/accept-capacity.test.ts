import { expect, test } from "vitest"
import { cancel } from "@/lib/account/cancel"
import type { WhenFull } from "@/lib/context"
import { claimPlace, getEvent } from "@/lib/db/queries/events"
import { ensurePerson } from "@/lib/db/queries/people"
import { insertRegistration, listRegistrationsOf } from "@/lib/db/queries/registrations"
import { testDatabase } from "@/lib/db/test-database"
import { overcount } from "@/lib/db/test-places"
import { placesLeft } from "@/lib/domain/event"
import { createWorld, testId, testInput, type World } from "@/lib/testing/registration-world"
import { accept } from "./accept"

const capacity = 20
const visitors = 200

const database = testDatabase()

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

const organizer = (world: World, whenFull: WhenFull) => ({ ...world.context, actorId: testId(), whenFull })

const counter = async (world: World) => {
  const { taken, capacity } = await getEvent(database.db, world.event.id)
  return { taken, capacity }
}

test("while organizers go over the capacity, visitors get the free places and no other", async () => {
  const world = await createWorld(database.db, { event: { capacity } })
  const people = await crowd(visitors)
  const added = people.slice(0, 30)

  const [byOrganizers, byThemselves] = await Promise.all([
    rush(added, (id) => accept(organizer(world, "exceed"), world.event, id, testInput())),
    rush(people.slice(30), (id) => accept(world.context, world.event, id, testInput())),
  ])

  expect(byOrganizers).toEqual({ winners: 30, refusals: [] })
  // Whoever comes first gets a free place, an organizer as well; nobody else gets one beyond them.
  expect(byThemselves.winners).toBeLessThanOrEqual(capacity)
  expect(await counter(world)).toEqual({ taken: 30 + byThemselves.winners, capacity })
  expect(await countRegistrations(people)).toBe(30 + byThemselves.winners)
})

test("a place given back by an overfull event goes to nobody until it is below its capacity", async () => {
  const world = await createWorld(database.db, { event: { capacity: 2 } })
  const people = await crowd(6)
  const enter = (id: string | undefined, context = world.context) =>
    accept(context, world.event, id ?? "", testInput())
  const ids: string[] = []
  for (const id of people.slice(0, 4)) {
    ids.push((await enter(id, organizer(world, "exceed"))).registrationId)
  }

  const outcomes: [number, string][] = []
  for (const id of ids.slice(0, 3)) {
    await cancel(world.context, id)
    const { taken } = await counter(world)
    const entered = await enter(people[4]).then(
      () => "entered",
      (error) => String(error.code),
    )
    outcomes.push([taken, entered])
  }

  expect(outcomes).toEqual([
    [3, "event_full"],
    [2, "event_full"],
    [1, "entered"],
  ])
  expect(await counter(world)).toEqual({ taken: 2, capacity: 2 })
})

test("of organizers who raise a full event to the same number at once, one gets the place and the others are asked again", async () => {
  const world = await createWorld(database.db, { event: { capacity: 1 } })
  const people = await crowd(21)
  await accept(world.context, world.event, people[0] ?? "", testInput())

  const raised = await rush(people.slice(1), (id) =>
    accept(organizer(world, { raiseTo: 2 }), world.event, id, testInput()),
  )

  expect(raised.winners).toBe(1)
  expect(new Set(raised.refusals)).toEqual(new Set(["event_full"]))
  expect(await counter(world)).toEqual({ taken: 2, capacity: 2 })
})

test("the database refuses what exceeds the capacity without saying so", async () => {
  const world = await createWorld(database.db, { event: { capacity: 1 } })
  await accept(world.context, world.event, (await crowd(1))[0] ?? "", testInput())

  await expect(overcount(database.db, world.event.id)).rejects.toThrow()
  expect(await counter(world)).toEqual({ taken: 1, capacity: 1 })
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
