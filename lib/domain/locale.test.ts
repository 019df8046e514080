import { expect, test } from "vitest"
import { localeOf, suggestedCountry } from "./locale"

test.each<[string | null, string | null]>([
  ["es-MX,es;q=0.9,en;q=0.8", "MX"],
  ["en", null],
  ["de", null],
  ["en-GB,en;q=0.9", "GB"],
  ["fr;q=0.5, pt-BR;q=0.9", "BR"],
  ["en, de-AT;q=0.5", "AT"],
  ["zh-Hant-TW", "TW"],
  ["es-419,es;q=0.9", null],
  ["es-419,es-AR;q=0.9", "AR"],
  ["en-001", null],
  ["und-DE", null],
  ["en-ZZ", null],
  ["*", null],
  ["de-DE;q=0, fr-FR", "FR"],
  ["de-DE;q=0", null],
  ["fr-FR;q=0.5, de-DE", "DE"],
  ["fr-FR; q=0.5 ;x=1, de-DE;q=0.75", "DE"],
  ["fr-FR;seq=0.5, de-DE", "FR"],
  ["fr-FR;q=0.5x, de-DE", "FR"],
  [`${"de,".repeat(160)}fr-FR`, "FR"],
  [`${"de,".repeat(170)}fr-FR`, null],
  ["de-DE;q=x, fr-FR;q=0.9", "DE"],
  ["", null],
  [null, null],
  [";;;,,,=", null],
  ["<script>", null],
  [`${"a-".repeat(5_000)}`, null],
])("a browser that sends %j suggests %s", (header, country) => {
  expect(suggestedCountry(header)).toBe(country)
})

test.each<[string, string | null, string]>([
  ["es", "es-MX,es;q=0.9,en;q=0.8", "es_MX"],
  ["en", "de-DE,de;q=0.9,en-GB;q=0.5", "en_GB"],
  ["en", "de-DE,de;q=0.9", "en_US"],
  ["pt", "fr;q=0.5, pt-BR;q=0.9", "pt_BR"],
  ["es", "es-419,es;q=0.9", "es_ES"],
  ["ar", null, "ar_EG"],
  ["en", "<script>", "en_US"],
  ["qaa", null, "qaa_US"],
])("a page in %s read by a browser that sends %j has the locale %s", (language, header, locale) => {
  expect(localeOf(language, header)).toBe(locale)
})
