import { listCountries } from "./country"

/** Newer engines have a method for what Node 20 has as a property. */
type ZonedLocale = Intl.Locale & {
  getTimeZones?: () => string[] | undefined
  timeZones?: string[] | undefined
}

let countries: Map<string, string> | undefined

function countriesByZone(): Map<string, string> {
  countries ??= new Map(
    listCountries().flatMap(({ code }) => {
      const locale: ZonedLocale = new Intl.Locale(`und-${code}`)
      const zones = locale.getTimeZones?.() ?? locale.timeZones ?? []
      return zones.map((zone): [string, string] => [zone, code])
    }),
  )
  return countries
}

/** ISO code of the country whose clocks go by an IANA zone, or null: `UTC` is nobody's. */
export function countryOfZone(timeZone: string): string | null {
  const own = new Intl.DateTimeFormat("en", { timeZone }).resolvedOptions().timeZone
  return countriesByZone().get(timeZone) ?? countriesByZone().get(own) ?? null
}
