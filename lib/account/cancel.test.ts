import { convertIcsCalendar } from "ts-ics"
import { expect, test } from "vitest"
import { claimCheckIn } from "@/lib/db/queries/check-in"
import { getEvent } from "@/lib/db/queries/events"
import { countTurns } from "@/lib/db/queries/registrations"
import { testDatabase } from "@/lib/db/test-database"
import { countPlaces } from "@/lib/db/test-places"
import { undoWindowMs } from "@/lib/domain/gate-task"
import { words } from "@/lib/i18n/test-words"
import { accept } from "@/lib/registration/accept"
import { sweep } from "@/lib/sweep"
import { createAttendee, eventNames, meal, sweepUntilQuiet, writesSince } from "@/lib/testing/account"
import { testOrganizer } from "@/lib/testing/organizer"
import {
  acceptedRegistration,
  getRegistration,
  provedPerson,
  testInput,
} from "@/lib/testing/registration-world"
import { cancel, undoCancel } from "./cancel"

const database = testDatabase()

const limited = { event: { capacity: 1, questions: [meal] } }

test("cancelling frees the place, tells GATE the status in its own field and mails once", async () => {
  const attendee = await createAttendee(database.db, limited)
  const { world, registrationId } = attendee
  const start = (await world.requests()).length
  const cancelledAt = world.time.clock().toISOString()

  const done = await cancel(world.context, registrationId)
  await sweepUntilQuiet(world)

  const { extras } = await world.gateState()
  const patches = (await world.requests()).slice(start).filter(({ method }) => method === "PATCH")
  expect(done).toBe(true)
  expect(await countPlaces(database.db, world.event.id)).toEqual({ taken: 0, held: 0 })
  expect(patches.map(({ body }) => body)).toEqual([{ custom_field_8: `cancelled@${cancelledAt}` }])
  expect(extras[0]).toMatchObject({ custom_field_1: "vegan", custom_field_8: `cancelled@${cancelledAt}` })
  expect(world.mails.map(({ subject }) => subject)).toEqual([
    expect.stringContaining("in:"),
    words("mail.cancelled.subject", { event: "Field Notes Summit" }),
  ])
  expect(await eventNames(attendee)).toEqual(
    expect.arrayContaining(["registration.cancelled", "gate_extra.status_set"]),
  )
})

test("the mails take the event out of the calendar and put it back, each with a newer word than the one before", async () => {
  const { world, registrationId } = await createAttendee(database.db)
  await sweep(world.context)
  await cancel(world.context, registrationId)
  await sweep(world.context)
  await undoCancel(world.context, registrationId)
  await sweep(world.context)

  const files = world.mails.map(({ attachments }) =>
    convertIcsCalendar(undefined, attachments[0]?.content ?? ""),
  )

  expect(files.map(({ method }) => method)).toEqual(["PUBLISH", "CANCEL", "REQUEST"])
  expect(files.map(({ events }) => events?.[0]?.status)).toEqual(["CONFIRMED", "CANCELLED", "CONFIRMED"])
  expect(files.map(({ events }) => events?.[0]?.sequence ?? 0)).toEqual([0, 1, 2])
  expect(new Set(files.map(({ events }) => events?.[0]?.uid)).size).toBe(1)
  expect(await countTurns(database.db, registrationId)).toBe(2)
})

test("cancelling twice frees one place", async () => {
  const { world, registrationId } = await createAttendee(database.db)

  const answers = [await cancel(world.context, registrationId), await cancel(world.context, registrationId)]

  expect(answers).toEqual([true, false])
  expect(await countPlaces(database.db, world.event.id)).toEqual({ taken: 0, held: 0 })
})

test("an event that is over cannot be cancelled any more", async () => {
  const { world, registrationId } = await createAttendee(database.db)
  await world.pass(world.event.endsAt.getTime() - world.time.clock().getTime())

  expect(await cancel(world.context, registrationId)).toBe(false)
})

test("a cancellation taken back in time gives the same ticket, and GATE the status active", async () => {
  const attendee = await createAttendee(database.db, limited)
  const { world, registrationId } = attendee
  await cancel(world.context, registrationId)
  await sweep(world.context)

  const result = await undoCancel(world.context, registrationId)
  await sweepUntilQuiet(world)

  const { extras } = await world.gateState()
  expect(result).toBe("restored")
  expect(await getRegistration(world, registrationId)).toMatchObject({ step: "finished", cancelledAt: null })
  expect(await countPlaces(database.db, world.event.id)).toEqual({ taken: 1, held: 1 })
  expect(extras[0]?.custom_field_8).toBe("active")
  expect(world.mails.at(-1)?.subject).toBe(words("mail.restored.subject", { event: "Field Notes Summit" }))
})

test("cancelled and taken back before GATE heard of it, GATE is not written to", async () => {
  const { world, registrationId } = await createAttendee(database.db)
  const start = (await world.requests()).length

  await cancel(world.context, registrationId)
  await undoCancel(world.context, registrationId)
  await sweepUntilQuiet(world)

  expect(await writesSince(world, start)).toEqual([])
  expect(world.mails.map(({ subject }) => subject).slice(1)).toEqual([
    words("mail.restored.subject", { event: "Field Notes Summit" }),
  ])
})

test("after ten minutes nothing is taken back", async () => {
  const { world, registrationId } = await createAttendee(database.db)
  await cancel(world.context, registrationId)
  await world.pass(undoWindowMs)

  expect(await undoCancel(world.context, registrationId)).toBe("too_late")
  expect(await countPlaces(database.db, world.event.id)).toEqual({ taken: 0, held: 0 })
})

