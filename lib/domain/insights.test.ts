import fc from "fast-check"
import { describe, expect, test } from "vitest"
import {
  activeCount,
  activeFilter,
  addCounts,
  arrivedFilter,
  byAgeBand,
  checkInSizes,
  choices,
  completion,
  countedQuestions,
  funnel,
  type InsightCounts,
  isChoice,
  largest,
  networkOverTime,
  noCounts,
  overTime,
  registeredFilter,
  registrationSizes,
  unanswered,
} from "./insights"
import type { Question } from "./question"

function question(key: string, overrides: Partial<Question> = {}): Question {
  return {
    ...{ id: key, key, label: key, hint: null, type: "short_text", required: false, options: [] },
    ...{
      stage: "profile",
      field: "company",
      why: null,
      needBy: null,
      showIf: null,
      atDoor: false,
      translations: {},
    },
    ...overrides,
  }
}

function counts(some: Partial<InsightCounts>): InsightCounts {
  return { ...noCounts(), ...some }
}

const everyStatus = {
  pending: 1,
  registered: 20,
  checked_in: 300,
  needs_attention: 4_000,
  cancelled: 7,
  removed: 9,
}

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
  expect(largest({ a: 1, c: 5, b: 5, d: 2 }, 2)).toEqual({
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

test("everybody but cancelled and removed has a place", () => {
  expect(activeCount(counts({ status: everyStatus }))).toBe(4_321)
  expect(activeCount(noCounts())).toBe(0)
  expect(activeFilter.every(([parameter]) => parameter === "status")).toBe(true)
})

test("the funnel counts who has a place, who is finished, whose answers are complete and who came", () => {
  const steps = funnel(counts({ status: everyStatus, complete: { a: 200, b: 11 } }))

  const finished = ["status=registered", "status=checked_in"]
  expect(steps.map(({ step, value, filter }) => [step, value, filter.map((pair) => pair.join("="))])).toEqual(
    [
      ["confirmed", 4_321, ["status=pending", ...finished, "status=needs_attention"]],
      ["finished", 320, finished],
      ["complete", 211, [...finished, "profile=complete"]],
      ["checked_in", 300, ["status=checked_in"]],
    ],
  )
  expect(funnel(noCounts()).map(({ value }) => value)).toEqual([0, 0, 0, 0])
})

test.each([
  ["single_choice", true],
  ["multiple_choice", true],
  ["yes_no", true],
  ["country", true],
  ["short_text", false],
  ["date", false],
] as const)("answers to a question of the type %s are counted by value: %s", (type, expected) => {
  expect(isChoice(question("x", { type }))).toBe(expected)
})

describe("the completion of a question", () => {
  const way = question("way", { type: "single_choice" })
  const bus = question("bus", { showIf: { key: "way", values: ["train", "plane"] } })
  const status = { registered: 50 }
  const openTo = (questions: Question[]) =>
    completion(questions, noCounts())
      .at(-1)
      ?.openFilter?.slice(activeFilter.length)
      .map((pair) => pair.join("="))

  test("compares those who answered with everybody who has a place", () => {
    expect(completion([way], counts({ status, answered: { way: 30 } }))).toMatchObject([
      { asked: 50, answered: 30 },
    ])
    expect(completion([way], counts({ status }))).toMatchObject([{ asked: 50, answered: 0 }])
  })

  test("compares them with those it was asked of where it depends on another", () => {
    const [, ofBus] = completion([way, bus], counts({ status, answered: { bus: 3 }, asked: { bus: 12 } }))

    expect(ofBus).toMatchObject({ question: bus, asked: 12, answered: 3 })
    expect(completion([way, bus], counts({ status }))[1]).toMatchObject({ asked: 0, answered: 0 })
  })

  test("counts answers given before the question depended on another one as asked for", () => {
    expect(
      completion([way, bus], counts({ status, answered: { bus: 20 }, asked: { bus: 12 } }))[1],
    ).toMatchObject({
      asked: 20,
      answered: 20,
    })
  })

  test("leads to those who have a place and have not answered", () => {
    expect(completion([way], noCounts())[0]?.openFilter).toEqual([...activeFilter, ["answer.way", ""]])
    expect(openTo([question("shoe", { type: "yes_no" }), way, bus])).toEqual([
      "answer.way=train",
      "answer.way=plane",
      "answer.bus=",
    ])
  })

  test("leads nowhere where the list cannot tell who was asked", () => {
    expect(openTo([question("way"), bus])).toBeUndefined()
    expect(openTo([bus])).toBeUndefined()
  })
})

test("the answers to a choice stand in the order of its options, with those nobody chose", () => {
  const diet = question("diet", { type: "single_choice" })
  const options = [
    { value: "vegan", label: "Vegan" },
    { value: "all", label: "Everything" },
  ]
  const some = counts({ facet: { "answer.diet:all": 7, "answer.diet:": 2, "answer.way:vegan": 9 } })

  expect(choices(diet, options, some)).toEqual([
    { key: "vegan", label: "Vegan", value: 0, filter: [...activeFilter, ["answer.diet", "vegan"]] },
    { key: "all", label: "Everything", value: 7, filter: [...activeFilter, ["answer.diet", "all"]] },
  ])
  expect([unanswered(diet, some), unanswered(question("shoe"), some)]).toEqual([2, 0])
})

test("every bar leads to those who have a place", () => {
  const bucket = { from: "2027-05-14T09:00", to: "2027-05-14T09:14", value: 3 }

  expect(arrivedFilter(bucket)).toEqual([...activeFilter, ["arrived", "2027-05-14T09:00--2027-05-14T09:14"]])
  expect(registeredFilter(bucket).slice(0, activeFilter.length)).toEqual(activeFilter)
})

describe("numbers over time", () => {
  const minutes = 60_000

  test("are none where nothing happened", () => {
    expect(overTime({}, checkInSizes)).toEqual({ sizeMs: 15 * minutes, buckets: [] })
  })

  test("stand in twelve buckets at least, the last of them the one in which something happened last", () => {
    const { buckets } = overTime({ "2027-05-14T09:15": 2, "2027-05-14T09:30": 5 }, checkInSizes)

    expect(buckets).toHaveLength(12)
    expect(buckets.slice(-2)).toEqual([
      { from: "2027-05-14T09:15", to: "2027-05-14T09:29", value: 2 },
      { from: "2027-05-14T09:30", to: "2027-05-14T09:44", value: 5 },
    ])
    expect(buckets[0]).toEqual({ from: "2027-05-14T06:45", to: "2027-05-14T06:59", value: 0 })
  })

  test("stand in the smallest buckets that make sixty at most", () => {
    const sizeOf = (last: string) => overTime({ "2027-05-14T00:00": 1, [last]: 1 }, checkInSizes).sizeMs

    expect(sizeOf("2027-05-14T14:45")).toBe(15 * minutes)
    expect(sizeOf("2027-05-14T15:00")).toBe(60 * minutes)
    expect(sizeOf("2027-08-14T15:00")).toBe(24 * 60 * minutes)
  })

  test("are read from hours as well as from minutes", () => {
    const { buckets } = overTime({ "2027-05-14T00": 3, "2027-05-14T00:10": 4 }, checkInSizes)

    expect(buckets.at(-1)).toEqual({ from: "2027-05-14T00:00", to: "2027-05-14T00:14", value: 7 })
  })

  test("stand in four weeks each where years went by, and the last day of one is its end", () => {
    const { sizeMs, buckets } = overTime({ "2024-01-01T00": 1, "2027-05-14T08": 1 }, registrationSizes)

    expect(new Date(`${buckets[0]?.from}Z`).getUTCDay()).toBe(1)
    expect(sizeMs).toBe(28 * 24 * 60 * minutes)
    expect(Date.parse(`${buckets[0]?.to}Z`) - Date.parse(`${buckets[0]?.from}Z`)).toBe(sizeMs - minutes)
  })
})

test("the bands of ages follow each other without a gap", () => {
  expect(byAgeBand({}).map(({ from, to }) => [from, to])).toEqual([
    [0, 17],
    [18, 24],
    [25, 34],
    [35, 44],
    [45, 54],
    [55, 64],
    [65, null],
  ])
})

describe("what is counted of an event's questions", () => {
  const way = question("way", { type: "single_choice", required: true })
  const bus = question("bus", { showIf: { key: "way", values: ["train", "plane"] }, required: true })
  const facets = ["answer.way:train", "answer.way:plane"]

  test("is the age, where birthday or age is asked for", () => {
    const asked = [question("born", { field: "birthday" }), question("years", { field: "age" })]

    expect(countedQuestions(asked)).toMatchObject({ birthdayKey: "born", ageKey: "years" })
    expect(countedQuestions([way])).toMatchObject({ birthdayKey: null, ageKey: null })
  })

  test("is who was asked a question that depends on a choice", () => {
    expect(countedQuestions([way, bus]).conditional).toEqual([{ key: "bus", facets }])
    expect(countedQuestions([question("way"), bus]).conditional).toEqual([])
  })

  test("is who has answered what must be answered", () => {
    const optional = question("shirt", { showIf: { key: "way", values: ["train"] } })

    expect(countedQuestions([way, bus, optional]).required).toEqual([
      { key: "way", facets: null },
      { key: "bus", facets },
    ])
  })
})

test("passes that opened and passes that were used are summed up side by side, hour by hour", () => {
  const { sizeMs, buckets } = networkOverTime(
    counts({
      network_ready: { "2027-05-14T08": 5, "2027-05-14T10": 1 },
      network_used: { "2027-05-14T09": 2, "2027-05-14T11": 3 },
    }),
  )

  expect(sizeMs).toBe(60 * 60_000)
  expect(buckets.slice(-4).map(({ from, ready, used }) => [from.slice(11), ready, used])).toEqual([
    ["08:00", 5, 0],
    ["09:00", 5, 2],
    ["10:00", 6, 2],
    ["11:00", 6, 5],
  ])
  expect(networkOverTime(noCounts()).buckets).toEqual([])
})
