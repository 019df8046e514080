/** For each language the country that stands for all whose clocks have twelve hours; Portuguese has none. */
const twelveHours: Record<string, string> = { en: "en-AU", es: "es-CO", ar: "ar-EG" }

/** In English the month comes first here, too. */
const monthFirst = ["US", "CA", "PH"]

/** The first country that a list of language tags names, whatever the language. */
const firstCountry = /(?:^|,)\s*[a-z]{2,3}(?:[-_][a-z]{4})?[-_]([a-z]{2}|419)\s*(?=[;,]|$)/i

/** Newer engines have a method for what Node 20 has as a property. */
type ClockLocale = Intl.Locale & { getHourCycles?: () => string[]; hourCycles?: string[] }

function hasTwelveHours(country: string): boolean {
  const locale: ClockLocale = new Intl.Locale(`und-${country}`)
  const [usual] = locale.getHourCycles?.() ?? locale.hourCycles ?? []
  return usual === "h12"
}

/**
 * The locale that dates on a page or in a mail of this language are written by: with 12 hours where the reader's country
 * has them. `tags` is an `Accept-Language` header, or one locale. The first country it names counts: a browser in Berlin
 * asks for German first and for American English later. Without one it is the language itself, with 24 hours. One of
 * eight, because pages for strangers are kept by it; the server in front reads the header the same way
 * (`server/date-locale.mjs`).
 */
export function dateLocale(language: string, tags: string | null): string {
  const country = firstCountry.exec((tags ?? "").slice(0, 500))?.[1]?.toUpperCase()
  if (!country || !hasTwelveHours(country)) return language
  return language === "en" && monthFirst.includes(country) ? "en-US" : (twelveHours[language] ?? language)
}

/** Time of day as a locale of `dateLocale` has it. */
export function clockOptions(locale: string) {
  const hasTwelve = locale === "en-US" || Object.values(twelveHours).includes(locale)
  return hasTwelve
    ? ({ hour: "numeric", minute: "2-digit", hourCycle: "h12" } as const)
    : ({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const)
}
