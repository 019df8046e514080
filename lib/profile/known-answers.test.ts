import { expect, test } from "vitest"
import { listRegistrationsOf } from "@/lib/db/queries/registrations"
import { testDatabase } from "@/lib/db/test-database"
import { register } from "@/lib/registration/register"
import { type Attendee, attendeeOf, createAttendee, guessEarlier, question } from "@/lib/testing/profile"
import { testInput } from "@/lib/testing/registration-world"
import { knownAnswers } from "./known-answers"
import { saveAnswers } from "./save-answers"

const database = testDatabase()

const first = { company: "Kartoffel", phone: "+4930901820", home: "DE", note: "By train" }

/** The same fields under other keys, and a custom field that means something else here. */
const later = [
  question({ key: "employer", field: "company", stage: "registration", required: true }),
  question({ key: "mobile", field: "telephone", type: "phone" }),
  question({ key: "seat", field: "custom_field_1", stage: "registration" }),
]

test("somebody known to GATE is not asked again for what is about the person", async () => {
  const ana = await createAttendee(database.db, { answers: first })
  const event = await ana.world.addEvent({ questions: later })

  const known = await knownAnswers(ana.world.context, (await ana.row()).personId, event.questions)

  expect(known).toEqual({ employer: "Kartoffel", mobile: "+4930901820" })
})

test("where GATE cannot be read the journal says what is known", async () => {
  const ana = await createAttendee(database.db, { answers: first })
  const event = await ana.world.addEvent({ questions: later })
  await ana.world.faults([{ fault: "error", status: 403 }])

  const known = await knownAnswers(ana.world.context, (await ana.row()).personId, event.questions)

  expect(known).toEqual({ employer: "Kartoffel", mobile: "+4930901820" })
})

test.each(["documents", "drf"] as const)(
  "a country the browser once named is not known of another event (%s), one somebody gave is",
  async (dialect) => {
    const questions = [question({ key: "from", field: "country", type: "country" })]
    const ana = await createAttendee(database.db, { dialect })
    const ben = await createAttendee(database.db, { dialect, answers: { home: "MX" } })
    await guessEarlier(ana, "MX")
    await guessEarlier(ben, "MX")
    const known = async ({ world, row }: Attendee) => {
      const event = await world.addEvent({ questions })
      const id = await register(world.context, event, (await row()).personId, testInput())
      return [(await attendeeOf(world, id).row()).answers, (await attendeeOf(world, id).view()).answers]
    }

    expect(await known(ana)).toEqual([{}, {}])
    expect(await known(ben)).toEqual([{ from: "MX" }, { from: "MX" }])
  },
)

test("what fits none of the options is asked again", async () => {
  const options = [
    { value: "dr", label: "Dr" },
    { value: "prof", label: "Prof" },
  ]
  const ana = await createAttendee(database.db)
  await ana.changeInGate({ title: "Captain" })
  const event = await ana.world.addEvent({
    questions: [question({ key: "title", field: "title", type: "single_choice", options })],
  })

  const known = await knownAnswers(ana.world.context, (await ana.row()).personId, event.questions)

  expect(known).toEqual({})
})

test.each(["documents", "drf"] as const)(
  "where GATE keeps one record (%s), one PATCH moves it to the new event and the old answers stay in the journal",
  async (dialect) => {
    const ana = await createAttendee(database.db, { dialect, answers: first })
    const event = await ana.world.addEvent({ questions: later })
    const { personId } = await ana.row()
    const before = await ana.patches()

    const id = await register(ana.world.context, event, personId, testInput({ answers: { seat: "12" } }))

    const { extras } = await ana.world.gateState()
    const moves = (await ana.patches()).slice(before.length)
    expect(moves.map(({ body }) => body)).toEqual([{ event: event.slug, custom_field_1: "12" }])
    expect(extras).toHaveLength(1)
    expect(extras[0]).toMatchObject({ company: "Kartoffel", telephone: "+4930901820", country_id: "DE" })
    expect((await ana.row()).answers).toEqual(first)
    expect((await ana.view()).answers).toMatchObject({ note: "By train", company: "Kartoffel" })
    expect((await attendeeOf(ana.world, id).view()).answers).toEqual({
      employer: "Kartoffel",
      mobile: "+4930901820",
      seat: "12",
    })
  },
)

test("an answer to the old event does not touch the fields of the new one in a record that moved", async () => {
  const ana = await createAttendee(database.db, { answers: first })
  const event = await ana.world.addEvent({ questions: later })
  const { personId } = await ana.row()
  await register(ana.world.context, event, personId, testInput({ answers: { seat: "12" } }))
  const before = await ana.patches()

  const form = ana.form(await ana.view(), { note: "By boat", company: "New" })
  await saveAnswers(ana.world.context, ana.id, form)

  expect((await ana.patches()).slice(before.length).map(({ body }) => body)).toEqual([{ company: "New" }])
  expect(await ana.record()).toMatchObject({ custom_field_1: "12", event: event.slug })
  expect((await ana.view()).answers).toMatchObject({ note: "By boat", company: "New" })
})

test("where GATE keeps a record for each event, the new one begins with what is known of the person", async () => {
  const ana = await createAttendee(database.db, { dialect: { duplicateExtra: "allow" }, answers: first })
  const event = await ana.world.addEvent({ questions: later })
  const { personId } = await ana.row()
  const old = await ana.record()

  const id = await register(ana.world.context, event, personId, testInput({ answers: { seat: "12" } }))

  const { extras } = await ana.world.gateState()
  const bo = attendeeOf(ana.world, id)
  expect(extras).toHaveLength(2)
  expect(await ana.record()).toEqual(old)
  expect(await bo.record()).toMatchObject({
    event: event.slug,
    company: "Kartoffel",
    telephone: "+4930901820",
    country_id: null,
    custom_field_1: "12",
  })
  expect(await listRegistrationsOf(database.db, personId)).toHaveLength(2)
})

test("what is known counts for no question that another answer says does not apply", async () => {
  const ana = await createAttendee(database.db, { answers: first })
  const works = question({ key: "works", field: "custom_field_2", type: "yes_no", stage: "registration" })
  const employer = { ...later[0], showIf: { key: "works", values: ["yes"] } }
  const event = await ana.world.addEvent({
    questions: [works, question({ key: "employer", field: "company", ...employer })],
  })
  const input = testInput({ answers: { works: "no" } })

  const id = await register(ana.world.context, event, (await ana.row()).personId, input)

  expect((await attendeeOf(ana.world, id).row()).answers).toEqual({ works: "no" })
})
