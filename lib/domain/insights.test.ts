import fc from "fast-check"
import { expect, test } from "vitest"
import {
  addCounts,
  byAgeBand,
  checkInSizes,
  largest,
  noCounts,
  overTime,
  registeredFilter,
  registrationSizes,
} from "./insights"

test("parts add up, and a kind nobody knows is left out", () => {
  const counts = noCounts()

  addCounts(counts, [{ kind: "status", key: "registered", count: 2 }])
  addCounts(counts, [
    { kind: "status", key: "registered", count: 3 },
    { kind: "__proto__", key: "x", count: 1 },
  ])

  expect(counts.status).toEqual({ registered: 5 })
})

test("a day of registrations is shown by hours, a month by days, a year by weeks", () => {
  const span = (first: string, last: string) => overTime({ [first]: 1, [last]: 2 }, registrationSizes)

  expect(span("2027-01-10T08", "2027-01-10T20").buckets).toHaveLength(13)
  expect(span("2027-01-10T08", "2027-02-09T20").buckets).toHaveLength(31)
  expect(span("2026-05-14T08", "2027-05-14T20").sizeMs).toBe(7 * 24 * 60 * 60_000)
})

test("weeks begin on Monday", () => {
  const { buckets } = overTime({ "2026-05-14T08": 1, "2027-05-14T20": 2 }, registrationSizes)

  expect(buckets[0]?.from).toBe("2026-05-11T00:00")
  expect(new Date(`${buckets[0]?.from}Z`).getUTCDay()).toBe(1)
})

test("whatever the times, nothing is lost, buckets follow each other, and there are at most sixty for two years", () => {
  const minute = fc.integer({ min: 0, max: 2 * 365 * 24 * 60 })
  const times = fc.dictionary(
    minute.map((at) => new Date(Date.UTC(2026, 0, 1) + at * 60_000).toISOString().slice(0, 16)),
    fc.integer({ min: 1, max: 9 }),
    { minKeys: 1, maxKeys: 20 },
  )

  fc.assert(
    fc.property(times, fc.constantFrom(registrationSizes, checkInSizes), (counts, sizes) => {
      const { buckets, sizeMs } = overTime(counts, sizes)
      const total = (values: number[]) => values.reduce((sum, value) => sum + value, 0)
      expect(total(buckets.map(({ value }) => value))).toBe(total(Object.values(counts)))
      if (sizes === registrationSizes) expect(buckets.length).toBeLessThanOrEqual(61)
      buckets.slice(1).forEach(({ from }, index) => {
        expect(Date.parse(`${from}:00Z`) - Date.parse(`${buckets[index]?.from}:00Z`)).toBe(sizeMs)
      })
    }),
  )
})

test("a bar of hours leads to the day, one of a week to its days", () => {
  const days = (from: string, to: string) =>
    registeredFilter({ from, to, value: 1 }).filter(([name]) => name !== "status")

  expect(days("2027-01-10T08:00", "2027-01-10T08:59")).toEqual([
    ["from", "2027-01-10"],
    ["to", "2027-01-10"],
  ])
  expect(days("2027-01-11T00:00", "2027-01-17T23:59")).toEqual([
    ["from", "2027-01-11"],
    ["to", "2027-01-17"],
  ])
})

test("ages fall into bands; what nobody can be is no age", () => {
  const bands = byAgeBand({ "17": 1, "18": 2, "24": 3, "65": 4, "130": 5, "131": 6, "-3": 7 })

  expect(bands.filter(({ value }) => value > 0)).toEqual([
    { from: 0, to: 17, value: 1 },
    { from: 18, to: 24, value: 5 },
    { from: 65, to: null, value: 9 },
  ])
})

test("the largest come first, and the rest is apart", () => {
  expect(largest({ a: 1, b: 5, c: 5, d: 2 }, 2)).toEqual({
    top: [
      ["b", 5],
      ["c", 5],
    ],
    others: [
      ["d", 2],
      ["a", 1],
    ],
  })
})