test("a place somebody else has taken meanwhile is theirs", async () => {
  const { world, registrationId } = await createAttendee(database.db, limited)
  await cancel(world.context, registrationId)
  await acceptedRegistration(world, { event: await getEvent(database.db, world.event.id) })

  expect(await undoCancel(world.context, registrationId)).toBe("full")
  expect(await getRegistration(world, registrationId)).toMatchObject({ step: "cancelled" })
  expect(await countPlaces(database.db, world.event.id)).toEqual({ taken: 1, held: 1 })
})

test("undoing and somebody else registering at once never share the last place", async () => {
  for (let round = 0; round < 10; round++) {
    const { world, registrationId } = await createAttendee(database.db, limited)
    await cancel(world.context, registrationId)
    const rival = await provedPerson(world)

    const [undone, accepted] = await Promise.allSettled([
      undoCancel(world.context, registrationId),
      accept(world.context, world.event, rival.id, testInput()),
    ])

    const winners = [
      undone.status === "fulfilled" && undone.value === "restored",
      accepted.status === "fulfilled",
    ].filter(Boolean)
    expect(winners).toHaveLength(1)
    expect(await countPlaces(database.db, world.event.id)).toEqual({ taken: 1, held: 1 })
  }
})

test("cancelling from many tabs while others register leaves the counter right", async () => {
  const { world, registrationId } = await createAttendee(database.db, { event: { capacity: 3 } })
  const people = await Promise.all(Array.from({ length: 6 }, () => provedPerson(world)))

  await Promise.allSettled([
    ...Array.from({ length: 5 }, () => cancel(world.context, registrationId)),
    ...people.map(({ id }) => accept(world.context, world.event, id, testInput())),
    undoCancel(world.context, registrationId),
  ])

  const { taken, held } = await countPlaces(database.db, world.event.id)
  expect(taken).toBe(held)
  expect(taken).toBeLessThanOrEqual(3)
})

test("whoever cancelled may register again and keeps the ticket", async () => {
  const { world, person, registrationId } = await createAttendee(database.db, {
    event: { questions: [meal] },
  })
  await cancel(world.context, registrationId)
  await sweepUntilQuiet(world)

  const again = await accept(world.context, world.event, person.id, testInput({ answers: { meal: "fish" } }))
  await sweepUntilQuiet(world)

  const { users, extras } = await world.gateState()
  expect(again).toEqual({ registrationId, isNew: true })
  expect(await getRegistration(world, registrationId)).toMatchObject({
    step: "finished",
    answers: { meal: "fish" },
  })
  expect([users.length, extras.length]).toEqual([1, 1])
  expect(extras[0]).toMatchObject({ custom_field_1: "fish", custom_field_8: "active" })
})

test("questions on all eight custom fields leave none for the status, and the log says so", async () => {
  const numbers = [1, 2, 3, 4, 5, 6, 7, 8] as const
  const questions = numbers.map((number) => ({
    ...meal,
    key: `meal_${number}`,
    field: `custom_field_${number}` as const,
  }))
  const { world, registrationId } = await createAttendee(database.db, { event: { questions } })
  const start = (await world.requests()).length

  await cancel(world.context, registrationId)
  await sweepUntilQuiet(world)

  expect(await writesSince(world, start)).toEqual([])
  expect(world.logged()).toContain("fill every custom field")
})

test("a record that moved on to another event is not told of the old one's status", async () => {
  const { world, person, registrationId } = await createAttendee(database.db)
  await acceptedRegistration(world, { person, event: await world.addEvent() })
  await sweep(world.context)
  const start = (await world.requests()).length

  await cancel(world.context, registrationId)
  await sweepUntilQuiet(world)

  expect(await writesSince(world, start)).toEqual([])
})

test("cancelled while the first POST is under way, the record it made is found and marked", async () => {
  const { world } = await createAttendee(database.db)
  const person = await provedPerson(world)
  const event = await world.addEvent()
  const id = await acceptedRegistration(world, { person, event })
  await world.faults([{ method: "POST", path: "user_extra", fault: "late", delayMs: 30_000, times: 1 }])
  await sweep(world.context)

  await cancel(world.context, id)
  await sweepUntilQuiet(world)

  const { extras } = await world.gateState()
  const ours = extras.filter((extra) => extra.event === event.slug)
  expect(ours).toHaveLength(1)
  expect(ours[0]?.custom_field_8).toMatch(/^cancelled@/)
})

test("somebody who is checked in can no longer cancel", async () => {
  const { world, registrationId } = await createAttendee(database.db)
  const attendee = { eventId: world.event.id, id: registrationId }
  const by = (await testOrganizer(world)).personId
  await claimCheckIn(database.db, attendee, { by, now: world.time.clock() })

  expect(await cancel(world.context, registrationId)).toBe(false)
  expect(await countPlaces(database.db, world.event.id)).toEqual({ taken: 1, held: 1 })
})

test("a late record of somebody who came back to wait is found and marked all the same", async () => {
  const { world } = await createAttendee(database.db)
  const person = await provedPerson(world)
  const event = await world.addEvent({ capacity: 1, waitlistOrder: "first_come" })
  const id = await acceptedRegistration(world, { person, event })
  await world.faults([{ method: "POST", path: "user_extra", fault: "late", delayMs: 30_000, times: 1 }])
  await sweep(world.context)

  await cancel(world.context, id)
  await acceptedRegistration(world, { person: await provedPerson(world), event })
  await accept(world.context, event, person.id, testInput({ mayWait: true }))
  expect((await getRegistration(world, id)).step).toBe("waitlisted")
  await sweepUntilQuiet(world)

  const { extras } = await world.gateState()
  const record = extras.find((extra) => extra.custom_field_8?.startsWith("cancelled@"))
  expect(record?.event).toBe(event.slug)
  expect((await getRegistration(world, id)).gateExtraId).toBe(String(record?.id))
})
