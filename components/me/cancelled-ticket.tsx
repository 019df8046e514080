import { getTranslations } from "next-intl/server"
import { ButtonLink } from "@/components/ui/button-link"
import { Eyebrow } from "@/components/ui/eyebrow"
import { Notice } from "@/components/ui/notice"
import { ActionButton } from "./action-button"

type CancelledTicketProps = {
  eventTitle: string
  eventHref: string
  /** Null once it is too late. */
  undo: (() => Promise<void>) | null
  /** Until when it can be undone, as people read it. */
  undoUntil: string
  /** Undoing was tried, and somebody else has the place. */
  isFull: boolean
  /** Who cancelled it, if it was not the person. */
  host: string | null
}

/** A ticket that was given back: for ten minutes it can be taken again. */
export async function CancelledTicket({
  eventTitle,
  eventHref,
  undo,
  undoUntil,
  isFull,
  host,
}: CancelledTicketProps) {
  const t = await getTranslations("me.cancelled")
  return (
    <>
      <Eyebrow>{eventTitle}</Eyebrow>
      <h1 className="mt-2.5 mb-5 text-40">{host === null ? t("title") : t("host_title")}</h1>
      {isFull && (
        <div className="mb-6">
          <Notice kind="warn" role="status" title={t("full_title")}>
            <p>{t("full_body")}</p>
          </Notice>
        </div>
      )}
      <p className="mb-6 text-ink-2">{host === null ? t("body") : t("host_body", { host })}</p>
      {undo && (
        <div className="mb-3">
          <p className="mb-4">{t("undo_until", { time: undoUntil })}</p>
          <ActionButton action={undo}>{t("undo")}</ActionButton>
        </div>
      )}
      <ButtonLink href={eventHref} kind="second">
        {t("event")}
      </ButtonLink>
    </>
  )
}
