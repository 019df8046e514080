import { getTranslations } from "next-intl/server"
import type { ReactNode } from "react"
import { getDateLocale } from "@/components/attendee/date-locale"
import { ActionButton, type LeadingAction } from "@/components/me/action-button"
import { Eyebrow } from "@/components/ui/eyebrow"
import { Notice } from "@/components/ui/notice"
import type { Event } from "@/lib/domain/event"
import { dayAndTime, fullRange, zoneLabel } from "@/lib/domain/event-time"

type WaitingPanelProps = {
  event: Event
  /** When the offer ends; null: there is none. */
  heldUntil: Date | null
  /** In line; null where places are drawn by lot. */
  place: number | null
  isLastHours: boolean
  /** A place is free for whoever is first. */
  isClaimable: boolean
  /** What a claim came to that came to nothing. */
  failure: "too_late" | "taken" | null
  claim: LeadingAction
  leave: LeadingAction
  /** What else there is to do meanwhile, above the way out. */
  children?: ReactNode
}

/** What somebody on a waitlist sees: where they stand, what they can claim, and the way out. */
export async function WaitingPanel(props: WaitingPanelProps) {
  const { event, heldUntil, isClaimable, failure, claim, leave, children } = props
  const t = await getTranslations("attendee.waitlist")
  const dates = await getDateLocale()
  const { timeZone } = event
  const until =
    heldUntil && `${dayAndTime(heldUntil, timeZone, dates)} (${zoneLabel(heldUntil, timeZone, dates)})`
  const title = until ? t("offered_title") : isClaimable ? t("claimable_title") : t("title")
  return (
    <>
      <Eyebrow>{event.title}</Eyebrow>
      <h1 className="mt-2.5 mb-2 text-40">{title}</h1>
      <p className="mb-6 text-ink-2 first-letter:uppercase">{fullRange(event, dates)}</p>
      {failure && (
        <div className="mb-6">
          <Notice kind="warn" role="status" title={failure === "taken" ? t("taken") : t("too_late")} />
        </div>
      )}
      {until && <p className="mb-6">{t("offered_body", { until })}</p>}
      {!until && (
        <div className="mb-6 grid gap-2">
          {isClaimable ? <p>{t("claimable_body")}</p> : <InLine {...props} />}
        </div>
      )}
      {(until || isClaimable) && (
        <div className="mb-3">
          <ActionButton action={claim}>{t("claim")}</ActionButton>
        </div>
      )}
      {children}
      <ActionButton action={leave} kind="wideSecond">
        {until ? t("decline") : t("leave")}
      </ActionButton>
    </>
  )
}

async function InLine({ event, place, isLastHours }: WaitingPanelProps) {
  const t = await getTranslations("attendee.waitlist")
  return (
    <>
      <p className="font-semibold text-20">
        {place === null ? t("drawn", { waiting: event.waiting }) : t("place", { place })}
      </p>
      <p className="text-ink-2">{isLastHours ? t("how_last") : t("how")}</p>
    </>
  )
}
