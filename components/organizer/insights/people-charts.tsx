import { getTranslations } from "next-intl/server"
import { listCountries } from "@/lib/domain/country"
import {
  activeCount,
  activeFilter,
  type Bar,
  byAgeBand,
  chartedQuestions,
  choices,
  type Filter,
  largest,
  unanswered,
} from "@/lib/domain/insights"
import type { Question } from "@/lib/domain/question"
import { BarList, type BarRow } from "./bar-list"
import { ChartPanel } from "./chart-panel"
import { listHref } from "./insight-format"
import type { ChartProps } from "./insight-setting"

/** More bars than this say less than "all others". */
const mostBars = 12

type PanelProps = ChartProps & {
  id: string
  title: string
  note?: string | undefined
  bars: Bar[]
  whole: number
}

async function BarPanel({ event, format, id, title, note, bars, whole }: PanelProps) {
  const t = await getTranslations("insights.table")
  const rows: BarRow[] = bars.map(({ key, label, value, filter }) => ({
    ...{ key, label, value },
    text: format.number(value),
    share: format.share(value, whole),
    href: listHref(event.slug, filter),
    tone: key === "" ? "quiet" : "solid",
  }))
  const table = {
    summary: t("show"),
    caption: t("label", { chart: title }),
    columns: [title, t("attendees"), t("share")],
    rows: rows.map(({ key, label, href, text, share = "" }) => ({ key, label, href, values: [text, share] })),
  }
  return (
    <ChartPanel id={id} title={title} note={note} table={table}>
      <BarList rows={rows} />
    </ChartPanel>
  )
}

/** One bar for all that have none of their own, or no bar where there are no others. */
function othersBar(label: string, others: [string, number][], filter: Filter): Bar[] {
  const value = others.reduce((total, [, count]) => total + count, 0)
  return value > 0 ? [{ key: "others", label, value, filter: [...activeFilter, ...filter] }] : []
}

async function barsOfChoice(question: Question, { counts, format }: ChartProps): Promise<Bar[]> {
  const t = await getTranslations("insights")
  if (question.type === "country") {
    const parameter = `answer.${question.key}`
    const given = listCountries().flatMap(({ code }): [string, number][] => {
      const count = counts.facet[`${parameter}:${code}`] ?? 0
      return count > 0 ? [[code, count]] : []
    })
    const { top, others } = largest(Object.fromEntries(given), mostBars)
    const options = top.map(([value]) => ({ value, label: format.region(value) }))
    const rest = others.map(([value]): [string, string] => [parameter, value])
    return [...choices(question, options, counts), ...othersBar(t("others"), others, rest)]
  }
  if (question.type !== "yes_no") return choices(question, question.options, counts)
  const options = [
    { value: "yes", label: t("choice.yes") },
    { value: "no", label: t("choice.no") },
  ]
  return choices(question, options, counts)
}

/** What people chose, for every question with choices; those who have not answered come last. */
export async function ChoiceCharts(props: ChartProps) {
  const { event, counts } = props
  const t = await getTranslations("insights.choice")
  const panels = chartedQuestions(event.questions).map(async (question) => {
    const open: Bar = {
      key: "",
      label: t("not_answered"),
      value: unanswered(question, counts),
      filter: [...activeFilter, [`answer.${question.key}`, ""]],
    }
    return (
      <BarPanel
        {...props}
        key={question.key}
        id={`choice-${question.key}`}
        title={question.label}
        note={question.type === "multiple_choice" ? t("multiple") : undefined}
        bars={[...(await barsOfChoice(question, props)), open]}
        whole={activeCount(counts)}
      />
    )
  })
  return Promise.all(panels)
}

/** Languages of pages, ages where somebody is asked, and what adopted records say of countries. Answers are above. */
export async function PeopleCharts(props: ChartProps) {
  const { event, counts, format } = props
  const t = await getTranslations("insights")
  const whole = activeCount(counts)
  const barsOf = (trait: "language" | "country", label: (key: string) => string): Bar[] => {
    const { top, others } = largest(counts[trait], mostBars)
    const bars = top.map(
      ([key, value]): Bar => ({ key, label: label(key), value, filter: [...activeFilter, [trait, key]] }),
    )
    const rest = others.map(([key]) => key).join()
    return [...bars, ...othersBar(t("others"), others, [[trait, rest]])]
  }
  const ages = byAgeBand(counts.age).map(({ from, to, value }): Bar => {
    const label =
      from === 0
        ? t("ages.under", { to: (to ?? 0) + 1 })
        : to === null
          ? t("ages.open", { from })
          : t("ages.band", { from, to })
    return { key: String(from), label, value, filter: [...activeFilter, ["age", `${from}-${to ?? ""}`]] }
  })
  const hasCountries =
    !event.questions.some(({ type }) => type === "country") && Object.keys(counts.country).length > 0
  return (
    <>
      {ages.some(({ value }) => value > 0) && (
        <BarPanel {...props} id="ages" title={t("ages.title")} bars={ages} whole={whole} />
      )}
      {hasCountries && (
        <BarPanel
          {...props}
          id="countries"
          title={t("countries.title")}
          note={t("countries.note")}
          bars={barsOf("country", format.region)}
          whole={whole}
        />
      )}
      {Object.keys(counts.language).length > 0 && (
        <BarPanel
          {...props}
          id="languages"
          title={t("languages.title")}
          note={t("languages.note")}
          bars={barsOf("language", format.language)}
          whole={whole}
        />
      )}
    </>
  )
}
