import { getTranslations } from "next-intl/server"
import { ButtonLink } from "@/components/ui/button-link"
import { Eyebrow } from "@/components/ui/eyebrow"
import type { Event } from "@/lib/domain/event"

/** Their offer ended, an organizer took them off, they left, or the event is past. */
export type WhyLeft = "ended" | "removed" | "left" | "over"

type LeftWaitlistProps = {
  event: Pick<Event, "title" | "slug" | "host">
  why: WhyLeft
}

/** What is told whoever is on the waitlist no more, and the way back. */
export async function LeftWaitlist({ event, why }: LeftWaitlistProps) {
  const t = await getTranslations("attendee.waitlist")
  return (
    <>
      <Eyebrow>{event.title}</Eyebrow>
      <h1 className="mt-2.5 mb-5 text-40">{why === "over" ? t("over") : t(`${why}_title`)}</h1>
      {why !== "over" && <p className="mb-6 text-ink-2">{t(`${why}_body`, { host: event.host })}</p>}
      <ButtonLink href={`/e/${event.slug}`} kind="second">
        {t("event")}
      </ButtonLink>
    </>
  )
}
