import { getTranslations } from "next-intl/server"
import { EventPhaseLabel } from "@/components/attendee/event-phase-label"
import type { FormAction } from "@/lib/actions/state"
import { eventPhase, type PhasedEvent } from "@/lib/domain/event-phase"
import { ActionButtons } from "./action-buttons"

type EventStateProps = {
  event: PhasedEvent & { slug: string; publishedAt: Date | null; archivedAt: Date | null }
  now: Date
  /** Takes `state`. */
  action: FormAction
}

export type EventVisibility = "draft" | "published" | "archived"

function visibilityOf({ publishedAt, archivedAt }: EventStateProps["event"]): EventVisibility {
  if (archivedAt) return "archived"
  return publishedAt ? "published" : "draft"
}

/** Who sees an event, and the buttons that change it. */
export async function EventState({ event, now, action }: EventStateProps) {
  const t = await getTranslations("editor.state")
  const visibility = visibilityOf(event)
  const phase = eventPhase(event, now)
  const isOver = now >= event.endsAt
  const hint = phase === "draft" && isOver ? "draft_past" : phase
  const moves = {
    draft: [{ value: "published", label: t("publish"), kind: "first" as const }],
    published: [{ value: "unpublished", label: t("unpublish") }],
    archived: [{ value: "restored", label: t("restore") }],
  }
  const archive = visibility === "archived" ? [] : [{ value: "archived", label: t("archive") }]
  return (
    <section aria-labelledby="state" className="mb-6 rounded-panel border border-line bg-surface p-4">
      <h2 id="state" className="sr-only">
        {t("title")}
      </h2>
      <p>
        <strong>{t(`name.${visibility}`)}</strong>{" "}
        {phase !== visibility && phase !== "open" && (
          <>
            <EventPhaseLabel phase={phase} />{" "}
          </>
        )}
        <span className="text-ink-2">{t(`hint.${hint}`)}</span>
      </p>
      {visibility !== "draft" && <p className="mt-1 text-13 text-ink-2">{t("keeps")}</p>}
      <div className="mt-3 flex flex-wrap items-center gap-x-5 gap-y-3">
        <ActionButtons
          action={action}
          name="state"
          buttons={[...moves[visibility], ...archive, { value: "duplicated", label: t("duplicate") }]}
        />
        <a href={`/organizer/${event.slug}/preview`}>{t("preview")}</a>
        {!isOver && (event.cancelledAt || event.taken > 0 || visibility === "published") && (
          <a href={`/organizer/${event.slug}/settings/cancel`}>
            {event.cancelledAt ? t("reinstate") : t("cancel")}
          </a>
        )}
        {visibility === "published" && <a href={`/e/${event.slug}`}>{t("see")}</a>}
      </div>
    </section>
  )
}
