import type { Metadata } from "next"
import { getLocale, getTranslations } from "next-intl/server"
import { ContentForm } from "@/components/organizer/editor/content-form"
import { loadContentLabels } from "@/components/organizer/editor/content-labels"
import { ContentTable } from "@/components/organizer/editor/content-table"
import { DoneNotice } from "@/components/organizer/editor/done-notice"
import { loadContentRows } from "@/components/organizer/editor/load-content-rows"
import { OrganizerPage } from "@/components/organizer/organizer-page"
import { buttonLook } from "@/components/ui/button-look"
import { type FormState, initialFormState } from "@/lib/actions/state"
import { listEventActs } from "@/lib/db/queries/organizers"
import { readPageContent } from "@/lib/db/queries/page-content"
import { actKey } from "@/lib/domain/act-key"
import { dayAndTime } from "@/lib/domain/event-time"
import { contentActs, contentLists, isContentAct, type PageContent } from "@/lib/domain/page-content"
import { contactValues, contentFieldNames } from "@/lib/events/content-form"
import { fingerprints } from "@/lib/events/merge-edit"
import { languages } from "@/lib/i18n/languages"
import { namedLanguages, translationsOf } from "@/lib/loaders/editor"
import { loadEventScope } from "@/lib/loaders/organizer"
import type { EventScope } from "@/lib/organizers/scope"
import { runtime } from "@/lib/runtime"
import { moveEntryAction, saveContactAction } from "./actions"

type Search = Partial<Record<"done" | "moved" | "to" | "version", string | string[]>>

type ContentPageProps = { params: Promise<{ event: string }>; searchParams: Promise<Search> }

export async function generateMetadata({ params }: ContentPageProps): Promise<Metadata> {
  const { event } = await loadEventScope((await params).event, "edit")
  return { title: `${(await getTranslations("editor.content"))("title")} · ${event.title}` }
}

function contactState(content: PageContent): FormState {
  const values = contactValues(content)
  const seen = JSON.stringify(fingerprints(values, contentFieldNames("contact", languages)))
  return { ...initialFormState, values: { ...values, seen: [seen] } }
}

async function doneText(content: PageContent, { done, moved }: Search): Promise<string | null> {
  const t = await getTranslations("editor.content")
  const { sessions, speakers, faq } = content
  const label =
    sessions.find(({ id }) => id === moved)?.title ??
    speakers.find(({ id }) => id === moved)?.name ??
    faq.find(({ id }) => id === moved)?.question
  if (label !== undefined) return t("done.moved", { label })
  return done === "saved" || done === "removed" || done === "gone" ? t(`done.${done}`) : null
}

/** What an event's page says beside its description: its lists, whom to ask, and how to get there. */
export default async function ContentPage({ params, searchParams }: ContentPageProps) {
  const scope = await loadEventScope((await params).event, "edit")
  const { event } = scope
  const t = await getTranslations("editor.content")
  const content = await readPageContent((await runtime()).db, event.id)
  const search = await searchParams
  const text = await doneText(content, search)
  const tables = await loadContentRows(content, event)
  const path = `/organizer/${event.slug}/content`
  const preview = await getTranslations("editor.state")
  return (
    <OrganizerPage
      scope={scope}
      event={event}
      current="content"
      title={t("title")}
      actions={<a href={`/organizer/${event.slug}/preview`}>{preview("preview")}</a>}
    >
      {text && <DoneNotice text={text} />}
      <p className="max-w-[40rem] text-ink-2">{t("lead")}</p>
      {contentLists.map((list) => (
        <section key={list} aria-labelledby={list} className="mt-8">
          <div className="mb-2 flex flex-wrap items-center justify-between gap-3">
            <h2 id={list} className="text-20">
              {t(`list.${list}.title`)}
            </h2>
            <a href={`${path}/${list}/new`} className={buttonLook.second}>
              {t(`list.${list}.add`)}
            </a>
          </div>
          {tables[list].rows.length === 0 ? (
            <p className="text-ink-2">{t(`list.${list}.empty`)}</p>
          ) : (
            <ContentTable
              list={list}
              {...tables[list]}
              path={path}
              move={moveEntryAction.bind(null, event.slug)}
              moved={typeof search.moved === "string" ? { id: search.moved, to: String(search.to) } : null}
            />
          )}
        </section>
      ))}
      <section aria-labelledby="contact" className="mt-10 max-w-[40rem]">
        <h2 id="contact" className="mb-4 text-20">
          {t("contact")}
        </h2>
        <ContentForm
          // From the address: without JavaScript what was refused comes back only into a form of the same key.
          key={String(search.version)}
          form="contact"
          action={saveContactAction.bind(null, event.slug)}
          initial={contactState(content)}
          labels={await loadContentLabels("contact", { languages: namedLanguages })}
          languages={translationsOf(event)}
          timeZone={event.timeZone}
        />
      </section>
      <History scope={scope} />
    </OrganizerPage>
  )
}

const mostActs = 20

/** Who changed what of the page, the latest first. */
async function History({ scope: { event } }: { scope: EventScope }) {
  const t = await getTranslations("editor.content")
  const person = await getTranslations("person")
  const language = await getLocale()
  const acts = await listEventActs((await runtime()).db, event.id, contentActs, mostActs)
  if (acts.length === 0) return null
  return (
    <details className="mt-10 max-w-[40rem]">
      <summary className="py-2 text-link underline">{t("history")}</summary>
      <ul className="mt-2 grid gap-1 text-15">
        {acts.map(({ id, name, at, by }) => (
          <li key={id}>
            {isContentAct(name) && t(`act.${actKey(name)}`)}
            <span className="text-ink-2">
              {" · "}
              {dayAndTime(at, event.timeZone, language)}
              {" · "}
              <bdi>{by ?? person("former")}</bdi>
            </span>
          </li>
        ))}
      </ul>
    </details>
  )
}
