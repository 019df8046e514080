import { getTranslations } from "next-intl/server"
import type { EventPhase } from "@/lib/domain/event-phase"

const looks: Record<EventPhase, string> = {
  archived: "bg-sunken text-ink-2",
  cancelled: "bg-bad-t text-bad",
  draft: "bg-sunken text-ink-2",
  past: "bg-sunken text-ink-2",
  not_open: "bg-sunken text-ink-2",
  closed: "bg-sunken text-ink-2",
  full: "bg-warn-t text-warn",
  waitlist: "bg-warn-t text-warn",
  open: "bg-ok-t text-ok",
}

/** The phase of an event in its own colour and words, wherever an event stands. */
export async function EventPhaseLabel({ phase }: { phase: EventPhase }) {
  const t = await getTranslations("attendee.phase")
  return (
    <span className={`inline-block rounded-control px-2 py-0.5 font-semibold text-13 ${looks[phase]}`}>
      {t(`${phase}`)}
    </span>
  )
}
