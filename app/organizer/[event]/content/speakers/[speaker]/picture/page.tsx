import type { Metadata } from "next"
import { notFound } from "next/navigation"
import { getTranslations } from "next-intl/server"
import { cache } from "react"
import { DoneNotice } from "@/components/organizer/editor/done-notice"
import { PictureForm } from "@/components/organizer/editor/picture-form"
import { loadPortraitLabels } from "@/components/organizer/editor/portrait-labels"
import { RemovePicture, RemovePictureLink } from "@/components/organizer/editor/remove-picture"
import { OrganizerPage } from "@/components/organizer/organizer-page"
import { initialFormState } from "@/lib/actions/state"
import { readPageContent } from "@/lib/db/queries/page-content"
import { portraitValues } from "@/lib/events/edit-portrait"
import { loadEventScope } from "@/lib/loaders/organizer"
import { loadWholePicture } from "@/lib/loaders/picture"
import { runtime } from "@/lib/runtime"
import { editPortraitAction, removePortraitAction } from "./actions"

type PortraitPageProps = {
  params: Promise<{ event: string; speaker: string }>
  searchParams: Promise<Partial<Record<"done" | "ask" | "picture", string | string[]>>>
}

const loadSpeaker = cache(async (slug: string, id: string) => {
  const scope = await loadEventScope(slug, "edit")
  const { speakers } = await readPageContent((await runtime()).db, scope.event.id)
  return { scope, speaker: speakers.find((each) => each.id === id) ?? notFound() }
})

export async function generateMetadata({ params }: PortraitPageProps): Promise<Metadata> {
  const { event, speaker: id } = await params
  const { scope, speaker } = await loadSpeaker(event, id)
  const t = await getTranslations("editor.portrait")
  return { title: `${t("title", { name: speaker.name })} · ${scope.event.title}` }
}

const deeds = ["saved", "removed", "kept"] as const

/** The picture of a speaker, and how to take it away. */
export default async function PortraitPage({ params, searchParams }: PortraitPageProps) {
  const { event: slug, speaker: id } = await params
  const { scope, speaker } = await loadSpeaker(slug, id)
  const { name, picture = null } = speaker
  const t = await getTranslations("editor.portrait")
  const { done, ask, picture: shown } = await searchParams
  const deed = deeds.find((each) => each === done)
  const path = `/organizer/${slug}/content/speakers/${id}`
  return (
    <OrganizerPage scope={scope} event={scope.event} current="content" title={t("title", { name })}>
      <div className="max-w-[40rem]">
        {deed && <DoneNotice text={t(`done.${deed}`)} />}
        {picture && ask === "remove" && (
          <RemovePicture
            kind="portrait"
            action={removePortraitAction.bind(null, slug, id, picture.hash)}
            keepHref={`${path}/picture`}
          />
        )}
        <PictureForm
          // From the address: without JavaScript what was refused comes back only into a form of the same key.
          key={String(shown)}
          kind="portrait"
          action={editPortraitAction.bind(null, slug, id)}
          initial={{ ...initialFormState, values: portraitValues(speaker) }}
          labels={await loadPortraitLabels()}
          picture={await loadWholePicture(picture)}
          cancelHref={path}
        />
        {picture && ask !== "remove" && (
          <RemovePictureLink kind="portrait" href={`${path}/picture?ask=remove`} />
        )}
      </div>
    </OrganizerPage>
  )
}
