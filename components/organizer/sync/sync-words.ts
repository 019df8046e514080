import type { SyncStatus } from "@/lib/domain/sync-status"

/** Sentences with places for values: `Synced {ago}`. */
type SyncWords = Record<
  | "synced"
  | "synced_at"
  | "never"
  | "walking"
  | "walking_of"
  | "unreachable"
  | "refused"
  | "refresh"
  | "refreshing"
  | "failed",
  string
>

export type SyncSetting = { words: SyncWords; language: string; timeZone: string }

function fill(sentence: string, values: Record<string, string>): string {
  return sentence.replace(/\{(\w+)\}/g, (place, name: string) => values[name] ?? place)
}

const units = [
  ["second", 60],
  ["minute", 60],
  ["hour", 24],
  ["day", Number.POSITIVE_INFINITY],
] as const

/** `12 sec. ago` as the language writes it. */
export function timeAgo(ms: number, language: string): string {
  let value = Math.max(0, Math.round(ms / 1_000))
  const format = new Intl.RelativeTimeFormat(language, { style: "short" })
  for (const [unit, size] of units) {
    if (value < size) return format.format(-value, unit)
    value = Math.round(value / size)
  }
  return format.format(-value, "day")
}

/**
 * How the attendees stand beside GATE, in one line. `now` is null until the browser knows the time: then the clock time
 * stands there, which the server can say as well.
 */
export function describeSync(
  status: SyncStatus,
  now: number | null,
  { words, language, timeZone }: SyncSetting,
): string {
  const { finishedAt, progress, trouble, retryAt } = status
  const locale = language === "en" ? "en-GB" : language
  const clock = (iso: string) =>
    new Intl.DateTimeFormat(locale, { timeZone, timeStyle: "short", hourCycle: "h23" }).format(new Date(iso))
  const number = (value: number) => new Intl.NumberFormat(locale).format(value)
  if (trouble === "refused") return words.refused
  if (trouble === "unreachable") return fill(words.unreachable, { at: retryAt ? clock(retryAt) : "" })
  const isLong = progress?.total !== null && (progress?.total ?? 0) > 1_000
  if (progress && (finishedAt === null || isLong)) {
    const { seen, total } = progress
    if (total === null) return words.walking
    return fill(words.walking_of, { seen: number(seen), total: number(total) })
  }
  if (finishedAt === null) return words.never
  if (now === null) return fill(words.synced_at, { at: clock(finishedAt) })
  return fill(words.synced, { ago: timeAgo(now - Date.parse(finishedAt), language) })
}
