import { getTranslations } from "next-intl/server"
import { CoverPicture } from "@/components/attendee/cover-picture"
import type { EventCover } from "@/lib/domain/cover"

/** From an event's settings to the page of its cover. */
export async function CoverLink({ slug, cover }: { slug: string; cover: EventCover | null }) {
  const t = await getTranslations("editor.cover")
  return (
    <p className="mb-6 flex flex-wrap items-center gap-x-4 gap-y-2 rounded-panel border border-line bg-surface p-4">
      {cover && <CoverPicture cover={cover} sizes="8rem" className="h-18 w-32 rounded-control" />}
      <span>
        <a href={`/organizer/${slug}/settings/cover`}>{cover ? t("change") : t("add")}</a>
        <span className="block text-ink-2">{t("settings_hint")}</span>
      </span>
    </p>
  )
}
