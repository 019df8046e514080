import { expect, test } from "vitest"
import { cancel, isCancelledByHost } from "@/lib/account/cancel"
import { getEvent } from "@/lib/db/queries/events"
import { getPerson } from "@/lib/db/queries/people"
import { findRegistrationForMail } from "@/lib/db/queries/registrations"
import { registrationEvent } from "@/lib/db/schema/registration"
import { testDatabase } from "@/lib/db/test-database"
import { countPlaces } from "@/lib/db/test-places"
import { examine } from "@/lib/doctor/examine"
import { accept } from "@/lib/registration/accept"
import { chooseTaking } from "@/lib/registration/waiting"
import { createDesk, type Desk } from "@/lib/testing/desk"
import { provedPerson, testId, testInput, type WorldOptions } from "@/lib/testing/registration-world"
import { cancelAttendee, resendTicket } from "./attendee-acts"
import { checkIn } from "./check-in"
import { givePlace, moveUpInLine } from "./waitlist-acts"
import { addWalkIn } from "./walk-in"

const database = testDatabase()

/** A full event, whose one ticket GATE has heard of, and two who wait. */
async function fullDesk(event: WorldOptions["event"] = {}) {
  const desk = await createDesk(database.db, {
    event: { capacity: 1, waitlistOrder: "first_come", ...event },
  })
  const holder = await desk.attendee()
  const line: string[] = []
  for (const _ of ["first", "second"]) {
    desk.time.pass(1_000)
    const person = await provedPerson(desk)
    const { registrationId } = await accept(desk.context, desk.event, person.id, testInput({ mayWait: true }))
    line.push(registrationId)
  }
  const [first = "", second = ""] = line
  return { desk, holder, first, second }
}

async function expectExact({ event }: Desk): Promise<void> {
  const { taken, held } = await countPlaces(database.db, event.id)
  expect(taken).toBe(held)
}

test("an organizer moves somebody up, and the trail has the reason", async () => {
  const { desk, holder, first, second } = await fullDesk()
  expect(await moveUpInLine(desk.context, desk.scope, second, "promised")).toBe(true)
  expect(await moveUpInLine(desk.context, desk.scope, second, "promised")).toBe(false)
  await cancel(desk.context, holder)
  expect((await desk.row(second)).step).toBe("offered")
  expect((await desk.row(first)).step).toBe("waitlisted")
  expect(await desk.history(second)).toContain("waitlist.moved_up")
})

test("a place is given at once, past a full event only when the organizer says so", async () => {
  const { desk, first } = await fullDesk()
  const reason = "contributes"
  expect(await givePlace(desk.context, desk.scope, first, { reason })).toBe("full")
  expect(await givePlace(desk.context, desk.scope, first, { reason, whenFull: "exceed" })).toBe("given")
  expect(await givePlace(desk.context, desk.scope, first, { reason, whenFull: "exceed" })).toBe("changed")
  await desk.settle()
  expect((await desk.row(first)).step).toBe("finished")
  expect(await getEvent(database.db, desk.event.id)).toMatchObject({ taken: 2, capacity: 1, waiting: 1 })
  await expectExact(desk)
})

test("a raised capacity gives the place to whom the organizer named, not to whoever is next", async () => {
  const { desk, first, second } = await fullDesk()
  const given = await givePlace(desk.context, desk.scope, second, {
    reason: "mistake",
    whenFull: { raiseTo: 2 },
  })
  expect(given).toBe("given")
  expect((await desk.row(first)).step).toBe("waitlisted")
  await expectExact(desk)
})

test("who was offered a place gets that one", async () => {
  const { desk, holder, first } = await fullDesk()
  await cancel(desk.context, holder)
  expect(await givePlace(desk.context, desk.scope, first, { reason: "needs" })).toBe("given")
  expect((await getEvent(database.db, desk.event.id)).taken).toBe(1)
  await expectExact(desk)
})

test("whoever waits is not let in, and the doctor finds nothing wrong", async () => {
  const { desk, holder, first, second } = await fullDesk()
  expect(await checkIn(desk.context, desk.scope, first)).toMatchObject({ kind: "waiting" })
  await cancel(desk.context, holder)
  expect(await checkIn(desk.context, desk.scope, first)).toMatchObject({ kind: "waiting" })
  await desk.settle()
  expect((await desk.row(second)).step).toBe("waitlisted")
  const { violations } = await examine(desk.context, {})
  expect(violations).toEqual([])
})

