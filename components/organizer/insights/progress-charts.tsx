import { getTranslations } from "next-intl/server"
import { attendeeStatuses } from "@/lib/domain/attendee"
import { activeCount, completion, funnel, networkUse } from "@/lib/domain/insights"
import { BarList } from "./bar-list"
import { ChartPanel } from "./chart-panel"
import { listHref } from "./insight-format"
import type { ChartProps } from "./insight-setting"
import { StackedBar } from "./stacked-bar"
import type { Tone } from "./tone"

/** Place, record, answers, door: how many got how far. */
export async function FunnelChart({ event, counts, format }: ChartProps) {
  const t = await getTranslations("insights")
  const steps = funnel(counts)
  const whole = steps[0]?.value ?? 0
  const rows = steps.map(({ step, value, filter }) => ({
    key: step,
    label: t(`funnel.${step}`),
    value,
    text: format.number(value),
    share: format.share(value, whole),
    href: listHref(event.slug, filter),
  }))
  const table = {
    summary: t("table.show"),
    caption: t("table.label", { chart: t("funnel.title") }),
    columns: [t("funnel.title"), t("table.attendees"), t("table.share")],
    rows: rows.map(({ key, label, href, text, share }) => ({ key, label, href, values: [text, share] })),
  }
  return (
    <ChartPanel id="funnel" title={t("funnel.title")} table={table}>
      <BarList rows={rows} of={whole} />
    </ChartPanel>
  )
}

/** Passes that are ready against those that were used, and who came without being online. Events without a pass have none. */
export async function NetworkChart({ event, counts, format }: ChartProps) {
  if (!event.hasNetworkPass) return null
  const t = await getTranslations("insights")
  const steps = networkUse(counts)
  const whole = activeCount(counts)
  const rows = steps.map(({ step, value, filter }) => ({
    key: step,
    label: t(`network.${step}`),
    value,
    text: format.number(value),
    share: format.share(value, whole),
    href: listHref(event.slug, filter),
  }))
  const table = {
    summary: t("table.show"),
    caption: t("table.label", { chart: t("network.title") }),
    columns: [t("network.title"), t("table.attendees"), t("table.share")],
    rows: rows.map(({ key, label, href, text, share }) => ({ key, label, href, values: [text, share] })),
  }
  return (
    <ChartPanel id="network" title={t("network.title")} note={t("network.note")} table={table}>
      <BarList rows={rows} of={whole} />
    </ChartPanel>
  )
}

const statusTones: Record<(typeof attendeeStatuses)[number], Tone> = {
  pending: "warn",
  registered: "solid",
  checked_in: "ok",
  needs_attention: "bad",
  offered: "warn",
  waitlisted: "quiet",
  cancelled: "quiet",
  removed: "faint",
}

/** Everybody there ever was, by status, in one bar. */
export async function StatusChart({ event, counts, format }: ChartProps) {
  const t = await getTranslations("insights")
  const inList = await getTranslations("list.labels")
  const total = Object.values(counts.status).reduce((sum, count) => sum + count, 0)
  const segments = attendeeStatuses.map((status) => {
    const value = counts.status[status] ?? 0
    return {
      key: status,
      label: inList(`status.${status}`),
      value,
      text: format.number(value),
      href: listHref(event.slug, [["status", status]]),
      tone: statusTones[status],
    }
  })
  const table = {
    summary: t("table.show"),
    caption: t("table.label", { chart: t("status.title") }),
    columns: [t("status.title"), t("table.attendees"), t("table.share")],
    rows: segments.map(({ value, text, ...segment }) => ({
      ...segment,
      values: [text, format.share(value, total)],
    })),
  }
  const description = format.list(segments.map(({ label, text }) => `${label}: ${text}`))
  return (
    <ChartPanel id="status" title={t("status.title")} table={table}>
      <StackedBar id="status" title={t("status.title")} description={description} segments={segments} />
    </ChartPanel>
  )
}

/** How many of those asked have answered, question by question. */
export async function CompletionChart({ event, counts, format }: ChartProps) {
  const t = await getTranslations("insights")
  const questions = completion(event.questions, counts)
  if (questions.length === 0) return null
  const rows = questions.map(({ question, asked, answered, openFilter }) => ({
    key: question.key,
    label: question.label,
    value: asked === 0 ? 0 : answered / asked,
    text: format.number(answered),
    share: format.share(answered, asked),
    href: openFilter && listHref(event.slug, openFilter),
    asked,
    answered,
  }))
  const table = {
    summary: t("table.show"),
    caption: t("table.label", { chart: t("completion.title") }),
    columns: [t("completion.title"), t("table.asked"), t("table.answered"), t("table.open")],
    rows: rows.map(({ key, label, href, asked, answered }) => ({
      ...{ key, label, href },
      values: [asked, answered, asked - answered].map(format.number),
    })),
  }
  return (
    <ChartPanel id="completion" title={t("completion.title")} note={t("completion.note")} table={table}>
      <BarList rows={rows} of={1} />
    </ChartPanel>
  )
}
