import { describe, expect, test } from "vitest"
import { getEvent } from "@/lib/db/queries/events"
import { getPerson } from "@/lib/db/queries/people"
import { findRegistration, listRegistrationEvents, listRegistrationsOf } from "@/lib/db/queries/registrations"
import { testDatabase } from "@/lib/db/test-database"
import { deliverMails } from "@/lib/outbox/deliver-mails"
import { createWorld, provedPerson, testId, testInput, type World } from "@/lib/testing/registration-world"
import { accept } from "./accept"
import { openSession } from "./sign-in"

const database = testDatabase()

const takenPlaces = async (world: World) => (await getEvent(database.db, world.event.id)).taken

test("a place, a ticket code, the audit entry and the mail come together", async () => {
  const world = await createWorld(database.db)
  const person = await provedPerson(world)

  const { registrationId, isNew } = await accept(world.context, world.event, person.id, testInput())

  const row = await findRegistration(database.db, registrationId)
  expect(isNew).toBe(true)
  expect(row).toMatchObject({ step: "accepted", firstName: "Ana", locale: "es_MX", country: null })
  expect(row?.ticketCode).toMatch(/^[0-9A-HJKMNP-TV-Z]{10}$/)
  expect(await listRegistrationEvents(database.db, registrationId)).toMatchObject([
    { name: "registration.accepted" },
  ])
  expect(await takenPlaces(world)).toBe(1)
  await deliverMails(world.context)
  expect(world.mails.map(({ to }) => to)).toEqual([person.email])
})

test("somebody who signed in before they registered gets the name of their first registration, and keeps it", async () => {
  const world = await createWorld(database.db)
  const nameless = { firstName: "", lastName: "", language: "en" }
  const { person } = await openSession(world.context, "late@example.org", nameless, testId())
  const register = async (event: World["event"], firstName: string) => {
    await accept(world.context, event, person.id, testInput({ firstName }), { owner: testId() })
    return getPerson(database.db, person.id)
  }

  const first = await register(world.event, "Ana")
  const second = await register(await world.addEvent(), "Annika")

  expect([first, second]).toMatchObject([
    { firstName: "Ana", lastName: "Reyes" },
    { firstName: "Ana", lastName: "Reyes" },
  ])
})

test("the same submission 50 times at once is one registration and one place", async () => {
  const world = await createWorld(database.db)
  const person = await provedPerson(world)
  const input = testInput()

  const answers = await Promise.all(
    Array.from({ length: 50 }, () => accept(world.context, world.event, person.id, input)),
  )

  expect(new Set(answers.map(({ registrationId }) => registrationId)).size).toBe(1)
  expect(answers.filter(({ isNew }) => isNew)).toHaveLength(1)
  expect(await takenPlaces(world)).toBe(1)
})

test("the same person in 20 browsers at once gets one ticket and takes one place", async () => {
  const world = await createWorld(database.db)
  const person = await provedPerson(world)

  const answers = await Promise.all(
    Array.from({ length: 20 }, () => accept(world.context, world.event, person.id, testInput())),
  )

  expect(new Set(answers.map(({ registrationId }) => registrationId)).size).toBe(1)
  expect(await takenPlaces(world)).toBe(1)
})

test("the same submission from another person is that person's own registration", async () => {
  const world = await createWorld(database.db)
  const [first, second] = [await provedPerson(world), await provedPerson(world)]
  const submissionId = testId()

  const one = await accept(world.context, world.event, first.id, testInput({ submissionId }))
  const other = await accept(world.context, world.event, second.id, testInput({ submissionId }))

  expect(other.isNew).toBe(true)
  expect((await findRegistration(database.db, other.registrationId))?.personId).toBe(second.id)
  expect((await findRegistration(database.db, one.registrationId))?.personId).toBe(first.id)
  expect(await takenPlaces(world)).toBe(2)
})

describe("when there is no place to give", () => {
  const now = "2027-01-10T12:00:00Z"
  const later = "2027-01-10T12:00:00.001Z"

  test.each([
    ["registration_not_open", { registrationOpensAt: later }],
    ["registration_closed", { registrationClosesAt: now }],
    ["event_over", { startsAt: "2027-01-10T10:00:00Z", endsAt: now }],
  ])("%s: nothing is written", async (code, window) => {
    const world = await createWorld(database.db, { event: window })
    const person = await provedPerson(world)

    const refused = accept(world.context, world.event, person.id, testInput())

    await expect(refused).rejects.toMatchObject({ name: "AppError", code })
    expect(await listRegistrationsOf(database.db, person.id)).toEqual([])
    expect(await takenPlaces(world)).toBe(0)
  })

  test("event_full: nothing is written and no mail is owed", async () => {
    const world = await createWorld(database.db, { event: { capacity: 1 } })
    const [first, late] = [await provedPerson(world), await provedPerson(world)]
    await accept(world.context, world.event, first.id, testInput())

    const refused = accept(world.context, world.event, late.id, testInput())

    await expect(refused).rejects.toMatchObject({ name: "AppError", code: "event_full" })
    expect(await listRegistrationsOf(database.db, late.id)).toEqual([])
    expect(await takenPlaces(world)).toBe(1)
    await deliverMails(world.context)
    expect(world.mails).toHaveLength(1)
  })

  test("whoever has a ticket finds it again in a full and closed event", async () => {
    const world = await createWorld(database.db, {
      event: { capacity: 1, registrationClosesAt: "2027-01-10T13:00:00Z" },
    })
    const person = await provedPerson(world)
    const mine = await accept(world.context, world.event, person.id, testInput())
    await world.pass(2 * 60 * 60_000)

    const again = await accept(world.context, world.event, person.id, testInput())

    expect(again).toEqual({ registrationId: mine.registrationId, isNew: false })
  })

  test("registration at the very moment it opens is taken", async () => {
    const world = await createWorld(database.db, { event: { registrationOpensAt: now } })
    const person = await provedPerson(world)

    const { isNew } = await accept(world.context, world.event, person.id, testInput())

    expect(isNew).toBe(true)
  })
})
