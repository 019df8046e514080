import { describe, expect, test } from "vitest"
import { recordHolder, type Sharer } from "./record-calendar"

const hourMs = 60 * 60_000
const handoverMs = 12 * hourMs
const at = (text: string) => new Date(`2027-05-${text}:00Z`)

function sharer(
  id: string,
  doors: string | null,
  starts: string,
  ends: string,
  registered = "01T00:00",
): Sharer {
  const event = { doorsAt: doors === null ? null : at(doors), startsAt: at(starts), endsAt: at(ends) }
  return { id, createdAt: at(registered), event }
}

const friday = sharer("friday", "14T08:00", "14T09:00", "14T17:00")
const saturday = sharer("saturday", null, "15T09:00", "15T17:00")
const nextWeek = sharer("next week", "21T08:00", "21T09:00", "21T17:00")

function at_(now: string, ...sharers: Sharer[]) {
  const { holder, until } = recordHolder(sharers, at(now), handoverMs)
  return [holder?.id ?? null, until?.toISOString().slice(8, 16) ?? null]
}

describe("the record carries the event whose doors are next or open", () => {
  test.each([
    ["weeks before", "01T00:00", "friday", "15T05:00"],
    ["while the doors are open", "14T16:59", "friday", "15T05:00"],
    ["until some hours after the end", "15T04:59", "friday", "15T05:00"],
    ["then the next", "15T05:00", "saturday", "16T05:00"],
    ["and the one after it", "16T05:00", "next week", null],
    ["to its end", "21T17:00", "next week", null],
    ["and nobody when all is over", "22T05:00", null, null],
  ])("%s", (_, now, holder, until) => {
    expect(at_(now, nextWeek, saturday, friday)).toEqual([holder, until])
    expect(at_(now, friday, saturday, nextWeek)).toEqual([holder, until])
  })
})

test("it goes on early when the next doors open within those hours, but not before the end", () => {
  const late = sharer("late", "14T20:00", "14T21:00", "14T23:00")
  const during = sharer("during", "14T12:00", "14T13:00", "14T20:00")

  expect(at_("14T16:00", friday, late)).toEqual(["friday", "14T20:00"])
  expect(at_("14T20:00", friday, late)).toEqual(["late", null])
  expect(at_("14T16:00", friday, during)).toEqual(["friday", "14T17:00"])
  expect(at_("14T17:00", friday, during)).toEqual(["during", null])
})

test("one that is over gets nothing, even if the one before lasted longer", () => {
  const festival = sharer("festival", null, "14T08:00", "20T17:00")

  expect(at_("20T18:00", festival, friday)).toEqual(["festival", null])
})

test("of two with the same doors it is the one that was registered for last", () => {
  const twin = sharer("twin", "14T08:00", "14T09:00", "14T17:00", "02T00:00")

  expect(at_("03T00:00", friday, twin)[0]).toBe("twin")
  expect(at_("03T00:00", twin, friday)[0]).toBe("twin")
})

test("alone it stays where it is", () => {
  expect(at_("01T00:00", friday)).toEqual(["friday", null])
  expect(at_("01T00:00")).toEqual([null, null])
})
