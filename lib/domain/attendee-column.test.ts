import { expect, test } from "vitest"
import { attendeeColumns, attendeeFacets, codesAsWords } from "./attendee-column"
import { newQuestionSchema, type Question, type QuestionDescription } from "./question"

function question(description: Partial<QuestionDescription>): Question {
  const base = { key: "meal", label: "Meal", type: "short_text", stage: "profile", field: "custom_field_1" }
  return {
    id: "b6f6b9a0-0000-4000-8000-000000000001",
    ...newQuestionSchema.parse({ ...base, ...description }),
  }
}

function columnOf(description: Partial<QuestionDescription>) {
  const columns = attendeeColumns({ questions: [question(description)] }, codesAsWords)
  return columns.find(({ key }) => key.startsWith("answer."))
}

test("the list has the same columns everywhere, and then one for each question", () => {
  const columns = attendeeColumns(
    { questions: [question({ key: "meal" }), question({ key: "size" })] },
    codesAsWords,
  )

  expect(columns.map(({ key }) => key).join(" ")).toBe(
    "name email status completion registered checked_in badge delivery code answer.meal answer.size",
  )
})

test.each([
  ["name", "text", undefined],
  ["email", "text", undefined],
  [
    "status",
    "status",
    [
      ...["pending", "registered", "checked_in", "needs_attention"],
      ...["offered", "waitlisted", "cancelled", "removed"],
    ],
  ],
  ["completion", "progress", undefined],
  ["registered", "instant", undefined],
  ["checked_in", "instant", undefined],
  ["badge", "choice", ["no", "yes"]],
  ["delivery", "choice", ["delivered", "waiting", "refused"]],
  ["code", "text", undefined],
])("the column %s shows a %s", (key, kind, values) => {
  const column = attendeeColumns({ questions: [] }, codesAsWords).find((candidate) => candidate.key === key)

  expect(column).toEqual({
    ...{ key, label: `column.${key}`, kind, isSortable: true, isSensitive: false },
    ...(values && { options: values.map((value) => ({ value, label: `${key}.${value}` })) }),
  })
})

test.each([
  ["short_text", {}, "text"],
  ["date", {}, "date"],
  ["whole_number", {}, "number"],
  ["phone", {}, "text"],
  ["multiple_choice", { options: ["a", "b"].map((value) => ({ value, label: value })) }, "choice"],
] as const)("answers to a question of the type %s are a column", (type, rest, kind) => {
  expect(columnOf({ type, ...rest })).toMatchObject({ kind, isSortable: true, isSensitive: false })
})

test("a choice keeps the organizer's order of its options", () => {
  const options = [
    { value: "vegan", label: "Vegan" },
    { value: "all", label: "Everything" },
  ]

  expect(columnOf({ type: "single_choice", options })).toMatchObject({
    kind: "choice",
    options,
    isSortable: true,
  })
})

test("countries and yes or no are choices too", () => {
  expect(columnOf({ type: "yes_no" })?.options).toEqual([
    { value: "yes", label: "answer.yes" },
    { value: "no", label: "answer.no" },
  ])
  expect(columnOf({ type: "country", field: "country" })?.options).toContainEqual({
    value: "PT",
    label: "Portugal",
  })
})

test("a sensitive answer is neither sorted nor filtered by what it says", () => {
  const column = columnOf({ field: "passport_number", why: "For the visa" })

  expect(column).toMatchObject({ kind: "text", isSortable: false, isSensitive: true })
  expect(column && attendeeFacets([column]).get("answer.meal")).toEqual([""])
})

test("every question can be filtered by whether it is answered", () => {
  const columns = attendeeColumns(
    { questions: [question({ type: "yes_no" }), question({ key: "shoe" })] },
    codesAsWords,
  )

  const facets = attendeeFacets(columns)

  expect([...facets.keys()].join(" ")).toBe("status check_in badge profile delivery answer.meal answer.shoe")
  expect(facets.get("status")).toContain("registered")
  expect(facets.get("status")).not.toContain("")
  expect(facets.get("answer.meal")).toEqual(["yes", "no", ""])
  expect(facets.get("answer.shoe")).toEqual([""])
  expect(facets.get("check_in")).toEqual(["no", "yes"])
})
