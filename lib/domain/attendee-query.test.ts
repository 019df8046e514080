import fc from "fast-check"
import { expect, test } from "vitest"
import { type AttendeeColumn, attendeeColumns, codesAsWords } from "./attendee-column"
import { type AttendeeQuery, attendeeSearchParams, noFilter, parseAttendeeQuery } from "./attendee-query"

const diet: AttendeeColumn = {
  key: "answer.diet",
  label: "Diet",
  kind: "choice",
  options: [
    { value: "all", label: "Everything" },
    { value: "vegan", label: "Vegan" },
  ],
  isSortable: true,
  isSensitive: false,
}
const passport: AttendeeColumn = {
  ...{ key: "answer.passport", label: "Passport", kind: "text" },
  ...{ isSortable: false, isSensitive: true },
}
const columns = [...attendeeColumns({ questions: [] }, codesAsWords), diet, passport]

function parse(address: string) {
  return parseAttendeeQuery(new URLSearchParams(address), columns)
}

test("an address without parameters lists everybody, the latest first", () => {
  expect(parse("")).toEqual({ query: noFilter, problems: [] })
})

test("everybody has no parameter to say", () => {
  expect(attendeeSearchParams(noFilter).toString()).toBe("")
  expect(noFilter.sort).toEqual({ key: "registered", direction: "desc" })
})

test.each([
  [`q=${"a".repeat(100)}`, { search: "a".repeat(100) }],
  ["from=+2027-01-10+", { registeredFrom: "2027-01-10" }],
  ["to=2027-01-10", { registeredTo: "2027-01-10" }],
  ["country=+PT,ES+", { traits: { country: "PT,ES" } }],
  [
    "arrived=2027-05-14T19:00--2027-05-14T23:59",
    { traits: { arrived: "2027-05-14T19:00--2027-05-14T23:59" } },
  ],
])("%s is all that is asked", (address, asked) => {
  expect(parse(address)).toEqual({ query: { ...noFilter, ...asked }, problems: [] })
})

test("a search that is too long is cut, without a space at its end", () => {
  expect(parse(`q=${"a".repeat(99)}+bcd`).query.search).toBe("a".repeat(99))
  expect(parse(`q=${"a".repeat(120)}`).query.search).toBe("a".repeat(100))
})

test("all values of a filter that does not exist are told", () => {
  expect(parse("colour=red&colour=blue").problems).toEqual([
    { kind: "unknown_filter", parameter: "colour", value: "red blue" },
  ])
})

test("search, filters, dates and order are read from the address", () => {
  const address =
    "q=+ana++maria&status=registered&status=checked_in&answer.diet=vegan&answer.diet=&from=2027-01-10&to=2027-01-10&sort=-name&language=es&age=25-34"

  expect(parse(address)).toEqual({
    query: {
      search: "ana maria",
      facets: { status: ["registered", "checked_in"], "answer.diet": ["vegan", ""] },
      registeredFrom: "2027-01-10",
      traits: { language: "es", age: "25-34" },
      registeredTo: "2027-01-10",
      sort: { key: "name", direction: "desc" },
    },
    problems: [],
  })
})

test("what the page itself keeps in the address is no filter", () => {
  expect(parse("after=x&a=y&cols=name").problems).toEqual([])
})

test.each([
  ["a filter that does not exist", "colour=red", "unknown_filter", "colour"],
  ["a question that does not exist", "answer.shoe=43", "unknown_filter", "answer.shoe"],
  ["a value the filter does not have", "status=asleep", "unknown_option", "status"],
  ["the value of a sensitive answer", "answer.passport=X1", "unknown_option", "answer.passport"],
  ["a sort key that does not exist", "sort=height", "unknown_sort", "sort"],
  ["sorting by a sensitive answer", "sort=answer.passport", "unknown_sort", "sort"],
  ["a date that is not on the calendar", "from=2027-02-30", "not_a_date", "from"],
  ["a date in another form", "to=10.1.2027", "not_a_date", "to"],
  ["a month", "from=2027-01", "not_a_date", "from"],
  ["a year that the database does not have", "from=0000-01-10", "not_a_date", "from"],
  ["a period that ends before it begins", "from=2027-02-02&to=2027-02-01", "dates_reversed", "to"],
  ["a language that is none", "language=german", "unknown_option", "language"],
  [
    "a time of arrival no clock shows",
    "arrived=2027-05-14T24:00--2027-05-14T24:10",
    "unknown_option",
    "arrived",
  ],
  [
    "a time of arrival that ends at no minute",
    "arrived=2027-05-14T09:00--2027-05-14T09:60",
    "unknown_option",
    "arrived",
  ],
  [
    "a time of arrival on no day of the calendar",
    "arrived=2027-02-30T09:00--2027-03-01T09:00",
    "unknown_option",
    "arrived",
  ],
  [
    "a time of arrival in a year that the database does not have",
    "arrived=0000-01-10T09:00--2027-03-01T09:00",
    "unknown_option",
    "arrived",
  ],
  ["a search as long as a letter", `q=${"a".repeat(101)}`, "search_too_long", "q"],
])("%s is told, and the rest still counts", (_name, address, kind, parameter) => {
  const { query, problems } = parse(`${address}&check_in=yes`)

  expect(problems).toEqual([expect.objectContaining({ kind, parameter })])
  expect(query.facets).toEqual({ check_in: ["yes"] })
})

test("a filter form that leaves a select at any filters by nothing", () => {
  expect(parse("status=&check_in=&q=&from=&to=&sort=")).toEqual({ query: noFilter, problems: [] })
})

test("control characters in a search are dropped before the database sees them", () => {
  expect(parse("q=an%00a").query.search).toBe("ana")
})

test("every query survives its address", () => {
  const date = fc
    .date({ min: new Date("1900-01-01"), max: new Date("2900-01-01"), noInvalidDate: true })
    .map((at) => at.toISOString().slice(0, 10))
  const query: fc.Arbitrary<AttendeeQuery> = fc
    .record({
      search: fc.string({ maxLength: 20 }).map((text) => parse(`q=${encodeURIComponent(text)}`).query.search),
      status: fc.subarray(["pending", "cancelled"]),
      diet: fc.subarray(["all", "vegan", ""]),
      dates: fc.tuple(fc.option(date), fc.option(date)),
      traits: fc.constantFrom({}, { language: "pt" }, { country: "PT", age: "25-34" }, { age: "65-" }),
      key: fc.constantFrom("registered", "name", "answer.diet"),
      direction: fc.constantFrom("asc" as const, "desc" as const),
    })
    .map(({ search, status, diet, dates: [one, other], traits, key, direction }) => ({
      ...{ search, traits },
      facets: { ...(status.length && { status }), ...(diet.length && { "answer.diet": diet }) },
      registeredFrom: one && other && other < one ? other : one,
      registeredTo: one && other && other < one ? one : other,
      sort: { key, direction },
    }))

  fc.assert(
    fc.property(query, (wanted) => {
      expect(parseAttendeeQuery(attendeeSearchParams(wanted), columns)).toEqual({
        query: wanted,
        problems: [],
      })
    }),
  )
})
