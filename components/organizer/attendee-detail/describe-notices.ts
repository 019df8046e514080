import { getLocale, getTranslations } from "next-intl/server"
import type { AttendeeDetail } from "@/lib/domain/attendee-detail"
import { dayAndTime } from "@/lib/domain/event-time"
import { accountEnded, unprovedAddress } from "@/lib/domain/registration"
import type { ShownAttendee } from "./shown-attendee"

type Notices = ShownAttendee["notices"]

/** GATE's own sentences about a registration it refused, each with its field. */
function refusals({ failure }: AttendeeDetail): string[] {
  return Object.entries(failure?.fieldErrors ?? {}).flatMap(([field, sentences]) =>
    sentences.map((sentence) => `${field}: ${sentence}`),
  )
}

/** What is wrong with an attendee or still under way, the most important first. */
export async function describeNotices(detail: AttendeeDetail, timeZone: string): Promise<Notices> {
  const t = await getTranslations("person.notice")
  const notices: Notices = []
  const say = (tone: "plain" | "warn", text: string, items: string[] = []) =>
    notices.push({ tone, text, items })
  const { erasedAt, status, failure, undelivered, statusDelivery, reserved } = detail
  if (erasedAt) {
    say("plain", t("erased", { at: dayAndTime(erasedAt, timeZone, await getLocale()) }))
    return notices
  }
  if (status === "removed") say("warn", t("removed"))
  if (status === "needs_attention") {
    const items = refusals(detail)
    if (failure?.kind === unprovedAddress) say("warn", t("unproved"))
    else if (failure?.kind === accountEnded) say("warn", t("account_ended"))
    else say("warn", items.length > 0 ? t("refused") : t("refused_plain"), items)
  }
  if (status === "pending" || undelivered.length > 0) say("plain", t("waiting"))
  if (statusDelivery === "waiting") say("plain", t("status_waiting"))
  if (statusDelivery === "refused") say("warn", t("status_refused"))
  if (reserved.checkIn === null) say("plain", t("kept_here"))
  return notices
}
