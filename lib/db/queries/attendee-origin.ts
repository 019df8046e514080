import { type SQL, sql } from "drizzle-orm"

/** The language of a locale, `pt` of `pt_BR`; null where it is no code: others write to GATE what they please. */
export function languageOf(locale: SQL): SQL {
  return sql`lower(substring(${locale} from '^([A-Za-z]{2,3})(?:[_-]|$)'))`
}

/** A country that is a code of two capitals, else null. */
export function countryOf(country: SQL): SQL {
  return sql`substring(${country} from '^[A-Z]{2}$')`
}
