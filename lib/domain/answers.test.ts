import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { formValues, parseAnswer, parseAnswers, type Submitted } from "./answers"
import type { Question } from "./question"

const context = { now: new Date("2027-01-10T12:00:00Z"), country: null }

function question(overrides: Partial<Question>): Question {
  return {
    id: "1",
    key: "q",
    label: "Q",
    hint: null,
    type: "short_text",
    required: false,
    options: [],
    stage: "registration",
    field: "custom_field_1",
    why: null,
    needBy: null,
    showIf: null,
    atDoor: false,
    translations: {},
    ...overrides,
  }
}

const options = [
  { value: "red", label: "Red" },
  { value: "green", label: "Green" },
  { value: "blue", label: "Blue" },
]

/** The stored value, null for unanswered, or the code it is refused with. */
function parse(of: Partial<Question>, submitted: Partial<Submitted>, country: string | null = null) {
  const result = parseAnswer(question(of), { values: [], ...submitted }, { ...context, country })
  return result.ok ? result.value : { refused: result.issue.code }
}

describe("text", () => {
  test.each([
    ["vegan", "vegan"],
    ["  vegan \n", "vegan"],
    ["", null],
    [" \t ", null],
    ["a\r\nb\rc", "a\nb\nc"],
    ["<script>alert(1)</script>", "<script>alert(1)</script>"],
    ["=cmd|' /C calc'!A0", "=cmd|' /C calc'!A0"],
    ["nul\u0000here", "nulhere"],
    ["bell\u0007", "bell"],
    ["👩‍👩‍👧‍👦", "👩‍👩‍👧‍👦"],
  ])("%j is %j", (typed, expected) => {
    expect(parse({ type: "long_text" }, { values: [typed] })).toEqual(expected)
  })

  test("of 255 characters fits, counted as people count", () => {
    expect(parse({}, { values: ["😀".repeat(255)] })).toBe("😀".repeat(255))
    expect(parse({}, { values: ["😀".repeat(256)] })).toEqual({ refused: "too_long" })
  })

  test("sent several times counts once", () => {
    expect(parse({}, { values: ["first", "second"] })).toBe("first")
  })
})

describe("choices", () => {
  test.each([
    ["single_choice", ["green"], "green"],
    ["single_choice", [], null],
    ["single_choice", [""], null],
    ["single_choice", ["green", "red"], { refused: "not_an_option" }],
    ["single_choice", ["purple"], { refused: "not_an_option" }],
    ["single_choice", ["Green"], { refused: "not_an_option" }],
    ["single_choice", ["red,green"], { refused: "not_an_option" }],
    ["multiple_choice", ["blue", "red"], "red,blue"],
    ["multiple_choice", ["red", "red"], "red"],
    ["multiple_choice", ["red", "purple"], { refused: "not_an_option" }],
    ["multiple_choice", ["__proto__"], { refused: "not_an_option" }],
    ["yes_no", ["yes"], "yes"],
    ["yes_no", ["no"], "no"],
    ["yes_no", [""], null],
    ["yes_no", ["on"], { refused: "not_an_option" }],
    ["yes_no", ["YES"], { refused: "not_an_option" }],
  ] as const)("%s %j is %j", (type, values, expected) => {
    expect(parse({ type, options }, { values: [...values] })).toEqual(expected)
  })

  test("longer together than GATE's column are refused", () => {
    const many = Array.from({ length: 30 }, (_, index) => ({ value: `a-long-option-${index}`, label: "" }))

    const all = parse({ type: "multiple_choice", options: many }, { values: many.map(({ value }) => value) })

    expect(all).toEqual({ refused: "too_long" })
  })
})

