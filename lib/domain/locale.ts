import { countryName } from "./country"

/** `locale` as GATE writes it (`es_MX`), and the country only when the browser named one. */
export type VisitorLocale = { locale: string; country: string | null }

type Preference = { tag: Intl.Locale; quality: number }

function parsePreferences(acceptLanguage: string): Preference[] {
  return acceptLanguage
    .split(",")
    .flatMap((part): Preference[] => {
      const [name = "", ...parameters] = part.trim().split(";")
      const quality = Number(parameters.map((p) => /^\s*q=([\d.]+)\s*$/.exec(p)?.[1]).find(Boolean) ?? 1)
      if (name === "*" || !(quality > 0)) return []
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

/**
 * Reads `Accept-Language` (contract §9.27). The first language wins; its region is the one the browser names for it,
 * else the likeliest one. The country stays null unless some tag names a region, because "en" says nothing of where
 * a person lives.
 */
export function readLocale(acceptLanguage: string | null): VisitorLocale {
  const preferences = parsePreferences((acceptLanguage ?? "").slice(0, 500))
  const first = preferences[0]?.tag
  if (!first) return { locale: "en_US", country: null }
  const tags = preferences.map((preference) => preference.tag)
  const ownRegion = tags.filter((tag) => tag.language === first.language).map(countryOf)
  const likeliest = countryOf(new Intl.Locale(first.language).maximize())
  const region = ownRegion.find(Boolean) ?? likeliest ?? "US"
  const named = tags.map(countryOf).find(Boolean)
  const country = named && countryName(named) ? named : null
  return { locale: `${first.language}_${region}`, country }
}
