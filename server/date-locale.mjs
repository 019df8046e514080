/** One country for all that write dates and times alike (lib/domain/date-locale.ts, which says more). */
const twelveHours = new Map([
  ["en", "en-AU"],
  ["es", "es-CO"],
  ["ar", "ar-EG"],
])

const monthFirst = new Set(["en-US", "en-PH", "en-CA"])

/** @type {Map<string, string>} */
const known = new Map()

/**
 * The locale that a page of this language has its dates in: one of eight, so that a page is kept as few times.
 *
 * @param {string} language
 * @param {string} [acceptLanguage] the header
 * @returns {string}
 */
export function dateLocaleOf(language, acceptLanguage = "") {
  const named = new RegExp(`(?:^|,)\\s*${language}[-_]([a-z]{2}|419)\\s*(?=[;,]|$)`, "i")
  const country = named.exec(acceptLanguage.slice(0, 500))?.[1]
  if (!country) return language
  const tag = `${language}-${country.toUpperCase()}`
  const found = known.get(tag) ?? lookUp(language, tag)
  if (known.size < 2_000) known.set(tag, found)
  return found
}

/**
 * @param {string} language
 * @param {string} tag
 */
function lookUp(language, tag) {
  const { hourCycle } = new Intl.DateTimeFormat(tag, { timeStyle: "short" }).resolvedOptions()
  if (hourCycle !== "h12") return language
  return monthFirst.has(tag) ? "en-US" : (twelveHours.get(language) ?? language)
}