describe("dates", () => {
  test.each([
    ["1", "2", "1990", "1990-02-01"],
    ["29", "02", "2024", "2024-02-29"],
    [" 5 ", "11", "1999", "1999-11-05"],
    ["", "", "", null],
    ["29", "2", "2023", { refused: "not_a_date" }],
    ["31", "4", "2020", { refused: "not_a_date" }],
    ["0", "1", "2020", { refused: "not_a_date" }],
    ["1", "13", "2020", { refused: "not_a_date" }],
    ["1", "1", "0000", { refused: "not_a_date" }],
    ["1", "1", "90", { refused: "not_a_date" }],
    ["1", "1", "20200", { refused: "not_a_date" }],
    ["-1", "1", "2020", { refused: "not_a_date" }],
    ["1e1", "1", "2020", { refused: "not_a_date" }],
    ["１", "１", "２０２０", { refused: "not_a_date" }],
    ["Mon", "Jan", "2020", { refused: "not_a_date" }],
    ["", "2", "1990", { refused: "incomplete_date" }],
    ["1", "", "", { refused: "incomplete_date" }],
  ])("%s.%s.%s is %j", (day, month, year, expected) => {
    expect(parse({ type: "date" }, { date: { day, month, year } })).toEqual(expected)
  })

  test("in the future are no birthdays, but may be other dates", () => {
    const tomorrow = { date: { day: "11", month: "1", year: "2027" } }
    const today = { date: { day: "10", month: "1", year: "2027" } }

    expect(parse({ type: "date", field: "birthday" }, tomorrow)).toEqual({ refused: "date_in_future" })
    expect(parse({ type: "date", field: "birthday" }, today)).toBe("2027-01-10")
    expect(parse({ type: "date" }, tomorrow)).toBe("2027-01-11")
  })

  test("are unanswered when the form sent no parts", () => {
    expect(parse({ type: "date" }, { values: ["2020-01-01"] })).toBeNull()
  })
})

describe("whole numbers", () => {
  test.each([
    ["42", "42"],
    [" 007 ", "7"],
    ["-3", "-3"],
    ["-0", "0"],
    ["", null],
    ["1,234", "1234"],
    ["1.234.567", "1234567"],
    ["12 345", "12345"],
    ["1'000", "1000"],
    ["1,5", { refused: "not_a_whole_number" }],
    ["3.5", { refused: "not_a_whole_number" }],
    ["1,2,3", { refused: "not_a_whole_number" }],
    ["1e3", { refused: "not_a_whole_number" }],
    ["0x10", { refused: "not_a_whole_number" }],
    ["४२", { refused: "not_a_whole_number" }],
    ["４２", { refused: "not_a_whole_number" }],
    [",", { refused: "not_a_whole_number" }],
    ["9999999999", { refused: "too_large" }],
    ["-9999999999", { refused: "too_small" }],
    ["9".repeat(400), { refused: "too_large" }],
  ])("%j is %j", (typed, expected) => {
    expect(parse({ type: "whole_number" }, { values: [typed] })).toEqual(expected)
  })

  test.each([
    ["-1", { refused: "too_small" }],
    ["0", "0"],
    ["130", "130"],
    ["131", { refused: "too_large" }],
    ["36.5", { refused: "not_a_whole_number" }],
  ])("an age of %s is %j", (typed, expected) => {
    expect(parse({ type: "whole_number", field: "age" }, { values: [typed] })).toEqual(expected)
  })
})

describe("phones and countries", () => {
  test.each([
    ["phone", "+49 30 901820", null, "+4930901820"],
    ["phone", "030 901820", "DE", "+4930901820"],
    ["phone", "030 901820", null, { refused: "not_a_phone" }],
    ["phone", "call me", "DE", { refused: "not_a_phone" }],
    ["phone", "", "DE", null],
    ["country", "MX", null, "MX"],
    ["country", "", null, null],
    ["country", "mx", null, { refused: "not_a_country" }],
    ["country", "ZZ", null, { refused: "not_a_country" }],
    ["country", "Mexico", null, { refused: "not_a_country" }],
  ] as const)("%s %j from %s is %j", (type, typed, country, expected) => {
    expect(parse({ type }, { values: [typed] }, country)).toEqual(expected)
  })
})

