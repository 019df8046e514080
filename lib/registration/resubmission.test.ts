import { describe, expect, test } from "vitest"
import { collectOwnData } from "@/lib/account/own-data"
import { requestErasure } from "@/lib/account/request-erasure"
import { claimCheckIn } from "@/lib/db/queries/check-in"
import { findDraft } from "@/lib/db/queries/drafts"
import { getPerson } from "@/lib/db/queries/people"
import { testDatabase } from "@/lib/db/test-database"
import { findTablesWith } from "@/lib/db/test-scan"
import { performDueTasks } from "@/lib/delivery/perform-task"
import { shownNameField } from "@/lib/domain/repeated-registration"
import { sweep } from "@/lib/sweep"
import { mailedCode } from "@/lib/testing/codes"
import { attendeeOf, question } from "@/lib/testing/profile"
import {
  createWorld,
  provedPerson,
  settleMs,
  testId,
  testInput,
  type World,
} from "@/lib/testing/registration-world"
import { confirmDraft } from "./confirm"
import { startDraft } from "./draft"
import { register } from "./register"
import {
  dropResubmission,
  findRepeatedRegistration,
  keepOpenDraft,
  takeOverResubmission,
} from "./resubmission"

const database = testDatabase()

const questions = [
  question({ key: "company", field: "company", stage: "registration" }),
  question({ key: "phone", field: "telephone", type: "phone", stage: "registration" }),
]
const earlier = { company: "Kelvin", phone: "+4930901820" }
const later = { company: "Joule", phone: "+4930901820" }

/** Somebody with a ticket, long enough ago that GATE's reads can be believed. */
async function ticketHolder() {
  const world = await createWorld(database.db, { event: { questions } })
  const person = await provedPerson(world)
  const id = await register(world.context, world.event, person.id, testInput({ answers: earlier }))
  await world.pass(settleMs)
  const shown = async () => findRepeatedRegistration(world.context, await attendeeOf(world, id).subject())
  const again = (answers: Record<string, string>, names = {}) =>
    register(world.context, world.event, person.id, testInput({ answers, ...names }))
  return { world, person, id, shown, again, attendee: attendeeOf(world, id) }
}

const seenOf = (repeated: Awaited<ReturnType<typeof findRepeatedRegistration>>) =>
  Object.fromEntries((repeated?.differing ?? []).map(({ question, seen }) => [question.key, seen]))

async function draftOf(world: World, email: string, answers: Record<string, string>): Promise<string> {
  const draft = { ...testInput({ answers, submissionId: testId() }), email }
  return startDraft(world.context, world.event, draft, { client: null })
}

test("registering again changes nothing and tells what was entered otherwise", async () => {
  const { id, again, shown, attendee } = await ticketHolder()

  const ticket = await again(later, { firstName: "Anna" })

  expect(ticket).toBe(id)
  expect(await attendee.row()).toMatchObject({ answers: earlier, firstName: "Ana" })
  expect(await shown()).toMatchObject({
    differing: [{ question: { key: "company" }, before: "Kelvin" }],
    otherName: "Anna Reyes",
    isOpen: true,
  })
})

test("signed out, the code leads to the ticket and keeps what the draft said", async () => {
  const { world, person, id, shown } = await ticketHolder()
  const challengeId = await draftOf(world, person.email, later)
  const code = mailedCode(world, person.email)

  const ticket = await confirmDraft(
    world.context,
    world.event,
    { challengeId, code, language: "en" },
    async () => {},
  )

  expect(ticket).toBe(id)
  expect(await findDraft(database.db, challengeId)).toBeNull()
  expect((await shown())?.differing).toMatchObject([{ question: { key: "company" }, before: "Kelvin" }])
})

test("an open draft of somebody who signed in meanwhile is kept, another person's is not", async () => {
  const { world, person, shown } = await ticketHolder()
  const foreign = await draftOf(world, "somebody@example.org", later)
  const own = await draftOf(world, person.email, later)
  const keep = (challengeId: string) =>
    keepOpenDraft(world.context, person, { eventId: world.event.id, challengeId })

  await keep(foreign)
  const before = await shown()
  await keep(own)

  expect(before).toBeNull()
  expect((await shown())?.differing).toHaveLength(1)
  expect(await findDraft(database.db, foreign)).not.toBeNull()
})

test("the same form twice says nothing of a second registration", async () => {
  const world = await createWorld(database.db, { event: { questions } })
  const person = await provedPerson(world)
  const form = testInput({ answers: earlier })

  const id = await register(world.context, world.event, person.id, form)
  await register(world.context, world.event, person.id, form)

  expect(await findRepeatedRegistration(world.context, await attendeeOf(world, id).subject())).toBeNull()
})

test("one press takes the new answers over, by the save everybody makes", async () => {
  const { world, id, again, shown, attendee } = await ticketHolder()
  await again(later)

  await takeOverResubmission(world.context, id, seenOf(await shown()))

  expect((await attendee.row()).answers).toEqual(later)
  expect(await attendee.record()).toMatchObject({ company: "Joule", telephone: "+4930901820" })
  expect(await shown()).toBeNull()
  expect(await attendee.events()).toContain("answers.saved")
})

