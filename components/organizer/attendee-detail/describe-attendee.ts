import { getLocale, getTranslations } from "next-intl/server"
import { spelledText } from "@/components/profile/answer-text"
import { profileQuestion } from "@/components/profile/profile-question"
import { formValues } from "@/lib/domain/answers"
import type { AttendeeDetail } from "@/lib/domain/attendee-detail"
import type { Event } from "@/lib/domain/event"
import { dayAndTime, zoneLabel } from "@/lib/domain/event-time"
import { languageTag } from "@/lib/domain/language"
import { localTime } from "@/lib/domain/local-time"
import { openQuestions, profileQuestions } from "@/lib/domain/profile"
import { isSensitive, localiseQuestion } from "@/lib/domain/question"
import { displayTicketCode } from "@/lib/domain/ticket-code"
import { describeActs } from "./describe-acts"
import { describeHistory } from "./describe-history"
import { describeNetwork } from "./describe-network"
import { describeNotices } from "./describe-notices"
import { describeVerification } from "./describe-verification"
import type { ShownAttendee } from "./shown-attendee"

type ShownEvent = Pick<Event, "slug" | "timeZone" | "startsAt">

async function describeFacts(detail: AttendeeDetail, event: ShownEvent): Promise<ShownAttendee["facts"]> {
  const t = await getTranslations("person")
  const language = await getLocale()
  const time = (at: Date) => dayAndTime(at, event.timeZone, language)
  const { checkedIn, badgePrintedAt, deadline, hasOwnDeadline } = detail
  const at = checkedIn ? time(checkedIn.at) : ""
  const checkedInText = checkedIn?.by
    ? t("value.checked_in_by", { at, by: checkedIn.by })
    : t("value.checked_in", { at })
  const languageName = new Intl.DisplayNames(languageTag(language), { type: "language" }).of(detail.language)
  const fact = (label: string, value: string | null) => ({
    label,
    value: value ?? t("value.no"),
    isEmpty: value === null,
  })
  return [
    fact(t("fact.code"), displayTicketCode(detail.code)),
    ...(detail.placeInLine === null ? [] : [fact(t("waitlist.place"), String(detail.placeInLine))]),
    fact(t("fact.registered"), time(detail.registeredAt)),
    fact(t("fact.check_in"), checkedIn && checkedInText),
    fact(t("fact.badge"), badgePrintedAt && t("value.printed", { at: time(badgePrintedAt) })),
    fact(t("fact.profile"), t("value.profile", { percent: detail.completion })),
    fact(t("fact.language"), languageName ?? detail.language),
    fact(
      t("fact.deadline"),
      hasOwnDeadline ? t("value.own_deadline", { at: time(deadline) }) : time(deadline),
    ),
    fact(
      t("fact.terms"),
      t("value.terms", { version: detail.termsVersion, at: time(detail.termsAcceptedAt) }),
    ),
  ]
}

async function describeAnswers(detail: AttendeeDetail, timeZone: string): Promise<ShownAttendee["answers"]> {
  const t = await getTranslations("person.answers")
  return Promise.all(
    detail.questions.map(async (question) => {
      const { key, label } = question
      const text = await spelledText(question, detail)
      const canReveal = isSensitive(question) && text !== null && detail.permissions.has("see_sensitive")
      const isWaiting = detail.undelivered.includes(key)
      const reveal = canReveal ? t("reveal", { label }) : null
      const verification = await describeVerification(detail, key, { timeZone, canVerify: canReveal })
      return { key, label, text, isWaiting, reveal, ...verification }
    }),
  )
}

async function describeGate(detail: AttendeeDetail, timeZone: string): Promise<ShownAttendee["gate"]> {
  const t = await getTranslations("person.gate")
  const { kind, at, fields, shows } = detail.gate
  const language = await getLocale()
  const lead = [t(`${kind}`, { at: at ? dayAndTime(at, timeZone, language) : "" })]
  if (fields.length === 0 && (kind === "now" || kind === "kept")) lead.push(t("empty"))
  if (shows) {
    lead.push(shows.isThis ? t("shows_this") : t("shows_other", { event: shows.title ?? t("another_event") }))
    if (shows.since) lead.push(t("since", { at: dayAndTime(shows.since, timeZone, language) }))
  }
  return { lead: lead.join(" "), fields }
}

async function describeEdit(detail: AttendeeDetail, timeZone: string): Promise<ShownAttendee["edit"]> {
  const { permissions, status, erasedAt, startFrom, spellings, answers, seen } = detail
  const isOver = status === "cancelled" || status === "removed" || erasedAt !== null
  if (!permissions.has("edit") || isOver) return null
  const questions = detail.questions.filter(
    (question) => permissions.has("see_sensitive") || !isSensitive(question),
  )
  if (questions.length === 0) return null
  const asked = questions.map((question) => profileQuestion(question, { answers, seen }, timeZone))
  // The browser knows the organizer, not the attendee.
  const shown = (await Promise.all(asked)).map((question) => ({ ...question, autoComplete: "off" }))
  return { questions: shown, values: formValues(questions, { answers: startFrom, spellings }) }
}

/** Everything an organizer reads of one attendee, in the organizer's language and on the event's clocks. */
export async function describeAttendee(stored: AttendeeDetail, event: ShownEvent): Promise<ShownAttendee> {
  const t = await getTranslations("person")
  const language = await getLocale()
  const { timeZone } = event
  const questions = stored.questions.map((question) => localiseQuestion(question, language))
  const detail = { ...stored, questions }
  const { status, permissions, erasedAt } = detail
  const missing = openQuestions(profileQuestions(questions), detail.answers).length
  const canExtend = permissions.has("edit") && erasedAt === null && !["cancelled", "removed"].includes(status)
  const zone = zoneLabel(event.startsAt, timeZone, language)
  return {
    id: detail.id,
    name: `${detail.firstName} ${detail.lastName}`.trim() || t("nameless"),
    email: detail.email,
    path: `/organizer/${event.slug}/attendees/${detail.id}`,
    status: { value: status, label: t(`status.${status}`) },
    notices: await describeNotices(detail, timeZone),
    facts: await describeFacts(detail, event),
    answers: await describeAnswers(detail, timeZone),
    missing: questions.length === 0 ? "" : t("answers.missing", { count: missing }),
    network: detail.network && (await describeNetwork(detail.network, detail.permissions, timeZone)),
    gate: await describeGate(detail, timeZone),
    history: await describeHistory(detail, timeZone),
    ...(await describeActs(detail)),
    deadline: canExtend
      ? { value: localTime(detail.deadline, timeZone), hint: t("act.extend_hint", { zone }) }
      : null,
    edit: await describeEdit(detail, timeZone),
  }
}
