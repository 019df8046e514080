import { getLocale, getMessages, getTranslations } from "next-intl/server"
import type { FormWords } from "@/lib/actions/form-action"
import { countryName } from "@/lib/domain/country"
import type { ErrorCode } from "@/lib/domain/errors"
import { dayAndTime } from "@/lib/domain/event-time"
import type { AttendeeIssueCode, EditorIssueCode, Issue } from "@/lib/domain/issue"

/** Fields every form has are named in a sentence of their own; any other label is arbitrary and so is quoted. */
const ownSentences = ["first_name", "last_name", "email", "code"] as const

/** Faults of the code somebody typed: they are shown at its field, `code` in every form. */
const faultsOfTheCode: readonly ErrorCode[] = ["code_wrong", "code_malformed", "code_expired", "code_spent"]

type Translate = Awaited<ReturnType<typeof getTranslations<"common">>>

type Reader = { language: string; labels: Record<string, string> }

/** What the sentence of an issue names. */
function issueValues(
  { language, labels }: Reader,
  name: string,
  { limit = 0, text = "", time, offer }: Issue<AttendeeIssueCode | EditorIssueCode>,
) {
  const named = time ? dayAndTime(time.at, time.timeZone, language) : text
  const country = offer ? (countryName(offer.country, language) ?? offer.country) : ""
  return { label: labels[name] ?? name, limit, text: named, country, number: offer?.number ?? "" }
}

function issueText(t: Translate, reader: Reader, name: string, issue: Issue): string {
  const { code, limit = 0 } = issue
  const own = ownSentences.find((field) => field === name)
  if (own && code === "required") return t(`ask.${own}`)
  if (own && code === "too_long") return t("issue.own_too_long", { field: own, limit })
  return t(`issue.${code}`, issueValues(reader, name, issue))
}

/** What the editor of events and questions says of an issue; it calls its fields other things than questions. */
export async function loadEditorSentence(
  labels: Record<string, string>,
): Promise<(name: string, issue: Issue<EditorIssueCode>) => string> {
  const t = await getTranslations("editor")
  const reserved: Record<string, string> = (await getMessages()).editor.issue.field_reserved
  const reader = { language: await getLocale(), labels }
  return (name, issue) => {
    const { code, text = "" } = issue
    if (code === "field_reserved") return reserved[text] ?? text
    return t(`issue.${code}`, issueValues(reader, name, issue))
  }
}

const minuteMs = 60_000

/** A wait as people say it, never shorter than it is: minutes up to an hour and a half, then hours. */
function waitText(t: Translate, waitMs: number): string {
  const minutes = Math.max(1, Math.ceil(waitMs / minuteMs))
  return minutes <= 90
    ? t("wait.minutes", { count: minutes })
    : t("wait.hours", { count: Math.ceil(minutes / 60) })
}

/**
 * The words of a form, in the language of the request. `labels` are the labels of the form's
 * questions by field name, as the reader sees them.
 */
export async function loadFormWords(labels: Record<string, string> = {}): Promise<FormWords> {
  const t = await getTranslations("common")
  const reader = { language: await getLocale(), labels }
  return {
    issues: (issues) =>
      Object.fromEntries(
        Object.entries(issues).map(([name, issue]) => [name, issueText(t, reader, name, issue)]),
      ),
    failure: (code, waitMs = minuteMs) => {
      const [title, body] = [
        t(`failure.${code}.title`),
        t(`failure.${code}.body`, { wait: waitText(t, waitMs) }),
      ]
      const isOfTheCode = faultsOfTheCode.includes(code)
      const issues: Record<string, string> = isOfTheCode ? { code: title } : {}
      return { issues, failure: isOfTheCode ? { body } : { title, body } }
    },
  }
}
