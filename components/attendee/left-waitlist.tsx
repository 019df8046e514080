import { getTranslations } from "next-intl/server"
import { ButtonLink } from "@/components/ui/button-link"
import { Eyebrow } from "@/components/ui/eyebrow"
import type { Event } from "@/lib/domain/event"

type LeftWaitlistProps = {
  event: Pick<Event, "title" | "slug">
  /** Their offer ended; otherwise they left. */
  isLapsed: boolean
}

/** What is told whoever is on the waitlist no more, and the way back. */
export async function LeftWaitlist({ event, isLapsed }: LeftWaitlistProps) {
  const t = await getTranslations("attendee.waitlist")
  const what = isLapsed ? "ended" : "left"
  return (
    <>
      <Eyebrow>{event.title}</Eyebrow>
      <h1 className="mt-2.5 mb-5 text-40">{t(`${what}_title`)}</h1>
      <p className="mb-6 text-ink-2">{t(`${what}_body`)}</p>
      <ButtonLink href={`/e/${event.slug}`} kind="second">
        {t("event")}
      </ButtonLink>
    </>
  )
}
