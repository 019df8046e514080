import { getLocale, getTranslations } from "next-intl/server"
import { dayAndTime } from "@/lib/domain/event-time"
import { type ContentList, canMove, type PageContent, warnOfSessions } from "@/lib/domain/page-content"
import type { ContentRow } from "./content-table"

type Event = { startsAt: Date; endsAt: Date; doorsAt: Date | null; timeZone: string }

/** Entries of a list as lines of the editor. */
type Rows = Record<ContentList, { columns: string[]; rows: ContentRow[] }>

/** The lists of an event page as tables. */
export async function loadContentRows(content: PageContent, event: Event): Promise<Rows> {
  const t = await getTranslations("editor.content")
  const language = await getLocale()
  const warnings = warnOfSessions(content, event)
  const directions = (list: ContentList, id: string) =>
    (["up", "down"] as const).filter((direction) => canMove(content, { list, id, direction }))
  return {
    sessions: {
      columns: [t("what"), t("when"), t("label.room")],
      rows: content.sessions.map(({ id, title, startsAt, room }) => ({
        id,
        label: title,
        warnings: (warnings.get(id) ?? []).map((warning) =>
          warning.kind === "outside"
            ? t("warning.outside")
            : t("warning.same_room", { title: warning.title }),
        ),
        cells: [dayAndTime(startsAt, event.timeZone, language), room ?? ""],
        directions: directions("sessions", id),
      })),
    },
    speakers: {
      columns: [t("who"), t("label.role")],
      rows: content.speakers.map(({ id, name, role }) => ({
        id,
        label: name,
        cells: [role ?? ""],
        directions: directions("speakers", id),
      })),
    },
    faq: {
      columns: [t("asked")],
      rows: content.faq.map(({ id, question }) => ({
        id,
        label: question,
        cells: [],
        directions: directions("faq", id),
      })),
    },
  }
}
