import type { Metadata } from "next"
import { getTranslations } from "next-intl/server"
import { CoverLink } from "@/components/organizer/editor/cover-link"
import { DoneNotice } from "@/components/organizer/editor/done-notice"
import { EventForm } from "@/components/organizer/editor/event-form"
import { loadEventLabels } from "@/components/organizer/editor/event-labels"
import { EventState } from "@/components/organizer/editor/event-state"
import { OrganizerPage } from "@/components/organizer/organizer-page"
import { initialFormState } from "@/lib/actions/state"
import { getEditableEvent, hasRegistrations } from "@/lib/db/queries/event-editor"
import { eventFieldNames, eventValues } from "@/lib/events/event-form"
import { fingerprints } from "@/lib/events/merge-edit"
import { languages } from "@/lib/i18n/languages"
import { namedLanguages, timeZones } from "@/lib/loaders/editor"
import { loadEventScope } from "@/lib/loaders/organizer"
import { runtime } from "@/lib/runtime"
import { editEventAction, setEventStateAction } from "./actions"

type SettingsPageProps = {
  params: Promise<{ event: string }>
  searchParams: Promise<Partial<Record<"done" | "version" | "programme", string | string[]>>>
}

export async function generateMetadata({ params }: SettingsPageProps): Promise<Metadata> {
  const { event } = await loadEventScope((await params).event, "edit")
  return { title: `${(await getTranslations("editor.event"))("settings_title")} · ${event.title}` }
}

const deeds = [
  "created",
  "saved",
  "published",
  "unpublished",
  "archived",
  "restored",
  "duplicated",
  "cancelled",
  "reinstated",
  "told",
] as const

export default async function SettingsPage({ params, searchParams }: SettingsPageProps) {
  const scope = await loadEventScope((await params).event, "edit")
  const { slug, id } = scope.event
  const t = await getTranslations("editor")
  const { db, clock } = await runtime()
  const stored = await getEditableEvent(db, id)
  const values = eventValues(stored, languages)
  const seen = JSON.stringify(fingerprints(values, eventFieldNames(languages)))
  const { done, version, programme } = await searchParams
  const deed = deeds.find((each) => each === done)
  return (
    <OrganizerPage scope={scope} event={scope.event} current="settings" title={t("event.settings_title")}>
      <div className="max-w-[40rem]">
        {deed && <DoneNotice text={t(`state.done.${deed}`)} />}
        {(programme === "moved" || programme === "outside") && (
          <DoneNotice text={t(`content.programme.${programme}`)} />
        )}
        <EventState event={stored} now={clock()} action={setEventStateAction.bind(null, slug)} />
        <CoverLink slug={slug} cover={scope.event.cover} />
        <EventForm
          // From the address: without JavaScript what was refused comes back only into a form of the same key, and the
          // stored version is another one when somebody else has saved meanwhile.
          key={String(version)}
          action={editEventAction.bind(null, slug)}
          initial={{ ...initialFormState, values: { ...values, seen: [seen] } }}
          labels={await loadEventLabels(namedLanguages)}
          languages={namedLanguages}
          ownLanguage={stored.languages[0] ?? "en"}
          timeZones={timeZones(stored.timeZone)}
          stored={{ ...stored, isSlugFixed: await hasRegistrations(db, id) }}
          cancelHref={`/organizer/${slug}`}
        />
      </div>
    </OrganizerPage>
  )
}
