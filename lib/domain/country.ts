import { languageTag } from "./language"

/** Region codes `Intl.DisplayNames` names although they are no countries or territories with people in them. */
const notCountries = new Set([
  "AC",
  "CP",
  "CQ",
  "DG",
  "EA",
  "EU",
  "EZ",
  "IC",
  "QO",
  "TA",
  "UN",
  "XA",
  "XB",
  "ZZ",
])

const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"]

export type Country = { code: string; name: string }

/** False for a code that was replaced: `DD` and `UK` are named Germany and United Kingdom, a second time. */
function isCurrent(code: string): boolean {
  return new Intl.Locale(`und-${code}`).region === code
}

const listsByLanguage = new Map<string, Country[]>()

/** ISO 3166-1 alpha-2 countries with their names in `language`, in that language's order. */
export function listCountries(language = "en"): Country[] {
  const known = listsByLanguage.get(language)
  if (known) return known
  const names = new Intl.DisplayNames([languageTag(language)], { type: "region", fallback: "none" })
  const countries = letters
    .flatMap((first) => letters.map((second) => first + second))
    .filter((code) => !notCountries.has(code) && isCurrent(code))
    .flatMap((code) => {
      const name = names.of(code)
      return name ? [{ code, name }] : []
    })
    .sort((a, b) => a.name.localeCompare(b.name, language))
  listsByLanguage.set(language, countries)
  return countries
}

/** English name GATE keeps in `country`, or null for a code that is no country. */
export function countryName(code: string, language = "en"): string | null {
  return listCountries(language).find((country) => country.code === code)?.name ?? null
}

/** The code of a country named in English or by its code, as GATE's documents write both (contract §11 D13), or null. */
export function countryCode(text: string): string | null {
  const wanted = text.trim().toLowerCase()
  const isIt = ({ code, name }: Country) => code.toLowerCase() === wanted || name.toLowerCase() === wanted
  return listCountries().find(isIt)?.code ?? null
}
