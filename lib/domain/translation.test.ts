import { describe, expect, test } from "vitest"
import { testEvent } from "@/lib/testing/event"
import { localiseEvent } from "./event"
import { localiseQuestion, type Question } from "./question"

function question(translations: Question["translations"]): Question {
  return {
    id: "1",
    key: "diet",
    label: "Dietary requirements",
    hint: "Choose all that apply.",
    type: "multiple_choice",
    required: false,
    options: [
      { value: "vegan", label: "Vegan" },
      { value: "halal", label: "Halal" },
    ],
    stage: "registration",
    field: "custom_field_1",
    why: null,
    needBy: null,
    showIf: null,
    atDoor: false,
    translations,
  }
}

const spanish = { es: { label: "¿Qué debe saber la cocina?", options: { vegan: "Vegano" } } }

describe("an event in another language", () => {
  const event = testEvent({
    description: "One day.",
    translations: { es: { title: "Cuaderno de Campo" } },
  })

  test("says what is translated and keeps its own words for the rest", () => {
    const localised = localiseEvent(event, "es")

    expect(localised).toMatchObject({ title: "Cuaderno de Campo", description: "One day." })
  })

  test("stays as it is in a language nobody translated it to", () => {
    const localised = localiseEvent(event, "pt")

    expect(localised).toEqual(event)
  })

  test("brings its questions along", () => {
    const localised = localiseEvent({ ...event, questions: [question(spanish)] }, "es")

    expect(localised.questions[0]?.label).toBe("¿Qué debe saber la cocina?")
  })

  test("never changes what identifies it", () => {
    const { slug, id, organization } = localiseEvent(event, "es")

    expect({ slug, id, organization }).toEqual({
      slug: event.slug,
      id: event.id,
      organization: event.organization,
    })
  })
})

describe("a question in another language", () => {
  test("falls back to its own words, option by option", () => {
    const localised = localiseQuestion(question(spanish), "es")

    expect(localised.hint).toBe("Choose all that apply.")
    expect(localised.options).toEqual([
      { value: "vegan", label: "Vegano" },
      { value: "halal", label: "Halal" },
    ])
  })

  test("falls back to its own options where none is translated", () => {
    const { label, options } = localiseQuestion(question({ es: { label: "¿Qué?" } }), "es")

    expect([label, ...options.map((option) => option.label)]).toEqual(["¿Qué?", "Vegan", "Halal"])
  })

  test("keeps the values that are stored and the key they are stored under", () => {
    const { key, options } = localiseQuestion(question(spanish), "es")

    expect([key, ...options.map(({ value }) => value)]).toEqual(["diet", "vegan", "halal"])
  })
})
