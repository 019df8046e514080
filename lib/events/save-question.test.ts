import { describe, expect, test } from "vitest"
import { getEditableEvent } from "@/lib/db/queries/event-editor"
import { getEvent } from "@/lib/db/queries/events"
import { insertQuestion, listEarlierDefinitions, listQuestions } from "@/lib/db/queries/question-editor"
import { testDatabase } from "@/lib/db/test-database"
import { newQuestionSchema } from "@/lib/domain/question"
import { deriveKey } from "@/lib/env"
import { createEditor, type Editor, typedQuestion } from "@/lib/testing/editor"
import { acceptedRegistration, testId } from "@/lib/testing/registration-world"
import { removeQuestion } from "./arrange-questions"
import type { FormValues } from "./merge-edit"
import { saveQuestion } from "./save-question"

const database = testDatabase()

const two = { option_value: ["", ""], option_label: ["Yes please", "No thanks"] }

async function add(editor: Editor, overrides: FormValues = {}) {
  return saveQuestion(editor.context, await editor.eventScope(), null, typedQuestion(overrides))
}

async function added(editor: Editor, overrides: FormValues = {}): Promise<string> {
  const saved = await add(editor, overrides)
  return saved?.ok ? saved.id : expect.fail(`The question was refused: ${JSON.stringify(saved)}`)
}

async function edit(editor: Editor, id: string, typed: FormValues) {
  return saveQuestion(editor.context, await editor.eventScope(), id, await editor.questionForm(id, typed))
}

const questions = (editor: Editor) => listQuestions(database.db, editor.world.event.id)

test("a new question gets its key and the values of its options from their labels, and comes last", async () => {
  const editor = await createEditor(database.db)
  await added(editor, { field: ["custom_field_2"] })
  const typed = {
    field: ["custom_field_3"],
    option_value: ["", "", ""],
    option_label: ["Gluten-free", "", "Ohne Nüsse"],
    option_label_es: ["Sin gluten", "", "Sin nueces"],
    label_es: ["¿Qué comes?"],
    need_by: ["2027-05-02T12:00"],
    required: ["yes"],
  }

  await added(editor, typed)

  expect((await questions(editor))[1]).toMatchObject({
    key: "what_do_you_eat_2",
    position: 1,
    required: true,
    needBy: new Date("2027-05-02T10:00:00Z"),
    options: [
      { value: "gluten-free", label: "Gluten-free" },
      { value: "ohne-nuesse", label: "Ohne Nüsse" },
    ],
    translations: {
      es: { label: "¿Qué comes?", options: { "gluten-free": "Sin gluten", "ohne-nuesse": "Sin nueces" } },
    },
  })
  expect(await editor.acts()).toEqual(["question.added", "question.added"])
})

test("every change has the attendees' list columns made anew, and raises the event's version", async () => {
  const editor = await createEditor(database.db)
  const { version } = await getEditableEvent(database.db, editor.world.event.id)

  await added(editor)

  expect((await getEditableEvent(database.db, editor.world.event.id)).version).toBe(version + 1)
})

test.each<[string, FormValues, Record<string, object>]>([
  ["without a label", { label: [""] }, { label: { code: "required" } }],
  [
    "without type, field and stage",
    { type: [""], field: [""], stage: [] },
    { type: { code: "required" }, field: { code: "required" }, stage: { code: "required" } },
  ],
  [
    "with one option",
    { option_value: [""], option_label: ["Vegan"] },
    { options: { code: "too_few_options" } },
  ],
  ["with two alike", { option_label: ["Vegan", "vegan", ""] }, { options: { code: "option_twice" } }],
  ["of a type its field cannot take", { field: ["birthday"] }, { field: { code: "wrong_type_for_field" } }],
  [
    "for a passport without a reason, before the place is secured",
    { field: ["passport_number"], type: ["short_text"], stage: ["registration"] },
    { why: { code: "needs_reason" }, stage: { code: "later_only" } },
  ],
  [
    "for a gender of other values than GATE's",
    { field: ["gender"] },
    { options: { code: "gender_options" } },
  ],
  [
    "with a value nobody can send",
    { option_value: ["Big One", "", ""] },
    { options: { code: "not_a_value" } },
  ],
  [
    "needed by a time that clocks skip",
    { need_by: ["2027-03-28T02:30"] },
    { need_by: { code: "time_skipped", text: "2027-03-28 02:30" } },
  ],
  [
    "on a condition of a question there is not",
    { show_if: ["dinner:yes"] },
    { show_if: { code: "not_an_option" } },
  ],
])("a question %s is refused at its field", async (_, overrides, issues) => {
  const editor = await createEditor(database.db)

  expect(await add(editor, overrides)).toEqual({ ok: false, issues })
  expect(await questions(editor)).toEqual([])
})

