import type { Metadata } from "next"
import { getLocale, getTranslations } from "next-intl/server"
import { createInsightFormat } from "@/components/organizer/insights/insight-format"
import { CountingNotice, NobodyNotice } from "@/components/organizer/insights/without-numbers"
import { OrganizerPage } from "@/components/organizer/organizer-page"
import { loadReport } from "@/components/organizer/report/load-report"
import { ReportTables } from "@/components/organizer/report/report-tables"
import { buttonLook } from "@/components/ui/button-look"
import { localiseEvent } from "@/lib/domain/event"
import { dayAndTime, fullRange } from "@/lib/domain/event-time"
import { loadInsights } from "@/lib/loaders/insights"
import { runtime } from "@/lib/runtime"

type ReportPageProps = { params: Promise<{ event: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("report"))("title") }
}

/** The numbers of an event for whoever asks afterwards how it was: to print, to hand on, to put in a file. */
export default async function ReportPage({ params }: ReportPageProps) {
  const { event: slug } = await params
  const { scope, insights, total } = await loadInsights(slug)
  const t = await getTranslations("report")
  const language = await getLocale()
  const event = localiseEvent(scope.event, language)
  const { clock } = await runtime()
  const files = insights && (
    <span className="flex flex-wrap gap-2 print:hidden">
      {(["xlsx", "csv"] as const).map((format) => (
        <a
          key={format}
          href={`/organizer/${slug}/report/report.${format}`}
          download
          className={buttonLook.second}
        >
          {t(`download.${format}`)}
        </a>
      ))}
    </span>
  )
  return (
    <OrganizerPage scope={scope} event={event} current="report" title={t("title")} actions={files}>
      {total === 0 && <NobodyNotice slug={slug} />}
      {total > 0 && !insights && <CountingNotice />}
      {insights && (
        <>
          <p className="font-semibold">
            <bdi>{event.title}</bdi>
          </p>
          <p className="text-ink-2">
            {fullRange(event, language)} · <bdi>{event.venueName}</bdi>
          </p>
          <p className="mb-6 text-13 text-ink-3">
            {t("as_of", { at: dayAndTime(insights.asOf, event.timeZone, language) })}
          </p>
          <ReportTables
            sections={await loadReport({ event: scope.event, counts: insights.counts, now: clock() })}
            format={createInsightFormat(language, event.timeZone)}
          />
        </>
      )}
    </OrganizerPage>
  )
}
