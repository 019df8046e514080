import { getLocale, getTranslations } from "next-intl/server"
import { actKey } from "@/lib/domain/act-key"
import type { AttendeeDetail, HistoryEntry } from "@/lib/domain/attendee-detail"
import { dayAndTime } from "@/lib/domain/event-time"
import { languageTag } from "@/lib/domain/language"
import type { Question } from "@/lib/domain/question"
import { isTrailName } from "@/lib/domain/trail"
import { isJumpReason } from "@/lib/domain/waitlist"

function questionLabels({ detail }: HistoryEntry, questions: Question[], language: string): string {
  const keys = [detail.questions ?? detail.question ?? []].flat().map(String)
  const labels = keys.map((key) => questions.find((question) => question.key === key)?.label ?? key)
  return new Intl.ListFormat(languageTag(language)).format(labels)
}

/** What was written to an attendee, as far as it was handed over or refused. */
async function describeMessages(
  messages: AttendeeDetail["messages"],
): Promise<{ moment: Date; text: string }[]> {
  const t = await getTranslations("person")
  return messages.flatMap(({ subject, at, isRefused }) =>
    at ? [{ moment: at, text: t(isRefused ? "message_refused" : "message_sent", { subject }) }] : [],
  )
}

/** An attendee's trail and what was written to them, in prose, the latest first. */
export async function describeHistory(
  { history, messages, questions }: Pick<AttendeeDetail, "history" | "messages" | "questions">,
  timeZone: string,
): Promise<{ at: string; text: string }[]> {
  const t = await getTranslations("person")
  const reasons = await getTranslations("person.waitlist")
  const language = await getLocale()
  const time = (at: Date) => dayAndTime(at, timeZone, language)
  const acts = history.toReversed().map((entry) => {
    const { name, at, by, detail } = entry
    const until = new Date(String(detail.until ?? ""))
    const values = {
      name,
      questions: questionLabels(entry, questions, language),
      // Whoever is given a place at the door needs no reason for it.
      reason: isJumpReason(detail.reason) ? reasons(`reasons.${detail.reason}`) : "none",
      until: Number.isNaN(until.getTime()) ? "" : time(until),
    }
    // An earlier version may have written a name that this one does not know.
    const text = t(`history.${isTrailName(name) ? actKey(name) : "other"}`, values)
    const who = by === null ? null : by || t("former")
    return { moment: at, text: who === null ? text : t("history_by", { text, by: who }) }
  })
  return [...acts, ...(await describeMessages(messages))]
    .sort((a, b) => b.moment.getTime() - a.moment.getTime())
    .map(({ moment, text }) => ({ at: time(moment), text }))
}