test("a gender takes the values GATE knows, typed beside the labels", async () => {
  const editor = await createEditor(database.db)

  await added(editor, {
    field: ["gender"],
    option_value: ["f", "m", "o"],
    option_label: ["Woman", "Man", "Other"],
  })

  expect((await questions(editor))[0]?.options.map(({ value }) => value)).toEqual(["f", "m", "o"])
})

describe("two questions on one field", () => {
  test("are refused at the field, by the name of the first", async () => {
    const editor = await createEditor(database.db)
    await added(editor)

    expect(await add(editor, { label: ["T-shirt"] })).toEqual({
      ok: false,
      issues: { field: { code: "field_taken", text: "What do you eat?" } },
    })
  })

  test("added at the same moment become one, and the other organizer is told at the field", async () => {
    for (let round = 0; round < 5; round++) {
      const editor = await createEditor(database.db)

      const results = await Promise.all([add(editor), add(editor, { label: ["T-shirt"] })])

      expect(results.filter((result) => result?.ok)).toHaveLength(1)
      const refused = results.find((result) => !result?.ok)
      expect(refused).toMatchObject({ issues: { field: { code: "field_taken" } } })
      expect(await questions(editor)).toHaveLength(1)
    }
  })

  test("that only the database can see, because one was added past the editor, are refused there as well", async () => {
    const editor = await createEditor(database.db)
    const { db } = database
    const values = newQuestionSchema.parse({
      key: "shirt",
      label: "T-shirt",
      type: "short_text",
      stage: "profile",
      field: "custom_field_1",
    })
    const intruder = { ...values, id: testId(), position: 7 }
    // Between the editor's look and its write: the clock is read just before the transaction begins.
    let isLate = false
    const context = {
      ...editor.context,
      newId: () => {
        isLate = true
        return testId()
      },
      db: new Proxy(db, {
        get: (target, name) =>
          name === "transaction" && isLate
            ? async (...args: Parameters<typeof db.transaction>) => {
                await insertQuestion(db, editor.world.event.id, intruder)
                return target.transaction(...args)
              }
            : Reflect.get(target, name),
      }),
    }

    const saved = await saveQuestion(context, await editor.eventScope(), null, typedQuestion())

    expect(saved).toEqual({ ok: false, issues: { field: { code: "field_taken", text: "T-shirt" } } })
    expect(await questions(editor)).toHaveLength(1)
  })
})

