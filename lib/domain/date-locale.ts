/** Countries that write dates and times as others do not, by language: one stands for all that write alike. */
const twelveHours: Record<string, string> = { en: "en-AU", es: "es-CO", ar: "ar-EG" }

/** Whether a country's clocks have twelve hours. */
function hasTwelveHours(tag: string): boolean {
  return new Intl.DateTimeFormat(tag, { timeStyle: "short" }).resolvedOptions().hourCycle === "h12"
}

/** Countries are looked up once: there are not many, and asking `Intl` takes half a millisecond. */
const known = new Map<string, string>()

function localeIn(language: string, country: string): string {
  const tag = `${language}-${country.toUpperCase()}`
  const found = known.get(tag) ?? (hasTwelveHours(tag) ? writtenAs(language, tag) : language)
  if (known.size < 2_000) known.set(tag, found)
  return found
}

function writtenAs(language: string, tag: string): string {
  const monthFirst = ["en-US", "en-PH", "en-CA"]
  return monthFirst.includes(tag) ? "en-US" : (twelveHours[language] ?? language)
}

/**
 * The locale that dates on a page or in a mail of this language are written by: with 12 hours where the reader's country
 * has them. `tags` is an `Accept-Language` header, or one locale; the first country named for the language counts. Without
 * one it is the language itself, with 24 hours. One of eight, because pages for strangers are kept by it; the server in
 * front reads the header the same way (`server/date-locale.mjs`).
 */
export function dateLocale(language: string, tags: string | null): string {
  const named = new RegExp(`(?:^|,)\\s*${language}[-_]([a-z]{2}|419)\\s*(?=[;,]|$)`, "i")
  const country = named.exec((tags ?? "").slice(0, 500))?.[1]
  return country ? localeIn(language, country) : language
}

/** Time of day as a locale of `dateLocale` has it. */
export function clockOptions(locale: string) {
  const hasTwelve = locale === "en-US" || Object.values(twelveHours).includes(locale)
  return hasTwelve
    ? ({ hour: "numeric", minute: "2-digit", hourCycle: "h12" } as const)
    : ({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const)
}
