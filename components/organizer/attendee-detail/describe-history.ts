import { getLocale, getTranslations } from "next-intl/server"
import type { AttendeeDetail, HistoryEntry } from "@/lib/domain/attendee-detail"
import { dayAndTime } from "@/lib/domain/event-time"
import type { Question } from "@/lib/domain/question"

/** Names that have a sentence of their own, `history.<name with _ for .>`. */
const told = [
  "registration.accepted",
  "registration.accepted_again",
  "registration.adopted",
  "registration.finished",
  "registration.needs_attention",
  "registration.resumed",
  "registration.proof_awaited",
  "registration.address_proved",
  "registration.account_ended",
  "registration.cancelled",
  "registration.restored",
  "registration.renamed",
  "registration.over_capacity",
  "registration.cancelled_in_gate",
  "registration.restored_in_gate",
  "registration.purged",
  "gate_user.created",
  "gate_user.adopted",
  "gate_user.found",
  "gate_user.renamed",
  "gate_user.missing",
  "gate_extra.created",
  "gate_extra.found",
  "gate_extra.found_again",
  "gate_extra.matched",
  "gate_extra.updated",
  "gate_extra.fields_dropped",
  "gate_extra.removed",
  "gate_extra.status_set",
  "answers.saved",
  "answers.delivered",
  "answers.refused",
  "answers.changed_in_gate",
  "answers.guess_withdrawn",
  "answers.sealed_anew",
  "attendee.checked_in",
  "attendee.check_in_undone",
  "attendee.badge_printed",
  "attendee.badge_undone",
  "attendee.deadline_extended",
  "attendee.erased",
  "check_in.made_in_gate",
  "check_in.undone_in_gate",
  "badge.printed_in_gate",
  "badge.undone_in_gate",
  "ticket.resent",
  "sensitive.revealed",
  "profile.erasure_requested",
  "profile.erased",
  "account.email_changed",
  "account.deletion_requested",
  "account.deleted",
]

function questionLabels({ detail }: HistoryEntry, questions: Question[], language: string): string {
  const keys = [detail.questions ?? detail.question ?? []].flat().map(String)
  const labels = keys.map((key) => questions.find((question) => question.key === key)?.label ?? key)
  return new Intl.ListFormat(language).format(labels)
}

/** An attendee's trail in prose, the latest first. */
export async function describeHistory(
  { history, questions }: Pick<AttendeeDetail, "history" | "questions">,
  timeZone: string,
): Promise<{ at: string; text: string }[]> {
  const t = await getTranslations("person")
  const language = await getLocale()
  const time = (at: Date) => dayAndTime(at, timeZone, language)
  return history.toReversed().map((entry) => {
    const { name, at, by, detail } = entry
    const until = new Date(String(detail.until ?? ""))
    const values = {
      name,
      questions: questionLabels(entry, questions, language),
      until: Number.isNaN(until.getTime()) ? "" : time(until),
    }
    const key = told.includes(name) ? name.replace(".", "_") : "other"
    const text = t(`history.${key}`, values)
    const who = by === null ? null : by || t("former")
    return { at: time(at), text: who === null ? text : t("history_by", { text, by: who }) }
  })
}
