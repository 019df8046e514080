import type { Metadata } from "next"
import { notFound } from "next/navigation"
import { getTranslations } from "next-intl/server"
import { cache } from "react"
import { ActionButtons } from "@/components/organizer/editor/action-buttons"
import { ContentForm } from "@/components/organizer/editor/content-form"
import { loadContentLabels } from "@/components/organizer/editor/content-labels"
import { PortraitLink } from "@/components/organizer/editor/portrait-link"
import { OrganizerPage } from "@/components/organizer/organizer-page"
import { initialFormState } from "@/lib/actions/state"
import { readPageContent } from "@/lib/db/queries/page-content"
import { localTime } from "@/lib/domain/local-time"
import { contentLists } from "@/lib/domain/page-content"
import { contentFieldNames } from "@/lib/events/content-form"
import { entryValues } from "@/lib/events/edit-content"
import { fingerprints } from "@/lib/events/merge-edit"
import { languages } from "@/lib/i18n/languages"
import { namedLanguages, translationsOf } from "@/lib/loaders/editor"
import { loadEventScope } from "@/lib/loaders/organizer"
import { wasRefused } from "@/lib/loaders/refused-form"
import { runtime } from "@/lib/runtime"
import { removeEntryAction, saveEntryAction } from "../../actions"

type EntryPageProps = { params: Promise<{ event: string; list: string; entry: string }> }

const loadEntry = cache(async (slug: string, named: string, entry: string) => {
  const scope = await loadEventScope(slug, "edit")
  const list = contentLists.find((each) => each === named) ?? notFound()
  const content = await readPageContent((await runtime()).db, scope.event.id)
  const { timeZone } = scope.event
  const id = entry === "new" ? null : entry
  const stored = entryValues(content, { list, id, timeZone })
  // A form about an entry that was removed meanwhile comes back with what was typed.
  const values = stored ?? ((await wasRefused()) ? {} : notFound())
  return { scope, list, id, values, content, isThere: stored !== null && id !== null }
})

export async function generateMetadata({ params }: EntryPageProps): Promise<Metadata> {
  const { event, list: named, entry } = await params
  const { scope, list, id } = await loadEntry(event, named, entry)
  const t = await getTranslations("editor.content")
  return { title: `${t(`list.${list}.${id ? "edit" : "add"}`)} · ${scope.event.title}` }
}

/** One entry of a list of the event page; `new` is the one that is not there yet. */
export default async function EntryPage({ params }: EntryPageProps) {
  const { event, list: named, entry } = await params
  const { scope, list, id, values, content, isThere } = await loadEntry(event, named, entry)
  const { slug, timeZone, startsAt, endsAt } = scope.event
  const t = await getTranslations("editor.content")
  const seen = JSON.stringify(fingerprints(values, contentFieldNames(list, languages)))
  // A new session begins where the last one ended, so that a programme is typed in from top to bottom.
  const last = content.sessions.at(-1)?.endsAt
  const begin = [localTime(last && last < endsAt ? last : startsAt, timeZone)]
  const speaker = content.speakers.find((each) => each.id === id)
  const blank = list === "sessions" ? { starts_at: begin } : {}
  const initial = { ...initialFormState, values: id ? { ...values, seen: [seen] } : blank }
  return (
    <OrganizerPage
      scope={scope}
      event={scope.event}
      current="content"
      title={t(`list.${list}.${id ? "edit" : "add"}`)}
    >
      <div className="max-w-[40rem]">
        {list === "speakers" && <PortraitLink slug={slug} speaker={speaker} />}
        <ContentForm
          form={list}
          action={saveEntryAction.bind(null, slug, list, id)}
          initial={initial}
          labels={await loadContentLabels(list, { languages: namedLanguages, speakers: content.speakers })}
          languages={translationsOf(scope.event)}
          timeZone={timeZone}
          cancelHref={`/organizer/${slug}/content`}
        />
        {id && isThere && (
          <section className="mt-10 border-line border-t pt-4">
            <h2 className="text-20">{t("remove.title")}</h2>
            <p className="mt-1 mb-3 text-ink-2">{t("remove.body")}</p>
            <ActionButtons
              action={removeEntryAction.bind(null, slug, list, id)}
              name="remove"
              buttons={[{ value: "yes", label: t("remove.submit") }]}
            />
          </section>
        )}
      </div>
    </OrganizerPage>
  )
}
