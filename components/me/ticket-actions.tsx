import { getTranslations } from "next-intl/server"

type TicketActionsProps = {
  path: string
  /** Where one's answers stand, or null for an event that asks nothing. */
  answersHref: string | null
  /** Then nobody scans the code any more, and nobody is going. */
  isOver: boolean
  /** False once the person is in or the event is over. */
  canCancel: boolean
}

/** What else a ticket's owner can do. */
export async function TicketActions({ path, answersHref, isOver, canCancel }: TicketActionsProps) {
  const t = await getTranslations("me.actions")
  return (
    <ul className="mt-6 flex flex-wrap justify-center gap-x-6 gap-y-2 text-15 print:hidden">
      {!isOver && (
        <>
          <li>
            <a href={`${path}/code`} className="inline-block py-1">
              {t("bright")}
            </a>
          </li>
          <li>
            <a href={`${path}/share.png`} className="inline-block py-1">
              {t("share")}
            </a>
          </li>
        </>
      )}
      {answersHref && (
        <li>
          <a href={answersHref} className="inline-block py-1">
            {t("answers")}
          </a>
        </li>
      )}
      {canCancel && (
        <li>
          <a href={`${path}/cancel`} className="inline-block py-1">
            {t("cancel")}
          </a>
        </li>
      )}
    </ul>
  )
}
