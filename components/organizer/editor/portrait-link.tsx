import { getTranslations } from "next-intl/server"
import { Portrait } from "@/components/attendee/portrait"
import type { Speaker } from "@/lib/domain/page-content"

/** From the form of a speaker to the page of their picture, once they are saved. */
export async function PortraitLink({ slug, speaker }: { slug: string; speaker: Speaker | undefined }) {
  const t = await getTranslations("editor.portrait")
  if (!speaker) return <p className="mb-6 text-ink-2">{t("after")}</p>
  return (
    <p className="mb-6 flex flex-wrap items-center gap-4 rounded-panel border border-line bg-surface p-4">
      <Portrait speaker={speaker} />
      <a href={`/organizer/${slug}/content/speakers/${speaker.id}/picture`}>
        {speaker.picture ? t("change") : t("add")}
      </a>
    </p>
  )
}
