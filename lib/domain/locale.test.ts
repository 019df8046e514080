import { expect, test } from "vitest"
import { readLocale } from "./locale"

test.each<[string | null, string, string | null]>([
  ["es-MX,es;q=0.9,en;q=0.8", "es_MX", "MX"],
  ["en", "en_US", null],
  ["de", "de_DE", null],
  ["en-GB,en;q=0.9", "en_GB", "GB"],
  ["fr;q=0.5, pt-BR;q=0.9", "pt_BR", "BR"],
  ["en, de-AT;q=0.5", "en_US", "AT"],
  ["en, en-AU;q=0.5", "en_AU", "AU"],
  ["zh-Hant-TW", "zh_TW", "TW"],
  ["fil", "fil_PH", null],
  ["es-419,es;q=0.9", "es_ES", null],
  ["es-419,es-AR;q=0.9", "es_AR", "AR"],
  ["en-001", "en_US", null],
  ["und-DE", "en_US", null],
  ["en-ZZ", "en_ZZ", null],
  ["*", "en_US", null],
  ["de;q=0, fr", "fr_FR", null],
  ["de;q=x, fr;q=0.9", "de_DE", null],
  ["", "en_US", null],
  [null, "en_US", null],
  ["x", "en_US", null],
  [";;;,,,=", "en_US", null],
  ["<script>", "en_US", null],
  [`${"a-".repeat(5_000)}`, "en_US", null],
])("%j is %s from %s", (header, locale, country) => {
  expect(readLocale(header)).toEqual({ locale, country })
})
