import { countryName } from "./country"

type Preference = { tag: Intl.Locale; quality: number }

function parsePreferences(acceptLanguage: string): Preference[] {
  return acceptLanguage
    .split(",")
    .flatMap((part): Preference[] => {
      const [name = "", ...parameters] = part.trim().split(";")
      const quality = Number(parameters.map((p) => /^\s*q=([\d.]+)\s*$/.exec(p)?.[1]).find(Boolean) ?? 1)
      if (!(quality > 0)) return []
      try {
        const tag = new Intl.Locale(name)
        return tag.language && tag.language !== "und" ? [{ tag, quality }] : []
      } catch {
        return []
      }
    })
    .sort((a, b) => b.quality - a.quality)
}

/** The country of a tag; numbers such as 419, Latin America, name none. */
function countryOf(tag: Intl.Locale): string | undefined {
  return /^[A-Z]{2}$/.test(tag.region ?? "") ? tag.region : undefined
}

/** A header is a line of text: what is longer is no browser's. */
function readHeader(acceptLanguage: string | null): Intl.Locale[] {
  return parsePreferences((acceptLanguage ?? "").slice(0, 500)).map(({ tag }) => tag)
}

/**
 * The locale of a page in `language`, as GATE writes it (`es_MX`, contract §4.1): the region is the one the browser names
 * for this language in its `Accept-Language`, else the language's likeliest, because GATE's own examples always have one.
 */
export function localeOf(language: string, acceptLanguage: string | null = null): string {
  const tags = readHeader(acceptLanguage).filter((tag) => tag.language === language)
  const region = tags.map(countryOf).find(Boolean) ?? countryOf(new Intl.Locale(language).maximize()) ?? "US"
  return `${language}_${region}`
}

/**
 * The country to suggest to somebody who is asked for theirs, or null: the first one their browser's `Accept-Language`
 * names. It is a guess, and counts for nothing until it is chosen. "en" alone says nothing of where a person lives.
 */
export function suggestedCountry(acceptLanguage: string | null): string | null {
  const named = readHeader(acceptLanguage).map(countryOf).find(Boolean)
  return named && countryName(named) ? named : null
}
