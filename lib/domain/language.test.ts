import { expect, test } from "vitest"
import { formatLocale, isLanguage, languageTag } from "./language"

test.each(["en", "es", "pt", "ar"])("%s is a language of the pages", (language) => {
  expect(isLanguage(language)).toBe(true)
})

test.each(["de", "EN", "en-GB", "", null, undefined])("%j is none", (language) => {
  expect(isLanguage(language)).toBe(false)
})

test("our Portuguese says that it is Brazilian, and no other language says more than its name", () => {
  expect(["en", "es", "pt", "ar"].map(languageTag)).toEqual(["en", "es", "pt-BR", "ar"])
})

test("dates and numbers have the same digits in every language", () => {
  const written = ["en", "es", "pt", "ar"].map(
    (language) =>
      new Intl.DateTimeFormat(formatLocale(language), { timeZone: "UTC", year: "numeric", day: "numeric" }),
  )

  expect(written.map((format) => format.resolvedOptions().numberingSystem)).toEqual(Array(4).fill("latn"))
})
