import { getLocale, getTranslations } from "next-intl/server"
import { createInsightFormat } from "@/components/organizer/insights/insight-format"
import { localiseEvent, type OrganizerEvent } from "@/lib/domain/event"
import { chartedQuestions, type InsightCounts, networkUse } from "@/lib/domain/insights"
import type { Question } from "@/lib/domain/question"
import {
  answerShares,
  attendance,
  byTrait,
  checkInsByHour,
  openPoints,
  type ReportCount,
  registrationsByDay,
} from "@/lib/domain/report"

type ReportRow = { key: string; label: string; value: number; of: number | null }

/** A part of a report, in words: as the page prints it and as the file has it. */
export type ReportSection = { id: string; title: string; rows: ReportRow[] }

type Counted = { event: OrganizerEvent; counts: InsightCounts; now: Date }

/** An event's numbers in words, from those of its overview. */
export async function loadReport({ event: own, counts, now }: Counted): Promise<ReportSection[]> {
  const t = await getTranslations("report")
  const inOverview = await getTranslations("insights")
  const language = await getLocale()
  const event = localiseEvent(own, language)
  const format = createInsightFormat(language, event.timeZone)
  const named = (rows: ReportCount[], label: (key: string) => string) =>
    rows.map((row) => ({ ...row, label: row.key === "" ? t("unknown") : label(row.key) }))
  const at = (time: string, sizeMs: number) => format.bucket({ from: time, to: time, value: 0 }, sizeMs)
  const sections: ReportSection[] = [
    {
      id: "attendance",
      title: t("section.attendance"),
      rows: attendance(counts, event, now).map((row) => ({ ...row, label: t(`attendance.${row.key}`) })),
    },
    {
      id: "registrations",
      title: t("section.registrations"),
      rows: named(registrationsByDay(counts), (key) => at(`${key}T00:00`, dayMs)),
    },
    {
      id: "check-ins",
      title: t("section.check_ins"),
      rows: named(checkInsByHour(counts), (key) => at(`${key}:00`, hourMs)),
    },
    {
      id: "countries",
      title: t("section.countries"),
      rows: asksCountry(event.questions) ? [] : named(byTrait(counts, "country"), format.region),
    },
    {
      id: "languages",
      title: t("section.languages"),
      rows: named(byTrait(counts, "language"), format.language),
    },
    ...chartedQuestions(event.questions).map((question) => ({
      id: `answers-${question.key}`,
      title: question.label,
      rows: answerShares(question, counts).map((row) => ({
        ...row,
        label:
          row.key === ""
            ? inOverview("choice.not_answered")
            : optionLabel(question, row.key, { format, yesNo: (key) => inOverview(`choice.${key}`) }),
      })),
    })),
    {
      id: "network",
      title: inOverview("network.title"),
      rows: event.hasNetworkPass
        ? networkUse(counts).map(({ step, value }) => ({
            key: step,
            label: inOverview(`network.${step}`),
            value,
            of: null,
          }))
        : [],
    },
    { id: "open", title: t("section.open"), rows: await openRows(event.questions, counts) },
  ]
  return sections.filter(({ rows }) => rows.length > 0)
}

const hourMs = 60 * 60_000
const dayMs = 24 * hourMs

/** Its answers say where people come from: what adopted records say beside them would be counted twice. */
const asksCountry = (questions: Question[]) => questions.some(({ type }) => type === "country")

type OptionWords = {
  format: ReturnType<typeof createInsightFormat>
  yesNo: (key: "yes" | "no") => string
}

function optionLabel({ type, options }: Question, value: string, { format, yesNo }: OptionWords): string {
  if (type === "country") return format.region(value)
  if (type === "yes_no" && (value === "yes" || value === "no")) return yesNo(value)
  return options.find((option) => option.value === value)?.label ?? value
}

async function openRows(questions: Question[], counts: InsightCounts): Promise<ReportRow[]> {
  const t = await getTranslations("report.open")
  const inOverview = await getTranslations("insights.quality")
  const { answers, unverified, ...points } = openPoints(questions, counts)
  const rows = (["missing", "waiting", "refused"] as const).map((key) => ({
    ...{ key, label: inOverview(`${key}`), value: points[key], of: null },
  }))
  return [
    ...rows.filter(({ value }) => value > 0),
    ...answers.map(({ question: { key, label }, ...row }) => ({
      ...row,
      key: `answer ${key}`,
      label: t("answer", { label }),
    })),
    ...unverified.map(({ question: { key, label }, ...row }) => ({
      ...row,
      key: `verified ${key}`,
      label: t("unverified", { label }),
    })),
  ]
}
