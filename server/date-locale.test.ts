import { expect, test } from "vitest"
import { dateLocale } from "@/lib/domain/date-locale"
import { languages } from "@/lib/domain/language"
import { dateLocaleOf } from "./date-locale.mjs"

const headers = [
  "",
  "en",
  "en-US,en;q=0.9",
  "en-GB,en-US;q=0.9,en;q=0.8",
  "de-DE,de;q=0.9,en-PH;q=0.5,es-MX;q=0.4,ar;q=0.3",
  "es-419, es;q=0.9",
  "ar-MA,ar-EG;q=0.5",
  "pt-PT,pt;q=0.5",
  "zh-Hant-TW, en-Latn-US, en-QQ",
]

test.each(headers)("the server in front and the page behind it read “%s” alike", (header) => {
  for (const language of languages)
    expect(dateLocaleOf(language, header), language).toBe(dateLocale(language, header))
})
