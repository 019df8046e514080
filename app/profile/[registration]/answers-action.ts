import { getTranslations } from "next-intl/server"
import { answerForm } from "@/app/answer-form"
import { conflict, type TwoAnswers } from "@/components/profile/contested-answers"
import type { FormResult } from "@/lib/actions/form-action"
import type { Choice, FormAction } from "@/lib/actions/state"
import { readSuggestedCountries, requireSameSite } from "@/lib/auth/request"
import { settleContested } from "@/lib/delivery/contested"
import { choiceName, seenName } from "@/lib/domain/conflict"
import { offeredValues } from "@/lib/domain/issue"
import { isSensitive } from "@/lib/domain/question"
import { loadFormWords } from "@/lib/i18n/form-words"
import { switchLanguage } from "@/lib/loaders/language"
import { loadKeptProfile, loadProfile, type Profile } from "@/lib/loaders/profile"
import { keepTyped } from "@/lib/loaders/typed-form"
import { type AnswersForm, parseAnswersForm } from "@/lib/profile/answers-form"
import { saveOwnAnswers } from "@/lib/profile/save-answers"
import { runtime } from "@/lib/runtime"

type AnswersActionOptions = {
  registrationId: string
  /** Where to go when all is saved; told which questions were left open. */
  goTo: (passedOver: string[]) => Promise<string>
}

type Contested = TwoAnswers & { key: string }

/** A form with two answers of which nobody has chosen one asks again, with what is there now. */
function undecided({ view }: Profile, parsed: AnswersForm): Contested[] {
  return parsed.undecided.map(({ key, ours }) => ({
    key,
    theirs: view.answers[key] ?? null,
    ours,
  }))
}

async function save(
  profile: Profile,
  parsed: AnswersForm,
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
  for (const contested of [...result.conflicts, ...undecided(profile, parsed)]) {
    const question = questions.get(contested.key)
    if (!question) continue
    const { issue, choice } = await conflict(question, contested, timeZone)
    issues[contested.key] = issue
    if (choice) choices[contested.key] = choice
  }
  const decided = parsed.shown.filter((key) => !(key in issues))
  await settleContested(await runtime(), profile.subject, decided)
  if (Object.keys(issues).length === 0) return { goTo: await goTo([...parsed.blank, ...result.dropped]) }
  const seen = Object.fromEntries(
    Object.entries(result.seen).map(([key, fingerprint]) => [seenName(key), [fingerprint]]),
  )
  return { issues, choices, values: { ...seen, ...offeredValues(parsed.issues) } }
}

function labelsOf({ view }: Profile): Record<string, string> {
  return Object.fromEntries(view.questions.map(({ key, label }) => [key, label]))
}

/** The form action of every page that takes answers: what can be saved is saved, the rest comes back with its faults. */
export function answersAction({ registrationId, goTo }: AnswersActionOptions): FormAction {
  return async (state, form) => {
    await requireSameSite()
    await keepTyped(form)
    // Only a form that was asked which of two answers to keep has to say what the other one is by now.
    const isAsked = [...form.keys()].some((name) => name.endsWith(choiceName("")))
    const profile = await (isAsked ? loadProfile : loadKeptProfile)(registrationId)
    const { clock } = await runtime()
    const { view } = profile
    return answerForm(state, form, {
      labels: labelsOf(profile),
      guard: requireSameSite,
      parse: async (submitted) => ({
        ok: true,
        input: parseAnswersForm(submitted, view.questions, {
          now: clock(),
          country: view.country,
          suggestedCountries: await readSuggestedCountries(profile.event.timeZone),
          answered: view.answers,
        }),
      }),
      run: (parsed) => save(profile, parsed, goTo),
      secrets: view.questions.filter(isSensitive).map(({ key }) => key),
      switchLanguage,
    })
  }
}
