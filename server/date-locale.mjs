/** As in lib/domain/date-locale.ts, which says why; nothing of the site may be imported here. */
const twelveHours = new Map([
  ["en", "en-AU"],
  ["es", "es-CO"],
  ["ar", "ar-EG"],
])

const monthFirst = new Set(["US", "CA", "PH"])

const firstCountry = /(?:^|,)\s*[a-z]{2,3}(?:[-_][a-z]{4})?[-_]([a-z]{2}|419)\s*(?=[;,]|$)/i

/** @typedef {Intl.Locale & { getHourCycles?: () => string[], hourCycles?: string[] }} ClockLocale */

/** @param {string} country */
function hasTwelveHours(country) {
  /** @type {ClockLocale} */
  const locale = new Intl.Locale(`und-${country}`)
  const [usual] = locale.getHourCycles?.() ?? locale.hourCycles ?? []
  return usual === "h12"
}

/**
 * The locale that a page of this language has its dates in: one of eight, so that a page is kept as few times.
 *
 * @param {string} language
 * @param {string} [acceptLanguage] the header
 * @returns {string}
 */
export function dateLocaleOf(language, acceptLanguage = "") {
  const country = firstCountry.exec(acceptLanguage.slice(0, 500))?.[1]?.toUpperCase()
  if (!country || !hasTwelveHours(country)) return language
  return language === "en" && monthFirst.has(country) ? "en-US" : (twelveHours.get(language) ?? language)
}
