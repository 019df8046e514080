import { expect, test } from "vitest"
import { testDatabase } from "@/lib/db/test-database"
import { createAttendee, guessEarlier } from "@/lib/testing/profile"
import { saveAnswers, saveOwnAnswers } from "./save-answers"

const database = testDatabase()

const untouched = ({ updated_at, ...fields }: Record<string, unknown>, names: string[]) =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)))

test("a visit that answers two questions sends one PATCH with exactly those two fields", async () => {
  const ana = await createAttendee(database.db)
  const before = await ana.record()

  const form = ana.form(await ana.view(), { company: "Kartoffel GmbH", phone: "+4930901820" })
  const result = await saveAnswers(ana.world.context, ana.id, form)

  const patches = await ana.patches()
  const after = await ana.record()
  expect(result).toMatchObject({ kind: "saved", saved: ["company", "phone"], conflicts: [], refused: [] })
  expect(patches.map(({ body }) => body)).toEqual([{ company: "Kartoffel GmbH", telephone: "+4930901820" }])
  expect(untouched(after, ["company", "telephone"])).toEqual(untouched(before, ["company", "telephone"]))
  expect(await ana.row()).toMatchObject({
    answers: { company: "Kartoffel GmbH", phone: "+4930901820" },
    undelivered: {},
  })
})

test("an unchanged form sends nothing", async () => {
  const ana = await createAttendee(database.db, { answers: { company: "Kartoffel GmbH", home: "DE" } })

  const form = ana.form(await ana.view(), { company: "Kartoffel GmbH", home: "DE", note: null })
  const result = await saveAnswers(ana.world.context, ana.id, form)

  expect(result).toMatchObject({ kind: "saved", saved: [] })
  expect(await ana.patches()).toEqual([])
  expect(await ana.events()).not.toContain("answers.saved")
})

test("a country goes out with its code, and an emptied answer as null", async () => {
  const ana = await createAttendee(database.db, { answers: { note: "By train" } })

  const form = ana.form(await ana.view(), { home: "PT", note: null })
  await saveAnswers(ana.world.context, ana.id, form)

  expect((await ana.patches()).map(({ body }) => body)).toEqual([
    { country: "Portugal", country_id: "PT", custom_field_1: null },
  ])
  expect((await ana.row()).answers).toEqual({ home: "PT" })
})

test("two tabs that change different fields both win", async () => {
  const ana = await createAttendee(database.db, { answers: { company: "Old", note: "old" } })
  const [first, second] = [await ana.view(), await ana.view()]

  const results = await Promise.all([
    saveAnswers(ana.world.context, ana.id, ana.form(first, { company: "New", note: "old" })),
    saveAnswers(ana.world.context, ana.id, ana.form(second, { company: "Old", note: "new" })),
  ])

  expect(results.map(({ kind }) => kind)).toEqual(["saved", "saved"])
  expect(await ana.record()).toMatchObject({ company: "New", custom_field_1: "new" })
  expect(await ana.patches()).toHaveLength(2)
})

test("the same field changed in another tab is a conflict with both values, and nothing is sent", async () => {
  const ana = await createAttendee(database.db, { answers: { company: "Old" } })
  const [first, second] = [await ana.view(), await ana.view()]
  await saveAnswers(ana.world.context, ana.id, ana.form(first, { company: "First" }))

  const result = await saveAnswers(ana.world.context, ana.id, ana.form(second, { company: "Second" }))

  expect(result).toMatchObject({
    kind: "saved",
    saved: [],
    conflicts: [{ key: "company", theirs: "First", ours: "Second" }],
  })
  expect(await ana.record()).toMatchObject({ company: "First" })
  expect(await ana.patches()).toHaveLength(1)
})

test("a field changed in GATE conflicts, says when, and the other fields of the form are saved", async () => {
  const ana = await createAttendee(database.db, { answers: { company: "Old" } })
  const view = await ana.view()
  await ana.changeInGate({ company: "Theirs" })

  const result = await saveAnswers(
    ana.world.context,
    ana.id,
    ana.form(view, { company: "Ours", note: "By train" }),
  )

  expect(result).toMatchObject({
    saved: ["note"],
    conflicts: [{ key: "company", theirs: "Theirs", ours: "Ours", changedAt: expect.any(Date) }],
  })
  expect((await ana.patches()).map(({ body }) => body)).toEqual([{ custom_field_1: "By train" }])
})

test("choosing one's own answer from a fresh form overrides the other", async () => {
  const ana = await createAttendee(database.db, { answers: { company: "Old" } })
  await ana.changeInGate({ company: "Theirs" })

  const fresh = ana.form(await ana.view(), { company: "Ours" })
  await saveAnswers(ana.world.context, ana.id, fresh)

  expect(await ana.record()).toMatchObject({ company: "Ours" })
})

