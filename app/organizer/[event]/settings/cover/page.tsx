import type { Metadata } from "next"
import { getTranslations } from "next-intl/server"
import { CoverForm } from "@/components/organizer/editor/cover-form"
import { CoverHistory } from "@/components/organizer/editor/cover-history"
import { loadCoverLabels } from "@/components/organizer/editor/cover-labels"
import { DoneNotice } from "@/components/organizer/editor/done-notice"
import { RemovePicture, RemovePictureLink } from "@/components/organizer/editor/remove-picture"
import { OrganizerPage } from "@/components/organizer/organizer-page"
import { initialFormState } from "@/lib/actions/state"
import { listEventActs } from "@/lib/db/queries/organizers"
import { coverActName, coverActs } from "@/lib/domain/cover"
import { coverValues } from "@/lib/events/edit-cover"
import { languagesOf } from "@/lib/loaders/editor"
import { loadEventScope } from "@/lib/loaders/organizer"
import { loadWholePicture } from "@/lib/loaders/picture"
import { runtime } from "@/lib/runtime"
import { editCoverAction, removeCoverAction } from "./actions"

type CoverPageProps = {
  params: Promise<{ event: string }>
  searchParams: Promise<{ done?: string | string[]; ask?: string | string[]; cover?: string | string[] }>
}

export async function generateMetadata({ params }: CoverPageProps): Promise<Metadata> {
  const { event } = await loadEventScope((await params).event, "edit")
  return { title: `${(await getTranslations("editor.cover"))("title")} · ${event.title}` }
}

const deeds = ["saved", "removed", "kept"] as const

const mostActs = 10

/** An event's cover: its picture and words, how to take it away, and who did what with it. */
export default async function CoverPage({ params, searchParams }: CoverPageProps) {
  const { event, ...scope } = await loadEventScope((await params).event, "edit")
  const { cover, slug, timeZone } = event
  const t = await getTranslations("editor.cover")
  const { db } = await runtime()
  const { done, ask, cover: shown } = await searchParams
  const deed = deeds.find((each) => each === done)
  const acts = await listEventActs(db, event.id, coverActs.map(coverActName), mostActs)
  return (
    <OrganizerPage scope={scope} event={event} current="settings" title={t("title")}>
      <div className="max-w-[40rem]">
        {deed && <DoneNotice text={t(`done.${deed}`)} />}
        {cover && ask === "remove" && (
          <RemovePicture
            kind="cover"
            action={removeCoverAction.bind(null, slug, cover.hash)}
            keepHref={`/organizer/${slug}/settings/cover`}
          />
        )}
        <CoverForm
          // From the address: without JavaScript what was refused comes back only into a form of the same key.
          key={String(shown)}
          action={editCoverAction.bind(null, slug)}
          initial={{ ...initialFormState, values: coverValues(cover) }}
          labels={await loadCoverLabels(languagesOf(event))}
          picture={await loadWholePicture(cover)}
          cancelHref={`/organizer/${slug}/settings`}
        />
        {cover && ask !== "remove" && (
          <RemovePictureLink kind="cover" href={`/organizer/${slug}/settings/cover?ask=remove`} />
        )}
        {acts.length > 0 && <CoverHistory acts={acts} timeZone={timeZone} />}
      </div>
    </OrganizerPage>
  )
}
