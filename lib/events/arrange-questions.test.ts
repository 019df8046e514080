import { expect, test } from "vitest"
import { getEvent } from "@/lib/db/queries/events"
import { listQuestions } from "@/lib/db/queries/question-editor"
import { testDatabase } from "@/lib/db/test-database"
import { createEditor, type Editor } from "@/lib/testing/editor"
import { acceptedRegistration, getRegistration, testId } from "@/lib/testing/registration-world"
import { moveQuestion, removeQuestion } from "./arrange-questions"

const database = testDatabase()

const question = (key: string, number: number) =>
  ({ key, label: key, type: "yes_no", stage: "profile", field: `custom_field_${number}` }) as {
    key: string
    label: string
    type: "yes_no"
    stage: "profile"
    field: "custom_field_1"
  }

async function setup() {
  const list = ["a", "b", "c"].map((key, index) => question(key, index + 1))
  const last = { ...question("d", 4), showIf: { key: "c", values: ["yes"] } }
  const editor = await createEditor(database.db, { event: { questions: [...list, last] } })
  const ids = Object.fromEntries(
    (await listQuestions(database.db, editor.world.event.id)).map(({ key, id }) => [key, id]),
  )
  return { editor, scope: await editor.eventScope(), id: (key: string) => ids[key] ?? "" }
}

async function order(editor: Editor): Promise<string> {
  return (await getEvent(database.db, editor.world.event.id)).questions.map(({ key }) => key).join("")
}

test.each([
  ["b", "up", "bacd"],
  ["a", "down", "bacd"],
  ["b", "down", "acbd"],
  ["a", "up", "abcd"],
  ["d", "down", "abcd"],
] as const)("%s moved %s gives %s", async (key, direction, expected) => {
  const { editor, scope, id } = await setup()

  expect(await moveQuestion(editor.context, scope, id(key), direction)).toEqual({ ok: true })

  expect(await order(editor)).toBe(expected)
})

test.each([
  ["d", "up"],
  ["c", "down"],
] as const)("%s moved %s would come before the answer it depends on, and stays", async (key, direction) => {
  const { editor, scope, id } = await setup()

  const moved = await moveQuestion(editor.context, scope, id(key), direction)

  expect(moved).toEqual({ ok: false, issue: { code: "needed_by_condition", text: "d" } })
  expect(await order(editor)).toBe("abcd")
})

test("moves of two organizers at the same moment both count, and no question gets lost", async () => {
  const { editor, scope, id } = await setup()

  await Promise.all([
    moveQuestion(editor.context, scope, id("a"), "down"),
    moveQuestion(editor.context, scope, id("a"), "down"),
  ])

  expect(await order(editor)).toBe("bcad")
})

test("a removed question is asked no more, its answers stay, and its field is free", async () => {
  const { editor, scope, id } = await setup()
  const ticket = await acceptedRegistration(editor.world, { input: { answers: { a: "yes" } } })

  expect(await removeQuestion(editor.context, scope, id("a"))).toEqual({ ok: true })

  expect(await order(editor)).toBe("bcd")
  expect((await getRegistration(editor.world, ticket)).answers).toEqual({ a: "yes" })
  expect((await listQuestions(database.db, scope.event.id))[0]).toMatchObject({ key: "a" })
  expect(await removeQuestion(editor.context, scope, id("a"))).toBeNull()
  expect(await editor.acts()).toEqual(["question.removed"])
})

test("a question another one depends on is not removed", async () => {
  const { editor, scope, id } = await setup()

  const removed = await removeQuestion(editor.context, scope, id("c"))

  expect(removed).toEqual({ ok: false, issue: { code: "needed_by_condition", text: "d" } })
})

test("a question there is not is null", async () => {
  const { editor, scope } = await setup()

  expect(await moveQuestion(editor.context, scope, testId(), "up")).toBeNull()
})