test("the same answer from two tabs is no conflict", async () => {
  const ana = await createAttendee(database.db)
  const [first, second] = [await ana.view(), await ana.view()]
  await saveAnswers(ana.world.context, ana.id, ana.form(first, { company: "Same" }))

  const result = await saveAnswers(ana.world.context, ana.id, ana.form(second, { company: "Same" }))

  expect(result).toMatchObject({ kind: "saved", saved: [], conflicts: [] })
  expect(await ana.patches()).toHaveLength(1)
})

test("a fingerprint that is not ours protects what is there", async () => {
  const ana = await createAttendee(database.db, { answers: { company: "Old" } })

  const forged = { company: { answer: "Forged", seen: "x" } }
  const result = await saveAnswers(ana.world.context, ana.id, forged)

  expect(result).toMatchObject({ conflicts: [{ key: "company" }] })
  expect(await ana.patches()).toEqual([])
})

test("twenty saves of one registration at once lose no answer", async () => {
  const ana = await createAttendee(database.db)
  const view = await ana.view()
  const typed: Record<string, string>[] = [
    { company: "A" },
    { phone: "+4930901820" },
    { home: "DE" },
    { note: "B" },
  ]

  await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      saveAnswers(ana.world.context, ana.id, ana.form(view, typed[index % 4] ?? {})),
    ),
  )

  expect(await ana.record()).toMatchObject({
    company: "A",
    telephone: "+4930901820",
    country_id: "DE",
    custom_field_1: "B",
  })
  expect(await ana.patches()).toHaveLength(4)
})

test("a phone number is kept as it was typed, and goes to GATE as E.164", async () => {
  const ana = await createAttendee(database.db)
  const { seen } = await ana.view()

  const entry = { answer: "+4930901820", typed: "030 / 90 18 20", seen: seen.phone ?? null }
  await saveAnswers(ana.world.context, ana.id, { phone: entry })

  const view = await ana.view()
  expect(await ana.record()).toMatchObject({ telephone: "+4930901820" })
  expect(view).toMatchObject({ answers: { phone: "+4930901820" }, spellings: { phone: "030 / 90 18 20" } })
})

test("after the edit deadline the person changes nothing any more", async () => {
  const ana = await createAttendee(database.db, { event: { editDeadline: "2027-02-01T00:00:00Z" } })
  const form = ana.form(await ana.view(), { company: "Late" })
  await ana.world.pass(Date.parse("2027-02-01T00:00:00Z") - ana.world.time.clock().getTime())

  const result = await saveOwnAnswers(ana.world.context, ana.id, form)

  expect(result).toEqual({ kind: "closed" })
  expect((await ana.view()).state).toBe("closed")
  expect((await ana.row()).answers).toEqual({})
})

test("a page shows what GATE has where GATE was changed meanwhile", async () => {
  const ana = await createAttendee(database.db, { answers: { company: "Journal", home: "DE" } })
  await ana.changeInGate({
    company: "Gate",
    custom_field_1: "note: By boat",
    country: null,
    country_id: null,
  })

  const { answers } = await ana.view()

  expect(answers).toEqual({ company: "Gate", note: "By boat" })
})

test("a page falls back to the journal when GATE does not answer", async () => {
  const ana = await createAttendee(database.db, { answers: { company: "Journal" } })
  await ana.changeInGate({ company: "Gate" })
  await ana.world.faults([{ method: "GET", fault: "error", status: 503 }])

  const { answers, state } = await ana.view()

  expect({ answers, state }).toEqual({ answers: { company: "Journal" }, state: "open" })
})

test("the country a browser once named is no answer, and another question's save does not make it one", async () => {
  const ana = await createAttendee(database.db)
  await guessEarlier(ana, "MX")

  const view = await ana.view()
  await saveAnswers(ana.world.context, ana.id, ana.form(view, { company: "Kelvin", home: null }))

  expect(view).toMatchObject({ answers: {}, startFrom: {}, country: null })
  expect((await ana.view()).answers).toEqual({ company: "Kelvin" })
  expect((await ana.row()).answers).toEqual({ company: "Kelvin" })
})

test("the country a browser once named becomes an answer when the person chooses it", async () => {
  const ana = await createAttendee(database.db)
  await guessEarlier(ana, "MX")

  const result = await saveAnswers(ana.world.context, ana.id, ana.form(await ana.view(), { home: "MX" }))

  expect(result).toMatchObject({ saved: ["home"], conflicts: [] })
  expect(await ana.patches()).toEqual([])
  expect((await ana.view()).answers).toEqual({ home: "MX" })
})

test("where the person comes from replaces what the browser named", async () => {
  const ana = await createAttendee(database.db)
  await guessEarlier(ana, "MX")

  await saveAnswers(ana.world.context, ana.id, ana.form(await ana.view(), { home: "PT" }))

  expect(await ana.record()).toMatchObject({ country: "Portugal", country_id: "PT" })
  expect((await ana.view()).answers).toEqual({ home: "PT" })
})
