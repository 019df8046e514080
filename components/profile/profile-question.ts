import { getTranslations } from "next-intl/server"
import type { Promising } from "@/components/attendee/answer-promise"
import { type AskedQuestion, askedQuestion } from "@/components/attendee/asked-question"
import { getDateLocale } from "@/components/attendee/date-locale"
import type { Answers } from "@/lib/domain/answers"
import { dayAndMonth } from "@/lib/domain/event-time"
import { isSensitive, type Question } from "@/lib/domain/question"

/** A question of the profile as its form shows it. */
export type ProfileQuestion = AskedQuestion & {
  /** The fingerprint of what its field starts from. */
  seen: string
  /** Never saved by itself, and never kept on the device. */
  isSensitive: boolean
}

type Shown = {
  answers: Answers
  seen: Record<string, string>
  /** Offered where the country is asked for and not answered yet. */
  suggestedCountry?: string | null
  /** Who tells what becomes of the answer. */
  promisedBy?: Promising
}

/** The hint also says until when the answer is needed, and what a blank sensitive field means. */
export async function profileQuestion(
  question: Question,
  { answers, seen, suggestedCountry = null, promisedBy }: Shown,
  timeZone: string,
): Promise<ProfileQuestion> {
  const t = await getTranslations("profile.question")
  const needBy = question.needBy && dayAndMonth(question.needBy, timeZone, await getDateLocale())
  const mask = isSensitive(question) ? answers[question.key] : undefined
  const asked = await askedQuestion(question, {
    suggestedCountry: question.key in answers ? null : suggestedCountry,
    ...(promisedBy && { promisedBy }),
  })
  const lines = [asked.hint, needBy && t("need_by", { date: needBy }), mask && t("blank_keeps", { mask })]
  const hint = lines.filter(Boolean).join("\n") || null
  return { ...asked, hint, seen: seen[question.key] ?? "", isSensitive: isSensitive(question) }
}
