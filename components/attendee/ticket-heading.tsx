import { getLocale, getTranslations } from "next-intl/server"
import { Eyebrow } from "@/components/ui/eyebrow"
import { dayAndMonth } from "@/lib/domain/event-time"

/** `firstName` is empty once the event's names were erased. */
type TicketHeadingProps = { firstName: string; startsAt: Date; timeZone: string; isOver?: boolean }

/** The first words after registering: they say that it worked, and when to come. */
export async function TicketHeading({ firstName, startsAt, timeZone, isOver = false }: TicketHeadingProps) {
  const t = await getTranslations("attendee.ticket")
  const day = dayAndMonth(startsAt, timeZone, await getLocale())
  return (
    <>
      {!isOver && <Eyebrow>{t("in")}</Eyebrow>}
      <h1 className="mt-2.5 mb-5 text-40 leading-[1.02] lg:mb-8 lg:text-[3.5rem]">
        {isOver ? t("over") : firstName ? t("see_you", { day, name: firstName }) : t("see_you_all", { day })}
      </h1>
    </>
  )
}
