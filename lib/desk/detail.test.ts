import { expect, test } from "vitest"
import { cancel, undoCancel } from "@/lib/account/cancel"
import { getPerson } from "@/lib/db/queries/people"
import { testDatabase } from "@/lib/db/test-database"
import { countPlaces } from "@/lib/db/test-places"
import { createDesk, type Desk } from "@/lib/testing/desk"
import { acceptedRegistration, testId } from "@/lib/testing/registration-world"
import { cancelAttendee, extendDeadline, resendTicket, restoreAttendee, retryRefused } from "./attendee-acts"
import { checkIn } from "./check-in"
import { readAttendee } from "./detail"
import { editAnswers } from "./edit-answers"
import { eraseAttendee } from "./erase-attendee"

const database = testDatabase()

async function read(desk: Desk, id: string) {
  const detail = await readAttendee(desk.context, desk.scope, id)
  if (!detail) throw new Error(`There is no attendee ${id}`)
  return detail
}

const dayMs = 24 * 60 * 60_000

test("an attendee is shown with answers, what is missing, what GATE says and who did what", async () => {
  const desk = await createDesk(database.db)
  const id = await desk.attendee({ answers: { company: "Kelvin Labs" } })
  await checkIn(desk.context, desk.scope, id)

  const detail = await read(desk, id)

  expect(detail).toMatchObject({
    firstName: "Ana",
    status: "checked_in",
    answers: { company: "Kelvin Labs" },
    checkedIn: { by: desk.scope.email },
    gate: { kind: "now" },
    statusDelivery: "waiting",
  })
  expect(detail.gate.fields).toContainEqual({ name: "company", value: "Kelvin Labs" })
  expect(detail.questions.map(({ key }) => key)).toEqual(["company", "diet", "passport"])
  const [first] = detail.history
  const last = detail.history.at(-1)
  expect(first).toMatchObject({ name: "registration.accepted", by: null })
  expect(last).toMatchObject({ name: "attendee.checked_in", by: desk.scope.email })
})

test("while GATE is away the answers are the journal's, and GATE is silent", async () => {
  const desk = await createDesk(database.db)
  const id = await desk.attendee({ answers: { company: "Kelvin Labs" } })
  await desk.faults([{ fault: "error", status: 503 }])

  const detail = await read(desk, id)

  expect(detail).toMatchObject({ answers: { company: "Kelvin Labs" }, gate: { kind: "silent", fields: [] } })
})

test("a sensitive answer is masked in the answers and in what GATE says", async () => {
  const desk = await createDesk(database.db)
  const id = await desk.attendee()
  const { seen } = await read(desk, id)
  const submission = { passport: { answer: "X1234567", seen: seen.passport ?? null } }
  await editAnswers(desk.context, desk.scope, id, submission)

  const detail = await read(desk, id)

  expect(detail.answers.passport).toBe("•••• 567")
  expect(JSON.stringify(detail)).not.toContain("X1234567")
  expect(detail.gate.fields.find(({ name }) => name === "passport_number")?.value).toBe("••••")
})

test("an edit sends one PATCH of the difference, also after the deadline, and names the organizer", async () => {
  const desk = await createDesk(database.db, { event: { editDeadline: "2027-01-01T00:00:00Z" } })
  const id = await desk.attendee({ answers: { company: "Kelvin Labs" } })
  const { seen } = await read(desk, id)
  const before = (await desk.requests()).length

  const saved = await editAnswers(desk.context, desk.scope, id, {
    company: { answer: "Kelvin Labs", seen: seen.company ?? null },
    diet: { answer: "vegan", seen: seen.diet ?? null },
  })

  const writes = (await desk.requests()).slice(before).filter(({ method }) => method !== "GET")
  expect(saved).toMatchObject({ kind: "saved", saved: ["diet"] })
  expect(writes.map(({ method, body }) => [method, body])).toEqual([["PATCH", { custom_field_1: "vegan" }]])
  expect((await read(desk, id)).history.at(-1)).toMatchObject({ name: "answers.saved", by: desk.scope.email })
})

test("an edit of what somebody else changed meanwhile comes back with both answers", async () => {
  const desk = await createDesk(database.db)
  const id = await desk.attendee({ answers: { company: "Kelvin Labs" } })
  const { seen } = await read(desk, id)
  const { gateExtraId } = await desk.row(id)
  await desk.context.gate.userExtras.patch(gateExtraId ?? "", { company: "Their Ltd" })

  const result = await editAnswers(desk.context, desk.scope, id, {
    company: { answer: "Our Ltd", seen: seen.company ?? null },
  })

  expect(result).toMatchObject({
    saved: [],
    conflicts: [{ key: "company", theirs: "Their Ltd", ours: "Our Ltd" }],
  })
})

test("an edit that GATE refuses comes back at its field and is not kept", async () => {
  const desk = await createDesk(database.db)
  const id = await desk.attendee({ answers: { company: "Kelvin Labs" } })
  const { seen } = await read(desk, id)

  const result = await editAnswers(desk.context, desk.scope, id, {
    company: { answer: "x".repeat(300), seen: seen.company ?? null },
  })

  expect(result).toMatchObject({ refused: ["company"] })
  expect((await desk.row(id)).answers).toEqual({ company: "Kelvin Labs" })
})

