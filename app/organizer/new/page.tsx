import type { Metadata } from "next"
import { getLocale, getTranslations } from "next-intl/server"
import { EventForm } from "@/components/organizer/editor/event-form"
import { loadEventLabels } from "@/components/organizer/editor/event-labels"
import { OrganizerPage } from "@/components/organizer/organizer-page"
import { initialFormState } from "@/lib/actions/state"
import { listEventsOf } from "@/lib/db/queries/event-editor"
import { namedLanguages, timeZones } from "@/lib/loaders/editor"
import { loadOrganizer } from "@/lib/loaders/organizer"
import { runtime } from "@/lib/runtime"
import { createEventAction } from "./actions"

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("editor.event"))("new_title") }
}

/** A new event, begun with what the last one had. */
export default async function NewEventPage() {
  const scope = await loadOrganizer("edit")
  const t = await getTranslations("editor.event")
  const language = await getLocale()
  const { db } = await runtime()
  const [last] = await listEventsOf(db, scope.organization.id, 1)
  const values = {
    host: [last?.host ?? scope.organization.name],
    time_zone: [last?.timeZone ?? ""],
    terms: [t("default_terms")],
    waitlist_order: ["none"],
    offer_hours: ["24"],
    claim_hours: ["3"],
    hue: ["258"],
    retention_days: ["30"],
    event_mails: ["day_before"],
    language: [language],
  }
  return (
    <OrganizerPage scope={scope} title={t("new_title")}>
      <div className="max-w-[40rem]">
        <EventForm
          action={createEventAction}
          initial={{ ...initialFormState, values }}
          labels={await loadEventLabels(namedLanguages)}
          languages={namedLanguages}
          ownLanguage={language}
          timeZones={timeZones()}
          cancelHref="/organizer"
        />
      </div>
    </OrganizerPage>
  )
}
