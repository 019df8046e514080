import { getLocale, getTranslations } from "next-intl/server"
import { Notice } from "@/components/ui/notice"
import type { Registrability } from "@/lib/domain/event"
import { clockTime, dayAndMonth, zoneLabel } from "@/lib/domain/event-time"

type RegistrationNoticeProps = {
  state: Exclude<Registrability, "open">
  opensAt: Date | null
  timeZone: string
}

/** Why there is no button to register. */
export async function RegistrationNotice({ state, opensAt, timeZone }: RegistrationNoticeProps) {
  const t = await getTranslations("attendee.no_registration")
  const language = await getLocale()
  const opening = state === "not_open" &&
    opensAt && {
      day: dayAndMonth(opensAt, timeZone, language),
      time: clockTime(opensAt, timeZone, language),
      zone: zoneLabel(opensAt, timeZone, language),
    }
  return (
    <Notice kind={state === "full" ? "warn" : "info"} title={t(`${state}.title`)}>
      <p>{opening ? t("opening", opening) : t(`${state}.body`)}</p>
    </Notice>
  )
}