describe("a name that was entered otherwise", () => {
  const anna = { firstName: "Anna", lastName: "Ribeiro" }
  const seenWith = (repeated: Awaited<ReturnType<typeof findRepeatedRegistration>>) => ({
    ...seenOf(repeated),
    [shownNameField]: repeated?.otherName ?? "",
  })
  const nameInGate = async (world: World) => (await world.gateState()).users[0]?.profile

  test("is taken over with the rest, on the ticket and in GATE", async () => {
    const { world, id, again, shown, attendee, person } = await ticketHolder()
    await again(later, anna)

    await takeOverResubmission(world.context, id, seenWith(await shown()))
    await performDueTasks(world.context)

    expect(await attendee.row()).toMatchObject({ ...anna, answers: later })
    expect(await getPerson(database.db, person.id)).toMatchObject(anna)
    expect(await nameInGate(world)).toMatchObject({ first_name: "Anna", last_name: "Ribeiro" })
    expect(await attendee.events()).toContain("registration.renamed")
    expect(await shown()).toBeNull()
  })

  test("reaches GATE once GATE is back", async () => {
    const { world, id, again, shown } = await ticketHolder()
    await again(earlier, anna)
    const seen = seenWith(await shown())
    await world.faults([{ fault: "error" }])

    await takeOverResubmission(world.context, id, seen)
    await performDueTasks(world.context)
    const meanwhile = await nameInGate(world).catch(() => "away")
    await world.faults([])
    await world.pass(10 * 60_000)
    await performDueTasks(world.context)

    expect(meanwhile).not.toMatchObject({ first_name: "Anna" })
    expect(await nameInGate(world)).toMatchObject({ first_name: "Anna", last_name: "Ribeiro" })
  })

  test("stays off a ticket that was used at the door, and the page says why", async () => {
    const { world, id, again, shown, attendee } = await ticketHolder()
    await again(later, anna)
    const seen = seenWith(await shown())
    const by = (await attendee.row()).personId
    await claimCheckIn(database.db, { id, eventId: world.event.id }, { by, now: world.time.clock() })

    await takeOverResubmission(world.context, id, seen)

    expect(await attendee.row()).toMatchObject({ firstName: "Ana", answers: later })
    expect(await getPerson(database.db, by)).toMatchObject({ firstName: "Ana" })
    expect(await shown()).toMatchObject({ differing: [], nameStays: "checked_in" })
  })

  test("counts among a day's corrections, and the sixth stays to be seen", async () => {
    const { world, id, again, shown, attendee } = await ticketHolder()
    const take = async (firstName: string) => {
      await again(earlier, { ...anna, firstName })
      await takeOverResubmission(world.context, id, seenWith(await shown()))
    }
    for (const firstName of ["A", "B", "C", "D", "E"]) await take(firstName)

    await take("F")

    expect(await attendee.row()).toMatchObject({ firstName: "E" })
    expect(await shown()).toMatchObject({ otherName: "F Ribeiro", nameStays: "too_often" })
  })

  test("stays as it is where the page showed another one, and is shown again", async () => {
    const { world, id, again, shown, attendee } = await ticketHolder()
    await again(later, anna)
    const seen = seenWith(await shown())
    await again(later, { ...anna, firstName: "Annika" })

    await takeOverResubmission(world.context, id, seen)

    expect(await attendee.row()).toMatchObject({ firstName: "Ana", answers: later })
    expect(await shown()).toMatchObject({ otherName: "Annika Ribeiro", differing: [] })
  })
})

test("an answer that was changed in GATE after the page was read is not overwritten, and can still be chosen", async () => {
  const { world, id, again, shown, attendee } = await ticketHolder()
  await again(later)
  const seen = seenOf(await shown())
  await attendee.changeInGate({ company: "Theirs" })

  await takeOverResubmission(world.context, id, seen)
  const first = await attendee.record()
  const left = await shown()
  await takeOverResubmission(world.context, id, seenOf(left))

  expect(first).toMatchObject({ company: "Theirs" })
  expect(left).toMatchObject({
    entered: { answers: { company: "Joule" } },
    differing: [{ before: "Theirs" }],
  })
  expect(await attendee.record()).toMatchObject({ company: "Joule" })
})

test("after the deadline nothing is saved, and the page says why", async () => {
  const { world, id, again, shown, attendee } = await ticketHolder()
  await again(later)
  const seen = seenOf(await shown())
  await world.pass(200 * 24 * 60 * 60_000)

  await takeOverResubmission(world.context, id, seen)

  expect((await attendee.row()).answers).toEqual(earlier)
  expect(await shown()).toMatchObject({ isOpen: false, differing: [{ question: { key: "company" } }] })
})

test("what is dropped, erased or a day old is gone", async () => {
  const { world, person, id, again, shown } = await ticketHolder()
  const secret = { company: "Quillfeather" }
  await again(secret)
  const held = JSON.stringify(await collectOwnData(world.context, person.id))

  await dropResubmission(world.context, id)
  const dropped = await shown()
  await again(secret)
  await world.pass(24 * 60 * 60_000 + 1)
  await sweep(world.context)
  const old = await shown()
  await again(secret)
  await requestErasure(world.context, (await getPerson(database.db, person.id)).id)

  expect(held).toContain("Quillfeather")
  expect([dropped, old]).toEqual([null, null])
  expect(await findTablesWith(database.db, ["Quillfeather"])).toEqual([])
})
