import { describe, expect, test } from "vitest"
import { chooseLanguage, direction, isolate } from "./languages"

describe("the language of a browser", () => {
  test.each([
    ["es-MX,es;q=0.9,en;q=0.8", "es"],
    ["pt-BR", "pt"],
    ["de-DE,ar;q=0.7,en;q=0.3", "ar"],
    ["en;q=0.4, PT;q=0.9", "pt"],
    ["es;q=0, en;q=0.1", "en"],
    ["es;q=0", "en"],
    ["fr, de", "en"],
    ["*", "en"],
    ["es;q=often, ar", "es"],
    ["", "en"],
    [null, "en"],
  ])("that asks for %j is %s", (header, expected) => {
    const language = chooseLanguage(header)

    expect(language).toBe(expected)
  })

  test("is found in a header of any length", () => {
    const language = chooseLanguage(`es,${"x".repeat(100_000)}`)

    expect(language).toBe("es")
  })
})

describe("right-to-left script", () => {
  test.each([
    ["en", "ltr"],
    ["pt", "ltr"],
    ["ar", "rtl"],
  ])("%s reads %s", (language, expected) => {
    expect(direction(language)).toBe(expected)
  })

  test("shows a code in two groups in its own order", () => {
    expect(isolate("412 903", "ar")).toBe("\u2066412 903\u2069")
  })

  test("leaves other scripts and nothing at all alone", () => {
    expect([isolate("412 903", "en"), isolate("", "ar")]).toEqual(["412 903", ""])
  })
})
