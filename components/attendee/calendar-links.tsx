import { getTranslations } from "next-intl/server"
import type { ReactNode } from "react"
import { ButtonLink } from "@/components/ui/button-link"

type CalendarLinksProps = { icsHref: string; googleHref: string; outlookHref: string }

/** The event for the calendar of the person's choice: a file for most, a link for two that live on the web. */
export async function CalendarLinks({ icsHref, googleHref, outlookHref }: CalendarLinksProps) {
  const t = await getTranslations("attendee.calendar")
  const link = (href: string) => (name: ReactNode) => (
    <a href={href} rel="noreferrer">
      {name}
    </a>
  )
  return (
    <div className="print:hidden">
      <ButtonLink href={icsHref} kind="second">
        {t("add")}
      </ButtonLink>
      <p className="mt-3 text-center text-15 text-ink-2">
        {t.rich("elsewhere", { google: link(googleHref), outlook: link(outlookHref) })}
      </p>
    </div>
  )
}
