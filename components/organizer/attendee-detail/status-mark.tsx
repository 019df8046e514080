import type { AttendeeStatus } from "@/lib/domain/attendee"
import { Mark, type MarkLook } from "./mark"

const marks: Record<AttendeeStatus, MarkLook> = {
  pending: { shape: "◐", tone: "bg-warn-t text-warn" },
  registered: { shape: "○", tone: "bg-sunken text-ink-2" },
  checked_in: { shape: "●", tone: "bg-ok-t text-ok" },
  needs_attention: { shape: "▲", tone: "bg-bad-t text-bad" },
  offered: { shape: "◌", tone: "bg-warn-t text-warn" },
  waitlisted: { shape: "◌", tone: "bg-sunken text-ink-2" },
  cancelled: { shape: "×", tone: "bg-sunken text-ink-3" },
  removed: { shape: "×", tone: "bg-sunken text-ink-3" },
}

export function StatusMark({ value, label }: { value: AttendeeStatus; label: string }) {
  return <Mark {...marks[value]} label={label} />
}
