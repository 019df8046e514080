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

  expect(parseSegment(new URLSearchParams(kept), choices)).toEqual({ filter, hasBadDay: false })
})

test("an empty form is everybody, and rows left blank ask nothing", () => {
  const sent = new URLSearchParams([
    ["attended", ""],
    ["since", ""],
    ["field", "company"],
    ["value", " "],
    ["field", ""],
    ["value", "x"],
  ])

  expect(segmentParams(parseSegment(sent, choices).filter).toString()).toBe("")
})

test("what nobody offers is left out, and a day that is none is told", () => {
  const sent = new URLSearchParams(
    "event=theirs&country=portugal&language=xx&attended=maybe&since=2027-02-31&field=passport_number&value=C01",
  )

  const { filter: read, hasBadDay } = parseSegment(sent, choices)

  expect(segmentParams(read).toString()).toBe("")
  expect(hasBadDay).toBe(true)
})
