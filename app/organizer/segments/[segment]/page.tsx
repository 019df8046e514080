import type { Metadata } from "next"
import { notFound } from "next/navigation"
import { getTranslations } from "next-intl/server"
import { cache } from "react"
import { ActionButtons } from "@/components/organizer/editor/action-buttons"
import { DoneNotice } from "@/components/organizer/editor/done-notice"
import { OrganizerPage } from "@/components/organizer/organizer-page"
import { SegmentForm } from "@/components/organizer/segments/segment-form"
import { buttonLook } from "@/components/ui/button-look"
import { type FormState, initialFormState } from "@/lib/actions/state"
import { readSegment, readSegmentOffer, type Segment } from "@/lib/attendees/segments"
import { isUuid } from "@/lib/domain/uuid"
import { loadOrganizer } from "@/lib/loaders/organizer"
import { runtime } from "@/lib/runtime"
import { removeSegmentAction, saveSegmentAction } from "../actions"

type SegmentPageProps = {
  params: Promise<{ segment: string }>
  searchParams: Promise<{ done?: string | string[] }>
}

/** The segment of an address; null for the page of a new one. */
const loadSegment = cache(async (id: string): Promise<Segment | null> => {
  const scope = await loadOrganizer("edit")
  if (id === "new") return null
  return (isUuid(id) ? await readSegment(await runtime(), scope, id) : null) ?? notFound()
})

export async function generateMetadata({ params }: SegmentPageProps): Promise<Metadata> {
  const segment = await loadSegment((await params).segment)
  return { title: segment?.name ?? (await getTranslations("marketing.segment"))("new") }
}

function initialState(segment: Segment | null): FormState {
  const filter = segment?.filter
  return {
    ...initialFormState,
    values: {
      name: [segment?.name ?? ""],
      event: filter?.events ?? [],
      country: filter?.countries ?? [],
      language: filter?.languages ?? [],
      attended: [filter?.attended ?? "any"],
      since: [filter?.registeredSince ?? ""],
      field: filter?.answers.map(({ field }) => field) ?? [],
      value: filter?.answers.map(({ value }) => value) ?? [],
    },
  }
}

/** One segment: how many people it finds now, whom it is about, and its file. */
export default async function SegmentPage({ params, searchParams }: SegmentPageProps) {
  const segment = await loadSegment((await params).segment)
  const scope = await loadOrganizer("edit")
  const context = await runtime()
  const t = await getTranslations("marketing")
  const { done } = await searchParams
  return (
    <OrganizerPage scope={scope} current="segments" title={segment?.name ?? t("segment.new")}>
      <div className="max-w-[40rem]">
        {segment && done === "saved" && <DoneNotice text={t("done.saved")} />}
        {segment && (
          <div className="mb-6">
            <p className="mb-3">{t("found", { people: segment.people, consented: segment.consented })}</p>
            <a href={`/organizer/segments/${segment.id}/people.csv`} download className={buttonLook.second}>
              {t("table.download")}
            </a>
            <p className="mt-2 text-13 text-ink-2">{t("consent_only")}</p>
          </div>
        )}
        <SegmentForm
          action={saveSegmentAction.bind(null, segment?.id ?? context.newId())}
          initial={initialState(segment)}
          offer={await readSegmentOffer(context, scope)}
        />
        {segment && (
          <details className="mt-8">
            <summary className="w-fit cursor-pointer py-1.5 text-bad">{t("segment.remove")}</summary>
            <p className="py-2">{t("segment.remove_body")}</p>
            <ActionButtons
              action={removeSegmentAction.bind(null, segment.id)}
              name="remove"
              buttons={[{ value: "yes", label: t("segment.remove_submit") }]}
            />
          </details>
        )}
      </div>
    </OrganizerPage>
  )
}
