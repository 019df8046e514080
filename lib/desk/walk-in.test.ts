import { expect, test } from "vitest"
import { listOrganizerEvents } from "@/lib/db/queries/organizers"
import { findPersonByEmail } from "@/lib/db/queries/people"
import { listRegistrationEvents, listRegistrationsOf } from "@/lib/db/queries/registrations"
import { testDatabase } from "@/lib/db/test-database"
import { countPlaces } from "@/lib/db/test-places"
import { advance } from "@/lib/delivery/advance"
import { unprovedAddress } from "@/lib/domain/registration"
import { openSession } from "@/lib/registration/sign-in"
import { sweep } from "@/lib/sweep"
import { createDesk, type Desk } from "@/lib/testing/desk"
import { acceptedRegistration, provedPerson, testId } from "@/lib/testing/registration-world"
import { cancelAttendee, resendTicket, restoreAttendee, retryRefused } from "./attendee-acts"
import { addWalkIn, type WalkIn } from "./walk-in"

const database = testDatabase()

const walkIn = (overrides: Partial<WalkIn> = {}): WalkIn => ({
  submissionId: testId(),
  firstName: "Noor",
  lastName: "Aziz",
  email: "noor@example.org",
  answers: {},
  spellings: {},
  language: "es",
  isHere: false,
  ...overrides,
})

async function added(desk: Desk, form: WalkIn) {
  const result = await addWalkIn(desk.context, desk.scope, form)
  if (result.kind === "full") throw new Error("The event is full")
  return { registrationId: result.registrationId, isNew: result.isNew }
}

const add = (desk: Desk, overrides: Partial<WalkIn> = {}) => added(desk, walkIn(overrides))

const prove = ({ context }: Desk, email: string) =>
  openSession(context, email, { firstName: "", lastName: "", language: "es" }, testId())

test("somebody added by hand gets a place, an account, a record and a ticket in their language", async () => {
  const desk = await createDesk(database.db)

  const { registrationId, isNew } = await add(desk, { isHere: true, answers: { company: "Kelvin Labs" } })
  await desk.settle()

  const row = await desk.row(registrationId)
  expect(isNew).toBe(true)
  expect(row).toMatchObject({ step: "finished", language: "es", locale: "es_ES", country: null })
  expect(row.checkedInBy).toBe(desk.scope.personId)
  expect(await desk.record(registrationId)).toMatchObject({
    company: "Kelvin Labs",
    event: desk.event.slug,
    custom_field_5: expect.stringMatching(/^checked_in@/),
  })
  expect(desk.mails.map(({ to }) => to)).toEqual(["noor@example.org"])
  expect(desk.mails[0]?.text).toContain("entrada")
})

test.each([
  ["en", "added you to the event"],
  ["es", "te añadió al evento"],
  ["pt", "incluiu você no evento"],
  ["ar", "أضافك إلى الفعالية"],
])("the ticket says in %s that the host added them, also after they signed in", async (language, words) => {
  const desk = await createDesk(database.db)

  const { registrationId } = await add(desk, { language })
  await desk.settle()
  await prove(desk, "noor@example.org")
  await resendTicket(desk.context, desk.scope, registrationId)
  await desk.settle()

  expect(desk.mails.map(({ text }) => text?.includes(words))).toEqual([true, true])
})

test("the same form sent twice, and the same address again, are one registration", async () => {
  const desk = await createDesk(database.db)
  const form = walkIn()

  const first = await added(desk, form)
  const second = await added(desk, form)
  const third = await add(desk, { firstName: "Somebody", lastName: "Else" })

  expect([second, third]).toEqual([
    { registrationId: first.registrationId, isNew: false },
    { registrationId: first.registrationId, isNew: false },
  ])
  expect(await desk.row(first.registrationId)).toMatchObject({ firstName: "Noor", lastName: "Aziz" })
})

test("a full event takes nobody before the organizer is asked, and leaves nobody half registered", async () => {
  const desk = await createDesk(database.db, { event: { capacity: 1 } })
  await acceptedRegistration(desk)

  const refused = await addWalkIn(desk.context, desk.scope, walkIn())

  expect(refused).toEqual({ kind: "full", full: { taken: 1, capacity: 1 } })
  const noor = await findPersonByEmail(desk.context.db, "noor@example.org")
  expect(await listRegistrationsOf(desk.context.db, noor?.id ?? "")).toEqual([])
})

test("an organizer who was asked goes over the capacity, and the trail says so", async () => {
  const desk = await createDesk(database.db, { event: { capacity: 1 } })
  await acceptedRegistration(desk)

  const { registrationId } = await add(desk, { whenFull: "exceed" })

  const [, over] = await listRegistrationEvents(database.db, registrationId)
  expect(over).toMatchObject({ name: "registration.over_capacity", detail: { taken: 2, capacity: 1 } })
  expect(await countPlaces(database.db, desk.event.id)).toEqual({ taken: 2, held: 2 })
})

