import { describe, expect, test } from "vitest"
import { renderMarkdown } from "./markdown"
import { type FieldValues, fillMarkdown, fillPlain, findFieldFault, messageFor } from "./message"
import type { Question } from "./question"

const question = (key: string, field: Question["field"] = "custom_field_1"): Question => ({
  ...{
    id: key,
    key,
    label: key,
    hint: null,
    type: "short_text",
    required: false,
    options: [],
    stage: "profile",
  },
  ...{ field, why: null, needBy: null, showIf: null, atDoor: false, translations: {} },
})

const questions = [question("track"), question("passport", "passport_number")]

const values: FieldValues = {
  first_name: "Ana",
  name: "Ana Ribeiro",
  event: "Field Notes Summit",
  ticket_link: "https://tickets.example/tickets/1",
  answers: { track: "Mapping" },
}

describe("a field", () => {
  test.each([
    ["{first_name}, {name}: {event}, {ticket_link}", null],
    ["{answer:track|your track}", null],
    ["{ first_name | there }", null],
    ["{firstname}", { code: "unknown_field", text: "{firstname}" }],
    ["{}", { code: "unknown_field", text: "{}" }],
    ["{answer:colour|none}", { code: "unknown_field", text: "{answer:colour|none}" }],
    ["{answer:passport|none}", { code: "unknown_field", text: "{answer:passport|none}" }],
    ["{answer:track}", { code: "field_without_alternative", text: "{answer:track}" }],
    ["{answer:track| }", { code: "field_without_alternative", text: "{answer:track| }" }],
  ])("%s is understood or refused by name", (text, expected) => {
    expect(findFieldFault(text, questions)).toEqual(expected)
  })

  test("is its reader's value, and the words after the bar where there is none", () => {
    const text = "Dear {first_name|guest}, {answer:track|no track yet}"

    expect(fillPlain(text, values)).toBe("Dear Ana, Mapping")
    expect(fillPlain(text, { ...values, first_name: "", answers: {} })).toBe("Dear guest, no track yet")
  })
})

describe("in Markdown", () => {
  test("what people typed writes no markup", () => {
    const hostile = "[free](https://evil.example) <b> # *x* &amp;"
    const written = renderMarkdown(fillMarkdown("Hello {first_name}", { ...values, first_name: hostile }))

    expect(written).toBe("<p>Hello [free](https://evil.example) &lt;b&gt; # *x* &amp;amp;</p>")
  })

  test("the ticket's address is a link by itself and inside one", () => {
    const written = renderMarkdown(fillMarkdown("{ticket_link} [open]({ticket_link})", values))

    expect(written.match(/href="https:\/\/tickets\.example\/tickets\/1"/g)).toHaveLength(2)
    expect(written).toContain(">open</a>")
  })
})

test("a reader whose language it was not written in gets the event's own", () => {
  const translations = { es: { subject: "Puertas", body: "A las nueve" } }
  const texts = { own: { subject: "Doors", body: "At nine" }, translations }

  expect(messageFor(texts, "es").subject).toBe("Puertas")
  expect(messageFor(texts, "ar").subject).toBe("Doors")
})
