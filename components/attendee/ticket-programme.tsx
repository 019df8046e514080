import { getTranslations } from "next-intl/server"
import { Programme, type ProgrammeProps } from "./programme"

/** The programme of a ticket's event, folded away: each session can be put into one's calendar from here. */
export async function TicketProgramme(props: ProgrammeProps) {
  if (props.sessions.length === 0) return null
  const t = await getTranslations("attendee.content")
  return (
    <details className="mt-4 print:hidden">
      <summary className="py-2 text-link underline">{t("see")}</summary>
      <h2 className="sr-only">{t("programme")}</h2>
      <Programme {...props} />
    </details>
  )
}
