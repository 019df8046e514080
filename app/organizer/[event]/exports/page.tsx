import type { Metadata } from "next"
import { getLocale, getMessages, getTranslations } from "next-intl/server"
import { filterParts } from "@/components/organizer/attendee-list/filter-parts"
import { listSearch } from "@/components/organizer/attendee-list/list-address"
import { createListFormat } from "@/components/organizer/attendee-list/list-format"
import { loadAttendeeWords, loadBuiltInFacets } from "@/components/organizer/attendee-list/load-labels"
import { describeProgress } from "@/components/organizer/export/describe-progress"
import { DownloadProgress } from "@/components/organizer/export/download-progress"
import { ExportForm } from "@/components/organizer/export/export-form"
import { PastExports } from "@/components/organizer/export/past-exports"
import { OrganizerPage } from "@/components/organizer/organizer-page"
import { buttonLook } from "@/components/ui/button-look"
import { Notice } from "@/components/ui/notice"
import { clockTime } from "@/lib/domain/event-time"
import { exportFormats } from "@/lib/domain/export-file"
import { loadExports } from "@/lib/loaders/export"
import type { PageParams } from "@/lib/loaders/page-params"
import { requestExportAction } from "./actions"
import "./exports.css"

type ExportsPageProps = { params: Promise<{ event: string }>; searchParams: Promise<PageParams> }
type Exports = Awaited<ReturnType<typeof loadExports>>

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("export"))("title") }
}

/** The filter in words, and the way back to the list. */
async function ListSummary({ slug, exports }: { slug: string; exports: Exports }) {
  const t = await getTranslations("export")
  const { query, total, columns, event, shown } = exports
  const path = `/organizer/${slug}/attendees`
  const answers = columns.flatMap(({ key, label, options }) =>
    options && key.startsWith("answer.") ? [{ name: key, label, options }] : [],
  )
  const setting = {
    columns,
    facets: [...(await loadBuiltInFacets(event)), ...answers],
    format: createListFormat(await getLocale(), event.timeZone),
  }
  const filter = await getTranslations("list.filter")
  const parts = filterParts(query, setting, filter).map(({ label }) => label)
  if (query.search) parts.unshift(`${t("search")}: ${query.search}`)
  return (
    <div className="mb-6">
      <p className="mb-2 text-16 font-semibold">{t("matching", { count: total })}</p>
      <p className="mb-2 text-ink-2">{parts.length > 0 ? parts.join(" · ") : t("everybody")}</p>
      <a href={path + listSearch(query, { cols: shown.join(",") })}>{t("change")}</a>
    </div>
  )
}

async function ReadyFile({ slug, exports: { ready, event } }: { slug: string; exports: Exports }) {
  if (!ready) return null
  const t = await getTranslations("export.ready")
  const { id, fileName: name, total: count, expiresAt } = ready
  const time = clockTime(expiresAt, event.timeZone, await getLocale())
  return (
    <div className="mb-8">
      <Notice kind="ok" role="status" title={t("title")}>
        <p className="mb-3 wrap-anywhere">{t("body", { name, count, time })}</p>
        <a href={`/organizer/${slug}/exports/${id}`} download className={buttonLook.first}>
          {t("download")}
        </a>
        <DownloadProgress
          path={`/api/organizer/${slug}/exports/${id}`}
          initial={await describeProgress(ready)}
          label={name}
        />
      </Notice>
    </div>
  )
}

async function sensitiveChoice(slug: string, { hasSensitive, maySee, revealUntil, event, list }: Exports) {
  if (!hasSensitive || !maySee) return null
  const t = await getTranslations("export.sensitive")
  const back = `/organizer/${slug}/exports${list && `?${list}`}`
  const language = await getLocale()
  const confirmed = revealUntil && t("confirmed", { time: clockTime(revealUntil, event.timeZone, language) })
  return {
    label: t("label"),
    note: confirmed ? `${t("hint")} ${confirmed}` : t("hint"),
    href: confirmed ? null : `/organizer/reveal?back=${encodeURIComponent(back)}`,
    link: t("confirm"),
  }
}

export default async function ExportsPage({ params, searchParams }: ExportsPageProps) {
  const { event: slug } = await params
  const exports = await loadExports(slug, await searchParams, await loadAttendeeWords())
  const t = await getTranslations("export")
  const messages = await getMessages()
  const formats = exportFormats.map((value) => ({
    value,
    label: `${t(`format.${value}`)}: ${t(`format.${value}_hint`)}`,
  }))
  return (
    <OrganizerPage
      scope={exports.scope}
      event={exports.event}
      current="exports"
      title={t("title")}
      messages={{ export: { form: messages.export.form } }}
    >
      <div className="max-w-[40rem]">
        {exports.isGone && (
          <div className="mb-6">
            <Notice kind="warn" title={t("ready.gone")} />
          </div>
        )}
        <ReadyFile slug={slug} exports={exports} />
        <p className="mb-4 text-ink-2">{t("intro")}</p>
        <ListSummary slug={slug} exports={exports} />
        <ExportForm
          action={requestExportAction.bind(null, slug)}
          file={exports.formId}
          list={exports.list}
          formats={formats}
          columns={exports.columns.map(({ key, label }) => ({ value: key, label: `${label} (${key})` }))}
          shown={exports.shown}
          sensitive={await sensitiveChoice(slug, exports)}
        />
        <h2 className="mt-10 mb-3 text-20">{t("past.title")}</h2>
        <PastExports exports={exports.past} timeZone={exports.event.timeZone} />
      </div>
    </OrganizerPage>
  )
}
