import type { useTranslations } from "next-intl"
import { formatLocale } from "@/lib/domain/language"
import type { SyncStatus } from "@/lib/domain/sync-status"

export type SyncSetting = {
  t: ReturnType<typeof useTranslations<"sync">>
  language: string
  timeZone: string
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
  const format = new Intl.RelativeTimeFormat(language === "en" ? "en" : formatLocale(language), {
    style: "short",
  })
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
  { t, language, timeZone }: SyncSetting,
): string {
  const { finishedAt, progress, trouble, retryAt } = status
  const locale = formatLocale(language)
  const clock = (iso: string) =>
    new Intl.DateTimeFormat(locale, { timeZone, timeStyle: "short", hourCycle: "h23" }).format(new Date(iso))
  if (trouble === "refused") return t("refused")
  if (trouble === "unreachable") return t("unreachable", { at: retryAt ? clock(retryAt) : "" })
  const isLong = progress?.total !== null && (progress?.total ?? 0) > 1_000
  if (progress && (finishedAt === null || isLong)) {
    const { seen, total } = progress
    return total === null ? t("walking") : t("walking_of", { seen, total })
  }
  if (finishedAt === null) return t("never")
  if (now === null) return t("synced_at", { at: clock(finishedAt) })
  return t("synced", { ago: timeAgo(now - Date.parse(finishedAt), language) })
}
