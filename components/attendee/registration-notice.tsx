import { Notice } from "@/components/ui/notice"
import type { Registrability } from "@/lib/domain/event"
import { clockTime, dayAndMonth, zoneLabel } from "@/lib/domain/event-time"

type RegistrationNoticeProps = {
  state: Exclude<Registrability, "open">
  opensAt: Date | null
  timeZone: string
}

/** Why there is no button to register. */
export function RegistrationNotice({ state, opensAt, timeZone }: RegistrationNoticeProps) {
  if (state === "full") {
    return (
      <Notice kind="warn" title="This event is full">
        <p>All places are taken. One that is given back appears here.</p>
      </Notice>
    )
  }
  if (state === "closed") {
    return (
      <Notice title="Registration has closed">
        <p>If you have a ticket already, sign in to see it.</p>
      </Notice>
    )
  }
  const opening = opensAt && `${dayAndMonth(opensAt, timeZone)}, ${clockTime(opensAt, timeZone)}`
  return (
    <Notice title="Registration has not opened yet">
      <p>{opening ? `It opens on ${opening} ${zoneLabel(opensAt, timeZone)}.` : "It opens soon."}</p>
    </Notice>
  )
}
