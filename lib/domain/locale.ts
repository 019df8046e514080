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
        return [{ tag: new Intl.Locale(name), quality }]
      } catch {
        return []
      }
    })
    .sort((a, b) => b.quality - a.quality)
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
  const withRegion = preferences.map((preference) => preference.tag).filter((tag) => tag.region)
  const region =
    withRegion.find((tag) => tag.language === first.language)?.region ?? first.maximize().region ?? "US"
  const named = withRegion[0]?.region ?? null
  const country = named && countryName(named) ? named : null
  return { locale: `${first.language}_${region}`, country }
}
