import { getLocale, getTranslations } from "next-intl/server"
import { Eyebrow } from "@/components/ui/eyebrow"
import { dayAndMonth } from "@/lib/domain/event-time"

/** `firstName` is empty once the event's names were erased. */
type TicketHeadingProps = { firstName: string; startsAt: Date; timeZone: string; isOver?: boolean }

/** The first words after registering: they say that it worked, and when to come. */
export async function TicketHeading({ firstName, startsAt, timeZone, isOver = false }: TicketHeadingProps) {
  const t = await getTranslations("attendee.ticket")
  // A day stays in one line: "14" alone at the end of one reads like half a sentence.
  const day = dayAndMonth(startsAt, timeZone, await getLocale()).replaceAll(" ", "\u00A0")
  return (
    <>
      {!isOver && <Eyebrow>{t("in")}</Eyebrow>}
      <h1 className="mt-2.5 mb-5 text-40 leading-[1.02] lg:mb-8 lg:text-[3.5rem]">
        {isOver ? t("over") : firstName ? t("see_you", { day, name: firstName }) : t("see_you_all", { day })}
      </h1>
    </>
  )
}
