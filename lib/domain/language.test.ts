import { expect, test } from "vitest"
import { isLanguage } from "./language"

test.each(["en", "es", "pt", "ar"])("%s is a language of the pages", (language) => {
  expect(isLanguage(language)).toBe(true)
})

test.each(["de", "EN", "en-GB", "", null, undefined])("%j is none", (language) => {
  expect(isLanguage(language)).toBe(false)
})
