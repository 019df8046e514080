import type { AttendeeStatus } from "@/lib/domain/attendee"

/** A shape beside the word, so that a status is not told by its colour alone. */
const marks: Record<AttendeeStatus, { shape: string; tone: string }> = {
  pending: { shape: "◐", tone: "bg-warn-t text-warn" },
  registered: { shape: "○", tone: "bg-sunken text-ink-2" },
  checked_in: { shape: "●", tone: "bg-ok-t text-ok" },
  needs_attention: { shape: "▲", tone: "bg-bad-t text-bad" },
  cancelled: { shape: "×", tone: "bg-sunken text-ink-3" },
  removed: { shape: "×", tone: "bg-sunken text-ink-3" },
}

export function StatusMark({ value, label }: { value: AttendeeStatus; label: string }) {
  const { shape, tone } = marks[value]
  return (
    <span
      className={`inline-flex items-center gap-1.5 rounded-full px-2 py-0.5 font-semibold text-12 ${tone}`}
    >
      <span aria-hidden="true">{shape}</span>
      {label}
    </span>
  )
}