test("the deadline of one person moves, and only into the future", async () => {
  const desk = await createDesk(database.db, { event: { editDeadline: "2027-01-01T00:00:00Z" } })
  const id = await desk.attendee()
  const until = new Date(desk.context.clock().getTime() + dayMs)

  const extended = await extendDeadline(desk.context, desk.scope, id, until)
  const past = await extendDeadline(desk.context, desk.scope, id, new Date(0))

  expect([extended, past]).toEqual([true, false])
  expect(await read(desk, id)).toMatchObject({ deadline: until, hasOwnDeadline: true })
})

test("a ticket is sent again as often as it is asked for", async () => {
  const desk = await createDesk(database.db)
  const id = await desk.attendee()
  await desk.settle()

  await resendTicket(desk.context, desk.scope, id)
  await desk.settle()

  expect(desk.mails.map(({ subject }) => subject)).toEqual([desk.mails[0]?.subject, desk.mails[0]?.subject])
})

test("what an organizer cancelled the person cannot take back, but the organizer can", async () => {
  const desk = await createDesk(database.db)
  const id = await desk.attendee({ language: "es" })
  await desk.settle()

  const cancelled = await cancelAttendee(desk.context, desk.scope, id)
  const again = await cancelAttendee(desk.context, desk.scope, id)
  const own = await undoCancel(desk.context, id)
  const detail = await read(desk, id)
  const restored = await restoreAttendee(desk.context, desk.scope, id)

  expect([cancelled, again, own, restored]).toEqual([true, false, "too_late", "restored"])
  expect(detail).toMatchObject({ status: "cancelled", canRestore: true })
  expect(await countPlaces(desk.context.db, desk.event.id)).toMatchObject({ taken: 1, held: 1 })
})

test("somebody an organizer cancelled is told so in their language", async () => {
  const desk = await createDesk(database.db)
  const id = await desk.attendee({ language: "es" })
  await desk.settle()

  await cancelAttendee(desk.context, desk.scope, id)
  await desk.settle()

  expect(desk.mails.at(-1)?.subject).toBe("Se ha cancelado tu inscripción: Field Notes Summit")
})

test("what the person cancelled themselves they still take back", async () => {
  const desk = await createDesk(database.db)
  const id = await desk.attendee()
  await cancelAttendee(desk.context, desk.scope, id)
  await restoreAttendee(desk.context, desk.scope, id)
  await cancel(desk.context, id)

  expect(await undoCancel(desk.context, id)).toBe("restored")
})

test("an erased attendee is blank here and gone in GATE; account and other events stay", async () => {
  const desk = await createDesk(database.db)
  const other = await desk.addEvent({ organization: { name: "Other", id: "99" } })
  const id = await desk.attendee({ answers: { company: "Kelvin Labs" } })
  const person = await getPerson(desk.context.db, (await desk.row(id)).personId)
  const elsewhere = await acceptedRegistration(desk, { person, event: other })

  const erased = await eraseAttendee(desk.context, desk.scope, id)
  const again = await eraseAttendee(desk.context, desk.scope, id)
  await desk.settle()

  const detail = await read(desk, id)
  const { users, extras } = await desk.gateState()
  expect([erased, again]).toEqual([true, false])
  expect(detail).toMatchObject({ firstName: "", lastName: "", email: "", answers: {}, status: "cancelled" })
  expect(detail.erasedAt).not.toBeNull()
  expect(extras.map(({ event }) => event)).not.toContain(desk.event.slug)
  expect(users.length).toBeGreaterThan(0)
  expect(await countPlaces(desk.context.db, desk.event.id)).toMatchObject({ taken: 0 })
  expect(await editAnswers(desk.context, desk.scope, id, {})).toEqual({ kind: "removed" })
  expect(await desk.row(elsewhere)).toMatchObject({ firstName: "Ana", purgedAt: null })
})

test("what GATE refused is tried again, and so is a refused status", async () => {
  const desk = await createDesk(database.db)
  await desk.faults([{ fault: "error", status: 400, method: "POST", path: "user_extra", times: 1 }])
  const id = await acceptedRegistration(desk)
  await desk.settle()
  const refused = await read(desk, id)

  const retried = await retryRefused(desk.context, desk.scope, id)
  await desk.settle()
  await desk.faults([{ fault: "error", status: 400, method: "PATCH", path: "user_extra", times: 1 }])
  await checkIn(desk.context, desk.scope, id)
  await desk.settle()
  const statusRefused = await read(desk, id)
  const statusRetried = await retryRefused(desk.context, desk.scope, id)
  await desk.settle()

  expect(refused.status).toBe("needs_attention")
  expect([retried, statusRetried]).toEqual(["resumed", "resumed"])
  expect(statusRefused).toMatchObject({ status: "checked_in", statusDelivery: "refused" })
  expect(await read(desk, id)).toMatchObject({ statusDelivery: "delivered" })
  expect(await retryRefused(desk.context, desk.scope, id)).toBe("nothing")
})

test("attendees of other events, and ids of nothing, are not there", async () => {
  const desk = await createDesk(database.db)
  const other = await desk.addEvent({ organization: { name: "Other", id: "99" } })
  const foreign = await acceptedRegistration(desk, { event: other })

  for (const id of [foreign, testId(), "x", "'; drop table registration"]) {
    expect(await readAttendee(desk.context, desk.scope, id)).toBeNull()
    expect(await cancelAttendee(desk.context, desk.scope, id)).toBe(false)
    expect(await eraseAttendee(desk.context, desk.scope, id)).toBe(false)
    expect(await editAnswers(desk.context, desk.scope, id, {})).toEqual({ kind: "removed" })
  }
  expect((await desk.row(foreign)).step).toBe("accepted")
})
