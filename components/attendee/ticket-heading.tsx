import { getTranslations } from "next-intl/server"
import { Eyebrow } from "@/components/ui/eyebrow"
import type { Event } from "@/lib/domain/event"
import type { TicketPhase } from "@/lib/domain/event-phase"
import { dayAndMonth } from "@/lib/domain/event-time"
import { getDateLocale } from "./date-locale"

type TicketHeadingProps = {
  /** Empty once the event's names were erased. */
  firstName: string
  event: Pick<Event, "startsAt" | "timeZone">
  phase?: TicketPhase
}

/** The first words after registering: they say that it worked, and when to come. */
export async function TicketHeading({ firstName, event, phase = "ahead" }: TicketHeadingProps) {
  const t = await getTranslations("attendee.ticket")
  const today = await getTranslations("attendee.living.today")
  // A day stays in one line: "14" alone at the end of one reads like half a sentence.
  const day = dayAndMonth(event.startsAt, event.timeZone, await getDateLocale()).replaceAll(" ", "\u00A0")
  const seeYou = firstName ? t("see_you", { day, name: firstName }) : t("see_you_all", { day })
  const itIsToday = firstName ? today("named", { name: firstName }) : today("all")
  return (
    <>
      {phase !== "over" && <Eyebrow>{t("in")}</Eyebrow>}
      <h1 className="mt-2.5 mb-5 text-40 leading-[1.02] lg:text-[3.5rem]">
        {phase === "over" ? t("over") : phase === "today" ? itIsToday : seeYou}
      </h1>
    </>
  )
}
