import { describe, expect, test } from "vitest"
import { testEvent } from "@/lib/testing/event"
import { isMailTime, mailWindow } from "./event-mail"

const at = (text: string) => new Date(text)

describe("a reminder", () => {
  test.each([
    ["in summer time", "Europe/Berlin", "2027-05-14T07:00:00Z", "2027-05-13T08:00:00Z"],
    ["just after midnight", "Europe/Berlin", "2027-05-13T22:30:00Z", "2027-05-13T08:00:00Z"],
    ["after clocks were put back", "Europe/Berlin", "2027-10-31T18:00:00Z", "2027-10-30T08:00:00Z"],
    ["on the first of a year", "America/Mexico_City", "2027-01-01T20:00:00Z", "2026-12-31T16:00:00Z"],
    [
      "ahead of UTC by more than half a day",
      "Pacific/Auckland",
      "2027-05-13T21:00:00Z",
      "2027-05-12T22:00:00Z",
    ],
    ["where the day before was skipped", "Pacific/Apia", "2011-12-31T00:00:00Z", "2011-12-30T00:00:00Z"],
  ])("is sent at ten the day before an event %s", (_, timeZone, startsAt, expected) => {
    expect(mailWindow("day_before", testEvent({ startsAt: at(startsAt), timeZone })).from).toEqual(
      at(expected),
    )
  })

  test("is not sent before its hour, nor on the day itself", () => {
    const event = testEvent()

    expect(isMailTime("day_before", event, at("2027-05-13T07:59:59Z"))).toBe(false)
    expect(isMailTime("day_before", event, at("2027-05-13T08:00:00Z"))).toBe(true)
    expect(isMailTime("day_before", event, at("2027-05-13T21:59:59Z"))).toBe(true)
    expect(isMailTime("day_before", event, at("2027-05-13T22:00:00Z"))).toBe(false)
  })
})

test("thanks are sent at ten the day after the end, and for two days", () => {
  const event = testEvent({ thanksAfter: true })

  expect(isMailTime("thanks", event, at("2027-05-15T07:59:59Z"))).toBe(false)
  expect(isMailTime("thanks", event, at("2027-05-15T08:00:00Z"))).toBe(true)
  expect(isMailTime("thanks", event, at("2027-05-17T08:00:00Z"))).toBe(false)
})

test("an event that is cancelled, or was not asked to, sends none", () => {
  const reminding = at("2027-05-13T09:00:00Z")

  expect(isMailTime("day_before", testEvent({ remindsBefore: false }), reminding)).toBe(false)
  expect(isMailTime("day_before", testEvent({ cancelledAt: reminding }), reminding)).toBe(false)
  expect(isMailTime("thanks", testEvent(), at("2027-05-15T09:00:00Z"))).toBe(false)
})
