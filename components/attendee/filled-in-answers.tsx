import type { FormState } from "@/lib/actions/state"
import { seenName } from "@/lib/domain/conflict"
import type { AskedQuestion } from "./asked-question"
import { QuestionField } from "./question-field"

/**
 * Answers of an earlier event that this form takes over, each as it is kept (`answer`) and as people read it, with the
 * words around them.
 */
export type FilledIn = {
  title: string
  change: string
  answers: { question: AskedQuestion; answer: string; text: string }[]
}

type FilledInAnswersProps = FilledIn & Pick<FormState, "values" | "issues">

/** What is known already, to be looked at, and changed in place where it is no longer true. */
export function FilledInAnswers({ title, change, answers, values, issues }: FilledInAnswersProps) {
  return (
    <div className="grid gap-3 border-line border-t border-b py-4">
      <p className="text-15 text-ink-2">{title}</p>
      {answers.map(({ question, answer, text }) => (
        <details key={question.key} open={question.key in issues ? true : undefined}>
          <summary className="w-fit max-w-full py-1">
            <span className="text-ink-2">{question.label}</span>{" "}
            <bdi className="wrap-anywhere font-semibold">{text}</bdi>{" "}
            <span className="text-link underline underline-offset-4">{change}</span>
          </summary>
          <input
            type="hidden"
            name={seenName(question.key)}
            value={values[seenName(question.key)]?.[0] ?? answer}
          />
          <div className="mt-3">
            <QuestionField question={question} values={values} error={issues[question.key]} />
          </div>
        </details>
      ))}
    </div>
  )
}
