import { expect, test } from "vitest"
import { parseSegment, type SegmentChoices, type SegmentFilter, segmentParams } from "./segment"

const choices: SegmentChoices = {
  events: ["summit", "meetup"],
  languages: ["en", "es", "pt", "ar"],
  fields: ["company", "gender"],
}

const filter: SegmentFilter = {
  events: ["meetup"],
  countries: ["PT", "ES"],
  languages: ["pt"],
  attended: "yes",
  registeredSince: "2027-01-10",
  answers: [
    { field: "company", value: "Flussmeisterei & Söhne" },
    { field: "gender", value: "f" },
  ],
}

test("a filter is read as it was kept", () => {
  const kept = segmentParams(filter).toString()

  expect(parseSegment(new URLSearchParams(kept), choices)).toEqual({
    filter,
    hasBadDay: false,
    hasLoneAnswer: false,
  })
})

test("an empty form is everybody, and rows left blank ask nothing", () => {
  const sent = new URLSearchParams([
    ["attended", ""],
    ["since", ""],
    ["field", "company"],
    ["value", " "],
    ["field", ""],
    ["value", ""],
  ])

  expect(segmentParams(parseSegment(sent, choices).filter).toString()).toBe("")
})

test("what nobody offers is left out, and a day that is none is told", () => {
  const sent = new URLSearchParams(
    "event=theirs&country=portugal&language=xx&attended=maybe&since=2027-02-31&field=passport_number&value=C01",
  )

  const { filter: read, ...faults } = parseSegment(sent, choices)

  expect(segmentParams(read).toString()).toBe("")
  expect(faults).toEqual({ hasBadDay: true, hasLoneAnswer: true })
})

test.each([
  ["field=company&value=%00", ""],
  ["field=company&value=a%00b", "field=company&value=ab"],
  ["since=0000-01-01", ""],
  ["since=1899-12-31", ""],
  ["since=1900-01-01", "since=1900-01-01"],
])("what no database takes is not kept: %s", (sent, kept) => {
  const { filter: read } = parseSegment(new URLSearchParams(sent), choices)

  expect(segmentParams(read).toString()).toBe(kept)
})

test("more answers than the form has rows are not read", () => {
  const many = new URLSearchParams("field=company&value=x&".repeat(2_000))

  expect(parseSegment(many, choices).filter.answers).toHaveLength(3)
})
