import { expect, test } from "vitest"
import { testDatabase } from "@/lib/db/test-database"
import { findTablesWith } from "@/lib/db/test-scan"
import { createAttendee, eventNames, meal, sweepUntilQuiet, writesSince } from "@/lib/testing/account"
import { acceptedRegistration, getRegistration, type World } from "@/lib/testing/registration-world"
import { previewPurge, purge } from "./purge"

const database = testDatabase()

const dayMs = 24 * 60 * 60_000
const event = { questions: [meal], retentionDays: 10 }

async function passUntil(world: World, daysAfterEvent: number): Promise<void> {
  const wanted = world.event.endsAt.getTime() + daysAfterEvent * dayMs
  await world.pass(wanted - world.time.clock().getTime())
}

test("a dry run names what would go, without anything personal, and changes nothing", async () => {
  const { world, registrationId } = await createAttendee(database.db, { event })
  await passUntil(world, 10)

  const report = await previewPurge(world.context)

  expect(report.events).toEqual([
    {
      slug: world.event.slug,
      endsAt: world.event.endsAt,
      retentionDays: 10,
      registrations: [registrationId],
      gateRecords: 1,
    },
  ])
  expect(JSON.stringify(report)).not.toMatch(/Ana|Reyes|vegan|@/)
  expect(await getRegistration(world, registrationId)).toMatchObject({
    answers: { meal: "vegan" },
    purgedAt: null,
  })
})

test("nothing is purged a moment before the period is over", async () => {
  const { world, registrationId } = await createAttendee(database.db, { event })
  await passUntil(world, 10)
  await world.pass(-1)

  expect((await purge(world.context)).events).toEqual([])
  expect(await getRegistration(world, registrationId)).toMatchObject({ answers: { meal: "vegan" } })
})

test("after the period name, answers and the GATE record are gone; the account stays", async () => {
  const attendee = await createAttendee(database.db, { event })
  const { world, registrationId } = attendee
  await passUntil(world, 10)
  const start = (await world.requests()).length

  await purge(world.context)
  await sweepUntilQuiet(world)

  const { users, extras } = await world.gateState()
  expect([users.length, extras.length]).toEqual([1, 0])
  expect(await writesSince(world, start)).toEqual(["DELETE /api/v1/user_extra/{id}/ 204"])
  expect(await getRegistration(world, registrationId)).toMatchObject({
    firstName: "",
    lastName: "",
    answers: {},
    country: null,
    gateExtraId: null,
    purgedAt: expect.any(Date),
  })
  expect(await findTablesWith(database.db, ["vegan"])).toEqual([])
  expect(await eventNames(attendee)).toContain("registration.purged")
})

test("purging again finds nothing", async () => {
  const { world } = await createAttendee(database.db, { event })
  await passUntil(world, 11)
  await purge(world.context)

  expect((await purge(world.context)).events).toEqual([])
})

test("a GATE that fails delays the deletion and does not lose it", async () => {
  const { world } = await createAttendee(database.db, { event })
  await passUntil(world, 10)
  await world.faults([
    { method: "GET", path: "user_extra", fault: "error", status: 503, times: 4 },
    { method: "DELETE", path: "user_extra", fault: "drop-before", times: 1 },
    { method: "DELETE", path: "user_extra", fault: "error-after", status: 500, times: 1 },
  ])

  await purge(world.context)
  await sweepUntilQuiet(world)

  expect((await world.gateState()).extras).toEqual([])
})

test("a record that has moved on to a later event is kept", async () => {
  const { world, person } = await createAttendee(database.db, { event })
  const later = await world.addEvent({
    startsAt: "2027-09-01T09:00:00Z",
    endsAt: "2027-09-01T17:00:00Z",
    questions: [meal],
  })
  await acceptedRegistration(world, { person, event: later, input: { answers: { meal: "fish" } } })
  await sweepUntilQuiet(world)
  await passUntil(world, 10)

  await purge(world.context)
  await sweepUntilQuiet(world)

  const { extras } = await world.gateState()
  expect(extras.map((extra) => [extra.event, extra.custom_field_1])).toEqual([[later.slug, "fish"]])
})

test("a registration GATE never took stops trying", async () => {
  const { world } = await createAttendee(database.db, { event })
  await world.faults([{ fault: "error", status: 503 }])
  const id = await acceptedRegistration(world)
  await passUntil(world, 10)

  await purge(world.context)
  await world.faults([])
  await sweepUntilQuiet(world)

  expect(await getRegistration(world, id)).toMatchObject({ step: "removed", firstName: "" })
})