describe("a warning, and the question all the same once it is accepted,", () => {
  test.each([
    ["custom_field_8", "status"],
    ["custom_field_5", "checkIn"],
    ["custom_field_6", "badge"],
  ])("is given for %s, where Gatehouse keeps %s", async (field, purpose) => {
    const editor = await createEditor(database.db)

    const warned = await add(editor, { field: [field] })

    expect(warned).toEqual({ ok: false, issues: {}, warning: { code: "field_reserved", text: purpose } })
    expect(await add(editor, { field: [field], accept_field: [field] })).toMatchObject({ ok: true })
  })

  test("is given for a field with answers to a question that is asked no more", async () => {
    const editor = await createEditor(database.db, {
      event: {
        questions: [
          { key: "diet", label: "Diet", type: "short_text", stage: "profile", field: "custom_field_1" },
        ],
      },
    })
    await acceptedRegistration(editor.world, { input: { answers: { diet: "vegan" } } })
    const [diet] = await questions(editor)
    await removeQuestion(editor.context, await editor.eventScope(), diet?.id ?? "")

    expect(await add(editor)).toMatchObject({ warning: { code: "field_holds_answers", text: "Diet" } })
    expect(await add(editor, { accept_field: ["custom_field_2"] })).toMatchObject({ ok: false })
    expect(await add(editor, { accept_field: ["custom_field_1"] })).toMatchObject({ ok: true })
  })

  test.each([
    [{ field: ["custom_field_1"], type: ["long_text"] }, 50],
    [{ field: ["city"], type: ["short_text"] }, 254],
    [{ field: ["custom_field_1"], option_label: ["A".repeat(40), "B".repeat(40)] }, 36],
    [{ field: ["custom_field_1"], type: ["multiple_choice"], option_label: ["Alpha", "Beta"] }, 9],
  ])(
    "is given for %j, whose answers may be longer than the %i characters GATE has room for",
    async (typed, limit) => {
      const editor = await createEditor(database.db, { context: { gateTextLength: limit } })

      expect(await add(editor, typed)).toMatchObject({ warning: { code: "field_too_short", limit } })
      expect(await add(editor, { ...typed, accept_field: typed.field })).toMatchObject({ ok: true })
    },
  )

  test.each([
    ["k2", 50, null],
    ["k2", 48, 19],
    ["a-long-name", 50, 14],
    ["k2", 255, null],
  ])(
    "is given for a passport number sealed by the key %s under columns of %i: room for %s",
    async (id, gateTextLength, limit) => {
      const fields = [{ id, key: deriveKey("test", "fields") }]
      const { world, ...rest } = await createEditor(database.db)
      const keys = { ...world.context.keys, fields }
      const editor = { ...rest, world, context: { ...rest.context, keys, gateTextLength } }
      const passport = { field: ["passport_number"], type: ["short_text"], why: ["The door asks."] }

      const expected = limit === null ? { ok: true } : { warning: { code: "field_too_short", limit } }
      expect(await add(editor, passport)).toMatchObject(expected)
    },
  )

  test("is given again only when the answers become longer", async () => {
    const editor = await createEditor(database.db, { context: { gateTextLength: 50 } })
    const scope = await editor.eventScope()
    const added = await add(editor, { option_label: ["Vegan", "Meat"] })
    const id = added?.ok ? added.id : ""
    const save = async (typed: FormValues) =>
      saveQuestion(editor.context, scope, id, await editor.questionForm(id, typed))

    expect(await save({ type: ["long_text"] })).toMatchObject({ warning: { code: "field_too_short" } })
    expect(await save({ type: ["long_text"], accept_field: ["custom_field_1"] })).toMatchObject({ ok: true })
    expect(await save({ label: ["What else?"] })).toMatchObject({ ok: true })
  })

  test("is not given for a field nobody used", async () => {
    const editor = await createEditor(database.db)
    await acceptedRegistration(editor.world)

    expect(await add(editor)).toMatchObject({ ok: true })
  })
})

