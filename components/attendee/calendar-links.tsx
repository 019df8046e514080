import { ButtonLink } from "@/components/ui/button-link"

type CalendarLinksProps = { icsHref: string; googleHref: string; outlookHref: string }

/** The event for the calendar of the person's choice: a file for most, a link for two that live on the web. */
export function CalendarLinks({ icsHref, googleHref, outlookHref }: CalendarLinksProps) {
  return (
    <div className="no-print">
      <ButtonLink href={icsHref} kind="second">
        Add to calendar
      </ButtonLink>
      <p className="mt-3 text-center text-15 text-ink-2">
        or in{" "}
        <a href={googleHref} rel="noreferrer">
          Google Calendar
        </a>{" "}
        or{" "}
        <a href={outlookHref} rel="noreferrer">
          Outlook
        </a>
      </p>
    </div>
  )
}
