import { expect, test } from "vitest"
import { attendeeColumns, codesAsWords } from "@/lib/domain/attendee-column"
import type { AttendeePage, AttendeeRow } from "@/lib/domain/attendee-query"
import { newQuestionSchema } from "@/lib/domain/question"
import { receiveColumns, receivePage, sendColumns, sendPage } from "./sent-list"

const row: AttendeeRow = {
  ...{ id: "b6f6b9a0-0000-4000-8000-000000000001", name: "Ana Ribeiro", email: "ana@example.org" },
  ...{ code: "K7Q40M9XW2", status: "checked_in", completion: 37, delivery: "waiting" },
  registeredAt: "2027-01-10T12:00:00.123Z",
  checkedInAt: "2027-05-14T07:00:00.000Z",
  badgePrintedAt: null,
  answers: { diet: "vegan", talks: "one,two" },
}

test("the browser receives the page as it was sent", () => {
  const page: AttendeePage = {
    rows: [
      row,
      { ...row, name: "", checkedInAt: null, answers: {} },
      { ...row, network: { state: "ready", account: "ana@example.org" } },
      { ...row, verified: { passport: { state: "verified", at: row.registeredAt, by: "bo@example.org" } } },
      { ...row, status: "removed", completion: 0, answers: { home: "PT", diet: "" } },
    ],
    ...{ next: "cursor", count: { value: 3, isExact: false }, isCursorRefused: true },
  }

  expect(receivePage(JSON.parse(JSON.stringify(sendPage(page))))).toEqual(page)
})

test("a page of nobody is a page of nobody", () => {
  const page: AttendeePage = {
    ...{ rows: [], next: null, count: { value: 0, isExact: true }, isCursorRefused: false },
  }

  expect(receivePage(sendPage(page))).toEqual(page)
})

test("columns are received as they were sent, and countries are named where they arrive", () => {
  const asked = { label: "Home", stage: "profile", field: "custom_field_1" }
  const questions = [
    newQuestionSchema.parse({ ...asked, key: "home", type: "country" }),
    newQuestionSchema.parse({ ...asked, key: "first_time", type: "yes_no" }),
  ].map((question, index) => ({ ...question, id: `question ${index}` }))
  const columns = attendeeColumns({ questions }, { ...codesAsWords, language: "pt" })
  const sent = sendColumns(columns)

  expect(JSON.stringify(sent)).not.toContain("Alemanha")
  expect(receiveColumns(sent, "pt")).toEqual(columns)
})