describe("a phone number without its prefix, where nobody has said a country", () => {
  const read = (typed: string, country: string | null, suggestedCountry: string | null) =>
    parseAnswer(
      question({ type: "phone" }),
      { values: [typed] },
      { now: context.now, country, suggestedCountries: [suggestedCountry] },
    )

  test("is no answer, and what it would be in the browser's country is offered", () => {
    expect(read("030 901820", null, "DE")).toEqual({
      ok: false,
      issue: { code: "phone_without_prefix", offer: { country: "DE", number: "+49 30 901820" } },
    })
  })

  test.each([
    ["030 901820", null, null],
    ["call me", null, "DE"],
    // In an answered country the browser's is beside the point.
    ["12", "MX", "DE"],
  ])("%j from %s, suggested %s, has nothing to offer", (typed, country, suggested) => {
    expect(read(typed, country, suggested)).toEqual({ ok: false, issue: { code: "not_a_phone" } })
  })

  test("is offered in the country where people write it like that", () => {
    const suggestedCountries = ["DE", "US"]
    const offered = (typed: string) => {
      const context = { now: new Date(), country: null, suggestedCountries }
      const answered = parseAnswer(question({ type: "phone" }), { values: [typed] }, context)
      return answered.ok ? null : answered.issue.offer
    }

    expect(offered("030 901820")).toEqual({ country: "DE", number: "+49 30 901820" })
    expect(offered("(212) 736-5000")).toEqual({ country: "US", number: "+1 212 736 5000" })
  })

  test("with its prefix is taken whatever the browser suggests", () => {
    expect(read("+52 55 1234 5678", null, "DE")).toMatchObject({ ok: true, value: "+525512345678" })
  })
})

describe("a whole form", () => {
  const questions = [
    question({ key: "home", type: "country", field: "country" }),
    question({ key: "phone", type: "phone", field: "telephone" }),
    question({ key: "meal", required: true }),
    question({ key: "born", type: "date", field: "birthday" }),
    question({ key: "colours", type: "multiple_choice", options }),
  ]
  const read =
    (form: Record<string, Submitted>) =>
    ({ key }: Question) =>
      form[key] ?? { values: [] }

  test("reads a phone number in the country that was answered, wherever that question stands", () => {
    const form = { home: { values: ["MX"] }, phone: { values: ["55 1234 5678"] }, meal: { values: ["any"] } }

    const { answers } = parseAnswers(questions, read(form), { ...context, country: "DE" })

    expect(answers).toMatchObject({ home: "MX", phone: "+525512345678", meal: "any" })
  })

  test("names every fault at once and keeps what was fine", () => {
    const form = { home: { values: ["??"] }, phone: { values: ["x"] }, colours: { values: ["red"] } }

    const { answers, issues } = parseAnswers(questions, read(form), context)

    expect(issues).toEqual({
      home: { code: "not_a_country" },
      phone: { code: "not_a_phone" },
      meal: { code: "required" },
    })
    expect(answers).toEqual({ colours: "red" })
  })

  test("is filled in again from its answers", () => {
    const answers = { home: "MX", born: "1990-02-01", colours: "red,blue" }

    expect(formValues(questions, { answers, spellings: {} })).toEqual({
      home: ["MX"],
      "born.day": ["01"],
      "born.month": ["02"],
      "born.year": ["1990"],
      colours: ["red", "blue"],
    })
  })
})

test("no text makes an answer that GATE or the database could not take", () => {
  const types = ["short_text", "long_text", "whole_number", "phone", "country", "yes_no"] as const
  fc.assert(
    fc.property(fc.constantFrom(...types), fc.string({ unit: "binary", maxLength: 300 }), (type, typed) => {
      const result = parseAnswer(question({ type }), { values: [typed] }, context)
      const value = result.ok ? (result.value ?? "") : ""
      return !value.includes("\u0000") && [...value].length <= 255 && value === value.trim()
    }),
  )
})
