import { getTranslations } from "next-intl/server"
import { dayAndTime } from "@/lib/domain/event-time"
import { getDateLocale } from "./date-locale"

/** Says that a ticket was used at the door, and when. */
export async function CheckedIn({ at, timeZone }: { at: Date; timeZone: string }) {
  const t = await getTranslations("attendee.ticket")
  return (
    <p className="rounded-control bg-ok-t px-3 py-2 font-semibold text-15 text-ok">
      {t("checked_in", { time: dayAndTime(at, timeZone, await getDateLocale()) })}
    </p>
  )
}
