import { getTranslations } from "next-intl/server"
import type { ReactNode } from "react"
import { Notice } from "@/components/ui/notice"
import type { Event } from "@/lib/domain/event"
import type { EventPhase } from "@/lib/domain/event-phase"
import { clockTime, dayAndMonth, zoneLabel } from "@/lib/domain/event-time"
import { signInPath } from "@/lib/domain/own-path"
import { getDateLocale } from "./date-locale"

type RegistrationNoticeProps = {
  event: Pick<Event, "slug" | "host" | "registrationOpensAt" | "timeZone" | "cancelReason">
  phase: Exclude<EventPhase, "open">
  /** Whoever has signed in need not be told that they could see a ticket. */
  isSignedIn: boolean
}

const looks = {
  cancelled: "bad",
  full: "warn",
  waitlist: "warn",
  past: "plain",
  closed: "plain",
  not_open: "info",
} as const

/** Why there is no button to register. */
export async function RegistrationNotice({ event, phase, isSignedIn }: RegistrationNoticeProps) {
  const t = await getTranslations("attendee.no_registration")
  // Nobody but organizers sees a draft, or an event that was put away.
  const state = phase === "draft" || phase === "archived" ? "closed" : phase
  return (
    <Notice kind={looks[state]} title={t(`${state}.title`)}>
      {state === "cancelled" && <CalledOff event={event} />}
      {(state === "full" || state === "waitlist") && <p>{t(`${state}.body`)}</p>}
      {state === "not_open" && <p>{await opening(event)}</p>}
      {(state === "past" || state === "closed") && !isSignedIn && (
        <p>
          {t.rich(`${state}.body`, {
            signin: (text: ReactNode) => <a href={signInPath(`/e/${event.slug}`)}>{text}</a>,
          })}
        </p>
      )}
    </Notice>
  )
}

async function opening({ registrationOpensAt: at, timeZone }: RegistrationNoticeProps["event"]) {
  const t = await getTranslations("attendee.no_registration")
  const language = await getDateLocale()
  if (!at) return t("not_open.body")
  return t("opening", {
    day: dayAndMonth(at, timeZone, language),
    time: clockTime(at, timeZone, language),
    zone: zoneLabel(at, timeZone, language),
  })
}

/** Who called an event off, and why. */
async function CalledOff({ event: { host, cancelReason } }: { event: Pick<Event, "host" | "cancelReason"> }) {
  const t = await getTranslations("attendee.no_registration")
  return (
    <>
      <p>{t("cancelled.body", { host })}</p>
      {cancelReason && <p className="wrap-anywhere mt-1">{t("why", { host, reason: cancelReason })}</p>}
    </>
  )
}
