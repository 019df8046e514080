import type { Trait } from "@/lib/domain/attendee-query"
import { formatLocale } from "@/lib/domain/language"

export type ListFormat = {
  number: (value: number) => string
  /** `12 Mar 09:10` in the event's zone. */
  instant: (iso: string) => string
  /** The same with weekday, year and zone. */
  fullInstant: (iso: string) => string
  /** A calendar day, `12 Mar 2027`, of an ISO date. */
  day: (date: string) => string
  /** What is there of some values: `Portugal, Spain`, and of more than three `Portugal, Spain, France +9`. */
  several: (names: string[]) => string
  /** A trait's value: `Spanish`, `Portugal`, `25–34`, `65+`, `14 May, 09:15–09:29`. */
  trait: (name: Trait, value: string) => string
}

/** Numbers and times as the organizer's language writes them, in the event's zone. */
export function createListFormat(language: string, timeZone: string): ListFormat {
  const locale = formatLocale(language)
  const numbers = new Intl.NumberFormat(locale)
  const date = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", timeZone })
  const time = new Intl.DateTimeFormat(locale, {
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZone,
  })
  const full = new Intl.DateTimeFormat(locale, { dateStyle: "full", timeStyle: "long", timeZone })
  const day = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: "UTC" })
  const several = createSeveral(locale)
  return {
    several,
    number: (value) => numbers.format(value),
    instant: (iso) => `${date.format(new Date(iso))} ${time.format(new Date(iso))}`,
    fullInstant: (iso) => full.format(new Date(iso)),
    day: (iso) => day.format(new Date(`${iso}T00:00:00Z`)),
    trait: createTraitFormat(locale, several),
  }
}

/** Of more values than these the rest is only counted. */
export const mostNamed = 3

function createSeveral(locale: string): ListFormat["several"] {
  const list = new Intl.ListFormat(locale, { style: "short", type: "unit" })
  const more = new Intl.NumberFormat(locale, { signDisplay: "always" })
  return (names) => {
    const named = list.format(names.slice(0, mostNamed))
    return names.length > mostNamed ? `${named} ${more.format(names.length - mostNamed)}` : named
  }
}

function createTraitFormat(locale: string, several: ListFormat["several"]): ListFormat["trait"] {
  const namesOf = (type: "language" | "region", codes: string) => {
    const names = new Intl.DisplayNames(locale, { type, fallback: "code" })
    return several(codes.split(",").map((code) => names.of(code) ?? code))
  }
  // The minutes are already those of the event's clocks.
  const minutes = new Intl.DateTimeFormat(locale, {
    ...{ day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" },
    ...{ hourCycle: "h23", timeZone: "UTC" },
  })
  const at = (minute = "") => new Date(`${minute}:00Z`)
  return (name, value) => {
    if (name === "language") return namesOf("language", value)
    if (name === "country") return namesOf("region", value)
    if (name === "age") return value.endsWith("-") ? value.replace("-", "+") : value.replace("-", "–")
    const [first, last] = value.split("--")
    return minutes.formatRange(at(first), at(last))
  }
}
