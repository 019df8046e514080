import { redirect } from "next/navigation"
import { getLocale, getTranslations } from "next-intl/server"
import { answerText } from "@/components/profile/answer-text"
import { type FormResult, formAction } from "@/lib/actions/form-action"
import type { Choice, FormAction } from "@/lib/actions/state"
import { requireSameSite } from "@/lib/auth/request"
import { dayAndTime } from "@/lib/domain/event-time"
import { isSensitive, type Question } from "@/lib/domain/question"
import { loadFormWords } from "@/lib/i18n/form-words"
import { reportUnexpected } from "@/lib/loaders/form-report"
import { loadProfile, type Profile } from "@/lib/loaders/profile"
import { type AnswersForm, parseAnswersForm, seenName } from "@/lib/profile/answers-form"
import { saveOwnAnswers } from "@/lib/profile/save-answers"
import { runtime } from "@/lib/runtime"

type AnswersActionOptions = {
  registrationId: string
  /** Where to go when all is saved; told which questions were left open. */
  goTo: (passedOver: string[]) => Promise<string>
}

type Contested = { key: string; theirs: string | null; ours: string | null; changedAt: Date | null }

async function describeChoice(question: Question, timeZone: string, contested: Contested): Promise<Choice> {
  const t = await getTranslations("profile.choice")
  const { key, theirs, ours, changedAt } = contested
  const text = async (answer: string | null) =>
    (await answerText(question, answer === null ? {} : { [key]: answer })) ?? t("nothing")
  const at = changedAt && dayAndTime(changedAt, timeZone, await getLocale())
  return {
    note: at ? t("note_at", { at }) : t("note"),
    theirs: t("theirs", { answer: await text(theirs) }),
    ours: t("ours", { answer: await text(ours) }),
  }
}

/** A form with two answers of which nobody has chosen one asks again, with what is there now. */
function undecided({ view }: Profile, { undecided: keys }: AnswersForm, form: FormData): Contested[] {
  return keys.map((key) => ({
    key,
    theirs: view.answers[key] ?? null,
    ours: form.getAll(key).join(",") || null,
    changedAt: null,
  }))
}

async function save(
  profile: Profile,
  parsed: AnswersForm,
  form: FormData,
  goTo: AnswersActionOptions["goTo"],
): Promise<FormResult> {
  const { registration } = profile.subject
  const { timeZone } = profile.event
  const questions = new Map(profile.view.questions.map((question) => [question.key, question]))
  const result = await saveOwnAnswers(await runtime(), registration.id, parsed.submission)
  if (result.kind === "removed" || result.kind === "closed") {
    return { goTo: `/profile/${registration.id}/answers` }
  }
  const t = await getTranslations("profile")
  const words = await loadFormWords(labelsOf(profile))
  const issues = words.issues(parsed.issues)
  const choices: Record<string, Choice> = {}
  for (const key of result.refused) issues[key] = t("refused", { label: questions.get(key)?.label ?? key })
  for (const contested of [...result.conflicts, ...undecided(profile, parsed, form)]) {
    const question = questions.get(contested.key)
    if (!question) continue
    const { key, label } = question
    if (isSensitive(question)) issues[key] = t("choice.sensitive", { label })
    else {
      issues[key] = t("choice.ask", { label })
      choices[key] = await describeChoice(question, timeZone, contested)
    }
  }
  if (Object.keys(issues).length === 0) return { goTo: await goTo([...parsed.blank, ...result.dropped]) }
  const values = Object.fromEntries(
    Object.entries(result.seen).map(([key, fingerprint]) => [seenName(key), [fingerprint]]),
  )
  return { issues, choices, values }
}

function labelsOf({ view }: Profile): Record<string, string> {
  return Object.fromEntries(view.questions.map(({ key, label }) => [key, label]))
}

/** The form action of every page that takes answers: what can be saved is saved, the rest comes back with its faults. */
export function answersAction({ registrationId, goTo }: AnswersActionOptions): FormAction {
  return async (state, form) => {
    await requireSameSite()
    const profile = await loadProfile(registrationId)
    const { clock } = await runtime()
    const { view } = profile
    const action = formAction({
      words: await loadFormWords(labelsOf(profile)),
      guard: requireSameSite,
      parse: (submitted) => ({
        ok: true,
        input: parseAnswersForm(submitted, view.questions, {
          now: clock(),
          country: view.country,
          answered: view.answers,
        }),
      }),
      run: (parsed) => save(profile, parsed, form, goTo),
      secrets: view.questions.filter(isSensitive).map(({ key }) => key),
      report: reportUnexpected,
      redirect,
    })
    return action(state, form)
  }
}