test("an organizer raises the capacity by one place, unless it is not as they were told", async () => {
  const desk = await createDesk(database.db, { event: { capacity: 1 } })
  await acceptedRegistration(desk)

  await add(desk, { whenFull: { raiseTo: 2 } })
  const late = walkIn({ email: "late@example.org", whenFull: { raiseTo: 2 } })
  const refused = await addWalkIn(desk.context, desk.scope, late)

  expect(refused).toEqual({ kind: "full", full: { taken: 2, capacity: 2 } })
  expect(await listOrganizerEvents(database.db, desk.scope.organization.id)).toMatchObject([
    { name: "event.capacity_raised", actorId: desk.scope.personId, detail: { capacity: 2 } },
  ])
})

test("somebody who cancelled is let in again beyond the capacity, by the desk and by restoring", async () => {
  const desk = await createDesk(database.db, { event: { capacity: 1 } })
  const { registrationId } = await add(desk)
  await cancelAttendee(desk.context, desk.scope, registrationId)
  await acceptedRegistration(desk)

  const asked = await restoreAttendee(desk.context, desk.scope, registrationId)
  const restored = await restoreAttendee(desk.context, desk.scope, registrationId, "exceed")
  await cancelAttendee(desk.context, desk.scope, registrationId)
  const again = await add(desk, { whenFull: "exceed" })

  expect([asked, restored]).toEqual(["full", "restored"])
  expect(again).toEqual({ registrationId, isNew: true })
  expect(await countPlaces(database.db, desk.event.id)).toEqual({ taken: 2, held: 2 })
})

test("registration that is closed to visitors is open to organizers until the event is over", async () => {
  const desk = await createDesk(database.db, { event: { registrationClosesAt: "2027-01-01T00:00:00Z" } })

  expect((await add(desk)).isNew).toBe(true)

  desk.time.pass(200 * 24 * 60 * 60_000)
  await expect(add(desk, { email: "late@example.org" })).rejects.toMatchObject({
    code: "event_over",
  })
})

for (const dialect of ["documents", "drf"] as const) {
  test(`in ${dialect}, an account GATE has for the address is not taken before its owner proves it`, async () => {
    const desk = await createDesk(database.db, { dialect })
    const { gate } = desk.context
    const account = {
      username: "noor",
      email: "noor@example.org",
      organization: desk.event.organization.name,
    }
    const owner = await gate.users.create(account)
    await gate.userExtras.create({ parent: String(owner.id), event: "elsewhere", company: "Secret Inc" })

    const { registrationId } = await add(desk, { isHere: true })
    await desk.settle()
    const before = await desk.row(registrationId)
    const retried = await retryRefused(desk.context, desk.scope, registrationId)
    const known = (await desk.gateState()).extras

    await prove(desk, "noor@example.org")
    await desk.settle()

    expect(before).toMatchObject({ step: "needs_attention", lastFailure: { kind: unprovedAddress } })
    expect(before.checkedInAt).not.toBeNull()
    expect(desk.mails.map(({ to }) => to)).toEqual(["noor@example.org"])
    expect(retried).toBe("unproved")
    expect(known.map(({ event, company }) => ({ event, company }))).toEqual([
      { event: "elsewhere", company: "Secret Inc" },
    ])
    expect(await desk.row(registrationId)).toMatchObject({ step: "finished", needsProof: false })
    const person = await findPersonByEmail(desk.context.db, "noor@example.org")
    expect(person?.gateUserId).toBe(String(owner.id))
    expect(await desk.history(registrationId)).toEqual(
      expect.arrayContaining(["registration.proof_awaited", "registration.address_proved"]),
    )
  })
}

test("somebody another organization knows is not taken along by this one before they prove the address", async () => {
  const desk = await createDesk(database.db)
  const other = await desk.addEvent({ organization: { name: "Other", id: "99" } })
  const person = await provedPerson(desk, "noor@example.org")
  const theirs = await acceptedRegistration(desk, { person, event: other })
  await advance(desk.context, theirs)

  const { registrationId } = await add(desk)
  await desk.settle()

  expect(await desk.row(registrationId)).toMatchObject({
    step: "needs_attention",
    gateExtraId: null,
    answers: {},
  })
})

test("somebody this organization has a record of already is added without a question", async () => {
  const desk = await createDesk(database.db)
  const other = await desk.addEvent({ organization: desk.event.organization })
  const person = await provedPerson(desk, "noor@example.org")
  const before = await acceptedRegistration(desk, { person, event: other })
  await advance(desk.context, before)

  const { registrationId } = await add(desk)
  await sweep(desk.context)
  await desk.settle()

  expect(await desk.row(registrationId)).toMatchObject({ step: "finished", needsProof: false })
})

test("GATE down while somebody is added costs nothing but time", async () => {
  const desk = await createDesk(database.db)
  await desk.faults([{ fault: "error", status: 503 }])

  const { registrationId } = await add(desk, { isHere: true })
  await sweep(desk.context)
  const during = await desk.row(registrationId)
  await desk.faults([])
  await desk.settle()

  expect(during).toMatchObject({ step: "accepted" })
  expect(during.checkedInAt).not.toBeNull()
  expect(await desk.row(registrationId)).toMatchObject({ step: "finished" })
  expect(await desk.record(registrationId)).toMatchObject({
    custom_field_5: expect.stringMatching(/^checked_in@/),
  })
})
