import { getTranslations } from "next-intl/server"
import { type Event, erasedOn } from "@/lib/domain/event"
import { fullDate } from "@/lib/domain/event-time"
import { isEventSpecific, isSensitive, type Question } from "@/lib/domain/question"
import { getDateLocale } from "./date-locale"

/** What is promised with a question, behind a line that asks it. */
export type AnswerPromise = { summary: string; text: string }

/** Who promises it, and until when. */
export type Promising = Pick<Event, "host" | "endsAt" | "retentionDays" | "timeZone">

/** Who sees the answer to a question, other events that ask for it included, and the day it is erased. */
export async function answerPromise(question: Question, event: Promising): Promise<AnswerPromise> {
  const t = await getTranslations("attendee.promise")
  const { host, timeZone } = event
  const date = fullDate(erasedOn(event), timeZone, await getDateLocale())
  const isShared = !isEventSpecific(question) && !isSensitive(question)
  const text = isShared
    ? `${t("shared", { host })} ${t("erased_or_later", { date })}`
    : `${t(isSensitive(question) ? "sealed" : "seen", { host })} ${t("erased", { date })}`
  return { summary: t("summary"), text }
}
