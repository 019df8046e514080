import { getTranslations } from "next-intl/server"
import { type Event, erasedOn } from "@/lib/domain/event"
import { fullDate } from "@/lib/domain/event-time"
import { getDateLocale } from "./date-locale"

type TicketAfterwardsProps = {
  event: Pick<Event, "endsAt" | "retentionDays" | "timeZone">
  /** Name and answers were deleted already. */
  isPurged: boolean
}

/** What is said once the event is over: thanks, where the ticket stays, and until when the rest does. */
export async function TicketAfterwards({ event, isPurged }: TicketAfterwardsProps) {
  const t = await getTranslations("attendee.living.afterwards")
  const date = fullDate(erasedOn(event), event.timeZone, await getDateLocale())
  return (
    <p className="mb-6 max-w-[34rem] text-ink-2">
      {t.rich("thanks", { tickets: (text) => <a href="/me#past">{text}</a> })}
      {!isPurged && ` ${t("deleted", { date })}`}
    </p>
  )
}
