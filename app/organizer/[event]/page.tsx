import type { Metadata } from "next"
import { getLocale, getMessages, getTranslations } from "next-intl/server"
import { createInsightFormat, listHref } from "@/components/organizer/insights/insight-format"
import { NetworkTimeChart } from "@/components/organizer/insights/network-time-chart"
import { ChoiceCharts, PeopleCharts } from "@/components/organizer/insights/people-charts"
import {
  CompletionChart,
  FunnelChart,
  NetworkChart,
  StatusChart,
} from "@/components/organizer/insights/progress-charts"
import { QualityPanel } from "@/components/organizer/insights/quality-panel"
import { CheckInChart, RegistrationChart } from "@/components/organizer/insights/time-charts"
import { CountingNotice, NobodyNotice } from "@/components/organizer/insights/without-numbers"
import { OrganizerPage } from "@/components/organizer/organizer-page"
import { SyncIndicator } from "@/components/organizer/sync/sync-indicator"
import { waitingFilter } from "@/lib/domain/insights"
import { type EventInsights, loadInsights } from "@/lib/loaders/insights"
import { loadSyncStatus } from "@/lib/loaders/sync"

type OverviewProps = { params: Promise<{ event: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("insights"))("title") }
}

export default async function OverviewPage({ params }: OverviewProps) {
  const { event: slug } = await params
  const found = await loadInsights(slug)
  const { event } = found.scope
  const format = createInsightFormat(await getLocale(), event.timeZone)
  const back = `/organizer/${slug}`
  const t = await getTranslations("insights")
  const messages = await getMessages()
  return (
    <OrganizerPage
      scope={found.scope}
      event={event}
      current="overview"
      title={t("title")}
      count={format.number(found.total)}
      messages={{ sync: messages.sync }}
      actions={
        <SyncIndicator
          event={slug}
          first={await loadSyncStatus(slug)}
          timeZone={event.timeZone}
          back={back}
        />
      }
    >
      {found.total === 0 ? <NobodyNotice slug={slug} /> : <Charts found={found} />}
    </OrganizerPage>
  )
}

async function Charts({ found: { scope, insights } }: { found: EventInsights }) {
  if (!insights) return <CountingNotice />
  const { event } = scope
  const t = await getTranslations("insights")
  const format = createInsightFormat(await getLocale(), event.timeZone)
  const { counts, asOf, waited, ...quality } = insights
  const chart = { event, counts, format }
  return (
    <>
      <p className="mb-3 text-13 text-ink-3">{t("as_of", { time: format.clock(asOf) })}</p>
      {waited.asked > 0 && (
        <p className="mb-3">
          {t("waited", waited)} <a href={listHref(event.slug, waitingFilter)}>{t("waited_list")}</a>
        </p>
      )}
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 xl:grid-cols-2">
        <FunnelChart {...chart} />
        <StatusChart {...chart} />
        <RegistrationChart {...chart} />
        <CheckInChart {...chart} />
        <NetworkChart {...chart} />
        <NetworkTimeChart {...chart} />
        <QualityPanel {...chart} {...quality} />
        <CompletionChart {...chart} />
        <ChoiceCharts {...chart} />
        <PeopleCharts {...chart} />
      </div>
    </>
  )
}
