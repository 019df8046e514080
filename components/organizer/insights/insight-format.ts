import type { Bucket, Filter } from "@/lib/domain/insights"
import { formatLocale } from "@/lib/domain/language"

/** Numbers, shares and times as the organizer's language writes them. */
export type InsightFormat = {
  number: (value: number) => string
  /** `37%` of a whole that may be 0. */
  share: (value: number, whole: number) => string
  /** `14 May`, or `14 May, 09:15` when a bucket is shorter than a day. Times are the clock's on the wall. */
  bucket: (bucket: Bucket, sizeMs: number) => string
  /** The clock time of an instant in the event's zone. */
  clock: (at: Date) => string
  list: (parts: string[]) => string
  region: (code: string) => string
  language: (code: string) => string
}

const dayMs = 24 * 60 * 60_000

export function createInsightFormat(language: string, timeZone: string): InsightFormat {
  const locale = formatLocale(language)
  const numbers = new Intl.NumberFormat(locale)
  const shares = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 0 })
  const day = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", timeZone: "UTC" })
  const hour = new Intl.DateTimeFormat(locale, {
    ...{ day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" },
    hourCycle: "h23",
    timeZone: "UTC",
  })
  const clock = new Intl.DateTimeFormat(locale, { timeStyle: "short", hourCycle: "h23", timeZone })
  const lists = new Intl.ListFormat(locale, { style: "narrow", type: "unit" })
  const regions = new Intl.DisplayNames(locale, { type: "region", fallback: "code" })
  const languages = new Intl.DisplayNames(locale, { type: "language", fallback: "code" })
  return {
    number: (value) => numbers.format(value),
    share: (value, whole) => shares.format(whole === 0 ? 0 : value / whole),
    bucket: ({ from, to }, sizeMs) => {
      const [first, last] = [new Date(`${from}:00Z`), new Date(`${to}:00Z`)]
      if (sizeMs < dayMs) return hour.format(first)
      return sizeMs === dayMs ? day.format(first) : day.formatRange(first, last)
    },
    clock: (at) => clock.format(at),
    list: (parts) => lists.format(parts),
    region: (code) => regions.of(code) ?? code,
    language: (code) => languages.of(code) ?? code,
  }
}

/** The attendee list, filtered. */
export function listHref(slug: string, filter: Filter): string {
  return `/organizer/${slug}/attendees?${new URLSearchParams(filter)}`
}