test("somebody who waits and is added at the door gets a place and is let in, once the organizer said so", async () => {
  const { desk, first } = await fullDesk()
  const { email } = await getPerson(database.db, (await desk.row(first)).personId)
  const form = { ...testInput(), submissionId: testId(), email, language: "en", isHere: true }
  expect(await addWalkIn(desk.context, desk.scope, form)).toMatchObject({ kind: "full" })
  expect((await desk.row(first)).step).toBe("waitlisted")
  const added = await addWalkIn(desk.context, desk.scope, { ...form, whenFull: "exceed" })
  expect(added).toEqual({ kind: "added", registrationId: first, isNew: true })
  expect((await desk.row(first)).checkedInAt).not.toBeNull()
  expect(await desk.history(first)).toContain("waitlist.place_given")
  await expectExact(desk)
})

test("in the last hours an organizer gives the place that is free, and the event is not made larger", async () => {
  const { desk, holder, first, second } = await fullDesk({
    startsAt: "2027-01-10T15:00:00+01:00",
    endsAt: "2027-01-10T20:00:00+01:00",
    claimHours: 3,
  })
  await cancel(desk.context, holder)
  expect((await desk.row(first)).step).toBe("waitlisted")
  expect(await givePlace(desk.context, desk.scope, second, { reason: "needs" })).toBe("given")
  expect(await getEvent(database.db, desk.event.id)).toMatchObject({ taken: 1, capacity: 1, waiting: 1 })
  await expectExact(desk)
})

test("in the last hours somebody new gets the free place once the organizer said so, and nobody is over capacity", async () => {
  const { desk, holder } = await fullDesk({
    startsAt: "2027-01-10T15:00:00+01:00",
    endsAt: "2027-01-10T20:00:00+01:00",
    claimHours: 3,
  })
  await cancel(desk.context, holder)
  const form = {
    ...{ ...testInput(), submissionId: testId(), email: "new@example.org", language: "en", isHere: true },
    whenFull: "exceed" as const,
  }
  expect(await addWalkIn(desk.context, desk.scope, form)).toMatchObject({ kind: "added", isNew: true })
  expect(await getEvent(database.db, desk.event.id)).toMatchObject({ taken: 1, capacity: 1, waiting: 2 })
  await expectExact(desk)
})

test("who an organizer takes off the waitlist is told so, without a ticket or a calendar, and no ticket is sent", async () => {
  const { desk, first } = await fullDesk()
  await desk.settle()
  const before = desk.mails.length
  expect(await resendTicket(desk.context, desk.scope, first)).toBe(false)
  expect(await cancelAttendee(desk.context, desk.scope, first)).toBe(true)
  await desk.settle()
  const [mail, ...others] = desk.mails.slice(before)
  expect(others).toEqual([])
  expect(mail?.subject).toBe("You’re off the waitlist: Field Notes Summit")
  expect(mail?.text).not.toContain("ticket")
  expect(mail?.attachments ?? []).toEqual([])
  expect(await isCancelledByHost(desk.context, { id: first })).toBe(true)
})

test("the trail says that nobody chose who got a place that an organizer made free", async () => {
  const { desk, holder, first } = await fullDesk()
  await chooseTaking(desk.context, first, new Date(desk.time.clock().getTime() + 24 * 60 * 60_000))
  await cancelAttendee(desk.context, desk.scope, holder)
  const trail = await database.db.select().from(registrationEvent)
  const taken = trail.find(
    ({ registrationId, name }) => registrationId === first && name === "waitlist.place_taken",
  )
  expect(taken).toMatchObject({ actorId: null })
})

test("the ticket of somebody who joined the waitlist themselves does not say that an organizer added them", async () => {
  const { desk, first } = await fullDesk()
  await givePlace(desk.context, desk.scope, first, { reason: "needs", whenFull: "exceed" })
  expect(await findRegistrationForMail(database.db, first)).toMatchObject({ origin: "person" })
})
