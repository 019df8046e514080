import { getTranslations } from "next-intl/server"
import { getDateLocale } from "@/components/attendee/date-locale"
import { type Choice, type FormState, initialFormState } from "@/lib/actions/state"
import { type Answers, formValues, type SpelledAnswers } from "@/lib/domain/answers"
import { dayAndTime } from "@/lib/domain/event-time"
import { isSensitive, type Question } from "@/lib/domain/question"
import { answerText } from "./answer-text"

/** Two answers to one question. `changedAt`: when GATE's record was last changed, where that is known. */
export type TwoAnswers = { theirs: string | null; ours: string | null; changedAt?: Date | null }

/** Both answers in words, for the person to choose from; `note` says how it came to two. */
async function describeChoice(
  question: Question,
  { theirs, ours }: TwoAnswers,
  note: string,
): Promise<Choice> {
  const t = await getTranslations("profile.choice")
  const text = async (answer: string | null) =>
    answer === null ? t("nothing") : answerText(question, answer)
  return {
    note,
    theirs: t("theirs", { answer: await text(theirs) }),
    ours: t("ours", { answer: await text(ours) }),
  }
}

/** What a form says of a field that was changed somewhere else after it was opened: a sensitive one is entered again. */
export async function conflict(
  question: Question,
  answers: TwoAnswers,
  timeZone: string,
): Promise<{ issue: string; choice?: Choice }> {
  const t = await getTranslations("profile.choice")
  const { label } = question
  if (isSensitive(question)) return { issue: t("sensitive", { label }) }
  const at = answers.changedAt && dayAndTime(answers.changedAt, timeZone, await getDateLocale())
  const note = at ? t("note_at", { at }) : t("note")
  return { issue: t("ask", { label }), choice: await describeChoice(question, answers, note) }
}

type StartingPoint = Pick<SpelledAnswers, "spellings"> & {
  startFrom: Answers
  contested: Record<string, TwoAnswers>
}

/** What a page of questions starts from; where an answer of theirs was overtaken in GATE, it begins with the choice. */
export async function startingState(
  questions: Question[],
  { startFrom, spellings, contested }: StartingPoint,
): Promise<FormState> {
  const t = await getTranslations("profile.choice")
  const state: FormState = {
    ...initialFormState,
    values: formValues(questions, { answers: startFrom, spellings }),
  }
  const choices: Record<string, Choice> = {}
  for (const question of questions) {
    const { key, label } = question
    const answers = contested[key]
    if (!answers) continue
    if (isSensitive(question)) state.issues = { ...state.issues, [key]: t("sensitive", { label }) }
    else {
      choices[key] = await describeChoice(question, answers, t("note_late"))
      const ours: Answers = answers.ours === null ? {} : { [key]: answers.ours }
      const values = formValues([question], { answers: ours, spellings: {} })
      state.values = { ...formValuesWithout(state.values, key), ...values }
    }
  }
  return { ...state, choices }
}

function formValuesWithout(values: FormState["values"], key: string): FormState["values"] {
  return Object.fromEntries(Object.entries(values).filter(([name]) => name.split(".", 1)[0] !== key))
}
