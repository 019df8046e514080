import { describe, expect, test } from "vitest"
import { rendered } from "@/components/ui/rendered"
import type { Question, QuestionType } from "@/lib/domain/question"
import { words } from "@/lib/i18n/test-words"
import { testEvent } from "@/lib/testing/event"
import { type AskedControl, askedQuestion } from "./asked-question"
import { QuestionField } from "./question-field"
import { ShownWhen } from "./shown-when"

function question(overrides: Partial<Question> = {}): Question {
  return {
    id: "1",
    key: "q",
    label: "Question",
    hint: null,
    type: "short_text",
    required: true,
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

function options(count: number) {
  return Array.from({ length: count }, (_, index) => ({ value: `o${index}`, label: `Option ${index}` }))
}

describe("the control for a question", () => {
  test.each<[QuestionType, number, AskedControl]>([
    ["short_text", 0, "text"],
    ["long_text", 0, "textarea"],
    ["single_choice", 6, "radios"],
    ["single_choice", 7, "select"],
    ["multiple_choice", 9, "checkboxes"],
    ["yes_no", 0, "radios"],
    ["date", 0, "date"],
    ["phone", 0, "tel"],
    ["country", 0, "select"],
    ["whole_number", 0, "number"],
  ])("%s with %d options is asked with %s", async (type, count, expected) => {
    const asked = await askedQuestion(question({ type, options: options(count) }))

    expect(asked.control).toBe(expected)
  })

  test("tells the browser nothing of GATE's fields", async () => {
    const asked = await askedQuestion(question({ field: "passport_number" }))

    expect(JSON.stringify(asked)).not.toContain("passport")
  })

  test.each([
    [question({ type: "phone" }), "tel"],
    [question({ field: "company" }), "organization"],
    [question({ type: "country", field: "country" }), "country"],
    [question(), undefined],
  ])("offers what the browser knows of the person", async (given, expected) => {
    const asked = await askedQuestion(given)

    expect(asked.autoComplete).toBe(expected)
  })
})

describe("a country the browser suggests", () => {
  const asked = (suggested?: string) =>
    askedQuestion(
      question({ type: "country", field: "country" }),
      suggested === undefined ? {} : { suggestedCountry: suggested },
    )

  test("stands first, says what it is, and is not chosen", async () => {
    const page = await rendered(<QuestionField question={await asked("DE")} values={{}} />)

    const { options } = await asked("DE")
    expect(options[0]).toEqual({ value: "DE", label: "Germany – suggested by your browser" })
    expect(options.filter(({ value }) => value === "DE")).toHaveLength(1)
    expect(page.html).toContain('<option value="" selected="">')
    expect(page.html.match(/selected=/g)).toHaveLength(1)
  })

  test("is nowhere when there is none", async () => {
    expect((await asked()).options[0]?.label).toBe("Afghanistan")
  })
})

describe("what is promised with a question", () => {
  const promiseOf = async (asked: Partial<Question>) =>
    (await askedQuestion(question(asked), { promisedBy: testEvent() })).promise?.text

  test("names who sees the answer and the day it is erased", async () => {
    expect(await promiseOf({})).toBe(
      [
        words("attendee.promise.seen", { host: "Northside Meetups" }),
        words("attendee.promise.erased", { date: "13 June 2027" }),
      ].join(" "),
    )
  })

  test("says of an answer about the person who else sees it, and that another event may keep it longer", async () => {
    expect(await promiseOf({ field: "telephone" })).toBe(
      [
        words("attendee.promise.shared", { host: "Northside Meetups" }),
        words("attendee.promise.erased_or_later", { date: "13 June 2027" }),
      ].join(" "),
    )
  })

  test("says of a sensitive one that it is sealed, and that it goes nowhere", async () => {
    const text = await promiseOf({ field: "passport_number" })

    expect(text).toContain(words("attendee.promise.sealed", { host: "Northside Meetups" }))
    expect(text).not.toContain(words("attendee.promise.shared", { host: "Northside Meetups" }))
  })

  test("stands beside the reason it is asked for", async () => {
    const why = "Helps us plan lunch."
    const asked = await askedQuestion(question({ why }), { promisedBy: testEvent() })

    const page = await rendered(<QuestionField question={asked} values={{}} />)

    expect(page.descriptionOf("q")).toEqual([why])
    expect(page.html).toContain(words("attendee.promise.summary"))
  })
})

describe("a question in a form", () => {
  test("says so when it may be left open, and uses no asterisks", async () => {
    const asked = await askedQuestion(question({ required: false }))

    const page = await rendered(<QuestionField question={asked} values={{}} />)

    expect(page.labelOf("q")).toBe("Question (optional)")
  })

  test("shows the sentence of its fault", async () => {
    const asked = await askedQuestion(question({ required: false }))

    const page = await rendered(<QuestionField question={asked} values={{}} error="Too long" />)

    expect(page.descriptionOf("q")).toEqual(["!Error: Too long"])
  })

  test.each<[QuestionType, Record<string, string[]>, string]>([
    ["short_text", { q: ["typed"] }, 'value="typed"'],
    ["long_text", { q: ["typed"] }, ">typed</textarea>"],
    ["phone", { q: ["+49 30"] }, 'value="+49 30"'],
    ["whole_number", { q: ["twelve"] }, 'value="twelve"'],
    ["country", { q: ["MX"] }, '<option value="MX" selected="">Mexico</option>'],
    ["yes_no", { q: ["no"] }, 'checked="" value="no"'],
    ["date", { "q.month": ["13"] }, 'name="q.month" value="13"'],
  ])("%s shows again what was typed, right or wrong", async (type, values, expected) => {
    const { html } = await rendered(
      <QuestionField question={await askedQuestion(question({ type }))} values={values} />,
    )

    expect(html).toContain(expected)
  })

  test("every box that was ticked is ticked again", async () => {
    const asked = await askedQuestion(question({ type: "multiple_choice", options: options(3) }))

    const page = await rendered(<QuestionField question={asked} values={{ q: ["o0", "o2"] }} />)

    expect(page.byTag("input").filter((input) => "checked" in input)).toHaveLength(2)
  })
})

describe("a question that another one calls for", () => {
  const ask = async (control: Partial<Question>, showIf: Question["showIf"]) => {
    const all = await Promise.all([
      askedQuestion(question({ key: "dinner", ...control })),
      askedQuestion(question({ key: "dish", showIf })),
    ])
    const [, dish] = all
    if (!dish) throw new Error("There are two questions.")
    return rendered(
      <ShownWhen question={dish} all={all}>
        <QuestionField question={dish} values={{}} />
      </ShownWhen>,
    )
  }

  test("is hidden by the style sheet until its answer is chosen", async () => {
    const { html } = await ask({ type: "yes_no" }, { key: "dinner", values: ["yes"] })

    expect(html).toContain('[name="dinner"]:is([value="yes"]):checked')
    expect(html).toContain('<div class="when-dish">')
  })

  test.each([
    ["after a control no style sheet can read", { type: "short_text" as const }, ["yes"]],
    ["for a value that is no plain word", { type: "yes_no" as const }, ["</style><script>"]],
  ])("is always shown %s", async (_, control, values) => {
    const { html } = await ask(control, { key: "dinner", values })

    expect(html).not.toContain("<style>")
  })
})
