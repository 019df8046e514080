import type { Metadata } from "next"
import { getTranslations } from "next-intl/server"
import { ActionButtons } from "@/components/organizer/editor/action-buttons"
import { CoverForm } from "@/components/organizer/editor/cover-form"
import { CoverHistory } from "@/components/organizer/editor/cover-history"
import { loadCoverLabels } from "@/components/organizer/editor/cover-labels"
import { DoneNotice } from "@/components/organizer/editor/done-notice"
import { OrganizerPage } from "@/components/organizer/organizer-page"
import { buttonLook } from "@/components/ui/button-look"
import { initialFormState } from "@/lib/actions/state"
import { findCoverPicture } from "@/lib/db/queries/covers"
import { listEventActs } from "@/lib/db/queries/organizers"
import { coverActName, coverActs, wholePictures } from "@/lib/domain/cover"
import { coverValues } from "@/lib/events/edit-cover"
import { languagesOf } from "@/lib/loaders/editor"
import { loadEventScope } from "@/lib/loaders/organizer"
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
  const small = cover && (await findCoverPicture(db, cover.hash, wholePictures.small))
  const picture = small && `data:image/webp;base64,${Buffer.from(small).toString("base64")}`
  return (
    <OrganizerPage scope={scope} event={event} current="settings" title={t("title")}>
      <div className="max-w-[40rem]">
        {deed && <DoneNotice text={t(`done.${deed}`)} />}
        {cover && ask === "remove" && (
          <section className="mb-6 rounded-panel border border-line bg-surface p-4">
            <h2 className="text-20">{t("remove.title")}</h2>
            <p className="mt-1 mb-3">{t("remove.body")}</p>
            <div className="flex flex-wrap items-center gap-x-5 gap-y-3">
              <ActionButtons
                action={removeCoverAction.bind(null, slug, cover.hash)}
                name="remove"
                buttons={[{ value: "yes", label: t("remove.submit"), hasFocus: true }]}
              />
              <a href={`/organizer/${slug}/settings/cover`}>{t("remove.keep")}</a>
            </div>
          </section>
        )}
        <CoverForm
          // From the address: without JavaScript what was refused comes back only into a form of the same key.
          key={String(shown)}
          action={editCoverAction.bind(null, slug)}
          initial={{ ...initialFormState, values: coverValues(cover) }}
          labels={await loadCoverLabels(languagesOf(event))}
          picture={picture}
          cancelHref={`/organizer/${slug}/settings`}
        />
        {cover && ask !== "remove" && (
          <p className="mt-10">
            <a href={`/organizer/${slug}/settings/cover?ask=remove`} className={buttonLook.danger}>
              {t("remove.ask")}
            </a>
          </p>
        )}
        {acts.length > 0 && <CoverHistory acts={acts} timeZone={timeZone} />}
      </div>
    </OrganizerPage>
  )
}
