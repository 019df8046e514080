import { expect, test } from "vitest"
import { clockOptions, dateLocale } from "./date-locale"

test.each([
  ["en", "en-US,en;q=0.9", "en-US"],
  ["en", "en-GB,en-US;q=0.9", "en"],
  ["en", "en-CA", "en-US"],
  ["en", "en-NZ", "en-AU"],
  ["en", "en,en-US;q=0.5", "en-US"],
  ["en", "de-DE,de;q=0.9,en-US;q=0.8,en;q=0.7", "en"],
  ["en", "es-MX,es;q=0.9,en-GB;q=0.5", "en-AU"],
  ["en", "zh-Hans-SG", "en-AU"],
  ["pt", "en-US", "pt"],
  ["en", "en_US", "en-US"],
  ["es", "es-ES,en-US;q=0.5", "es"],
  ["es", "es-MX", "es-CO"],
  ["es", "es-419,es;q=0.9", "es-CO"],
  ["pt", "pt-BR", "pt"],
  ["ar", "ar-EG", "ar-EG"],
  ["ar", "ar-MA", "ar"],
  ["en", `${"x,".repeat(300)}en-US`, "en"],
  ["en", null, "en"],
])("a page in “%s” for “%s” has its dates as %s", (language, tags, locale) => {
  expect(dateLocale(language, tags)).toBe(locale)
})

test("clocks have 12 hours where the reader's country has them, and 24 for everybody else", () => {
  const cycles = ["en-US", "en-AU", "es-CO", "ar-EG", "en", "es", "pt", "ar"].map(
    (locale) => clockOptions(locale).hourCycle,
  )

  expect(cycles).toEqual([...Array(4).fill("h12"), ...Array(4).fill("h23")])
})