describe("a question that is changed", () => {
  test("in what it means keeps what it meant as an earlier version", async () => {
    const editor = await createEditor(database.db)
    const id = await added(editor, two)

    await edit(editor, id, { label: ["Dinner?"] })
    await edit(editor, id, { hint: ["At seven."] })

    expect((await questions(editor))[0]).toMatchObject({
      key: "what_do_you_eat",
      label: "Dinner?",
      version: 2,
    })
    expect(await listEarlierDefinitions(database.db, editor.world.event.id)).toMatchObject([
      {
        questionId: id,
        definition: { label: "What do you eat?", type: "single_choice", field: "custom_field_1" },
      },
    ])
  })

  test("in the label of an option keeps the option's value", async () => {
    const editor = await createEditor(database.db)
    const id = await added(editor, two)

    await edit(editor, id, { option_label: ["Yes, with joy", "No thanks"] })

    expect((await questions(editor))[0]?.options).toEqual([
      { value: "yes-please", label: "Yes, with joy" },
      { value: "no-thanks", label: "No thanks" },
    ])
  })

  const asked = {
    key: "dinner",
    label: "Dinner?",
    type: "single_choice",
    stage: "profile",
    field: "custom_field_1",
  } as const
  const dinner = {
    ...asked,
    options: [
      { value: "yes", label: "Yes" },
      { value: "no", label: "No" },
      { value: "late", label: "Late" },
    ],
  }

  async function answeredDinner() {
    const editor = await createEditor(database.db, { event: { questions: [dinner] } })
    await acceptedRegistration(editor.world, { input: { answers: { dinner: "late" } } })
    const [question] = await questions(editor)
    return { editor, id: question?.id ?? "" }
  }

  test("by removing an option keeps its label for old answers and offers it no more; by its name it comes back", async () => {
    const { editor, id } = await answeredDinner()

    await edit(editor, id, { option_value: ["yes", "no"], option_label: ["Yes", "No"] })

    const late = { value: "late", label: "Late", removed: true }
    expect((await getEvent(database.db, editor.world.event.id)).questions[0]?.options[2]).toEqual(late)
    expect((await editor.questionForm(id)).option_label).toEqual(["Yes", "No"])
    await edit(editor, id, { option_value: ["yes", "no", ""], option_label: ["Yes", "No", "Late"] })
    expect((await questions(editor))[0]?.options[2]).toEqual({ value: "late", label: "Late" })
  })

  test.each<[string, FormValues, object]>([
    ["field", { field: ["custom_field_2"] }, { field: { code: "field_fixed", text: "custom_field_1" } }],
    ["type", { type: ["date"] }, { type: { code: "type_fixed" } }],
  ])("keeps its %s once it has answers", async (_, typed, issues) => {
    const { editor, id } = await answeredDinner()

    expect(await edit(editor, id, typed)).toEqual({ ok: false, issues })
  })

  test("may become one that reads its old answers as they were meant", async () => {
    const { editor, id } = await answeredDinner()

    expect(await edit(editor, id, { type: ["multiple_choice"] })).toMatchObject({ ok: true })
  })

  test("may change anything before it has answers", async () => {
    const editor = await createEditor(database.db, { event: { questions: [dinner] } })
    const [question] = await questions(editor)

    await edit(editor, question?.id ?? "", { type: ["date"], field: ["birthday"] })

    expect((await questions(editor))[0]).toMatchObject({ type: "date", field: "birthday", options: [] })
  })

  test("keeps the options another question depends on", async () => {
    const editor = await createEditor(database.db)
    const id = await added(editor, two)
    await added(editor, {
      label: ["With whom?"],
      type: ["short_text"],
      field: ["custom_field_2"],
      show_if: ["what_do_you_eat:no-thanks"],
    })

    const edited = await edit(editor, id, {
      option_value: ["yes-please", ""],
      option_label: ["Yes please", "Maybe"],
    })

    expect(edited).toEqual({
      ok: false,
      issues: { options: { code: "needed_by_condition", text: "With whom?" } },
    })
  })

  test("by two organizers at once is shown to the second with both versions", async () => {
    const editor = await createEditor(database.db)
    const id = await added(editor, two)
    const form = await editor.questionForm(id, { label: ["Second's"] })
    await edit(editor, id, { label: ["First's"], option_label: ["Yes!", "No thanks"] })

    const shown = await saveQuestion(editor.context, await editor.eventScope(), id, form)

    expect(shown).toMatchObject({
      stopped: {
        by: editor.scope.email,
        conflicts: [
          { key: "label", theirs: ["First's"], ours: ["Second's"], isMine: true },
          { key: "options", theirs: ["yes-please=Yes!", "no-thanks=No thanks"], isMine: false },
        ],
      },
    })
    expect((await questions(editor))[0]?.label).toBe("First's")
  })

  test("and does not exist is null, as is one of another event", async () => {
    const editor = await createEditor(database.db)
    const other = await createEditor(database.db)
    const id = await added(other)

    const scope = await editor.eventScope()
    expect(await saveQuestion(editor.context, scope, testId(), typedQuestion())).toBeNull()
    expect(await saveQuestion(editor.context, scope, id, typedQuestion())).toBeNull()
  })
})

test("a condition is one earlier question's answers, for a question of a later visit", async () => {
  const editor = await createEditor(database.db)
  await added(editor, two)
  await added(editor, { label: ["Sauna?"], type: ["yes_no"], field: ["custom_field_2"] })
  const next = { label: ["Guests"], type: ["whole_number"], field: ["custom_field_3"] }

  const mixed = await add(editor, { ...next, show_if: ["what_do_you_eat:no-thanks", "sauna:yes"] })
  const early = await add(editor, { ...next, stage: ["registration"], show_if: ["sauna:yes"] })
  const fine = await add(editor, { ...next, show_if: ["sauna:yes"] })

  expect(mixed).toEqual({ ok: false, issues: { show_if: { code: "show_if_one_question" } } })
  expect(early).toEqual({ ok: false, issues: { show_if: { code: "show_if_later" } } })
  expect(fine).toMatchObject({ ok: true })
  expect((await questions(editor))[2]?.showIf).toEqual({ key: "sauna", values: ["yes"] })
})
