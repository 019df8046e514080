import "server-only"
import { redirect } from "next/navigation"
import { type FormActionDefinition, formAction } from "@/lib/actions/form-action"
import type { FormState } from "@/lib/actions/state"
import { loadFormWords } from "@/lib/i18n/form-words"
import { reportUnexpected } from "@/lib/loaders/form-report"
import { noteRefusal } from "@/lib/loaders/refused-form"

type Definition<Subject, Input> = FormActionDefinition<Subject, Input>

type Answer<Subject, Input> = Omit<
  Definition<Subject, Input>,
  "words" | "report" | "refused" | "redirect"
> & {
  /** Labels of the form's questions by field, as the reader sees them. */
  labels?: Record<string, string>
  /** How another page is reached; by Next's redirect, unless a data route answers the form. */
  leave?: Definition<Subject, Input>["redirect"]
}

/** Answers a form of a page: guard, parse, run, and then on, or back with what was typed and why (`formAction`). */
export async function answerForm<Subject, Input>(
  state: FormState,
  form: FormData,
  { labels = {}, leave = redirect, ...definition }: Answer<Subject, Input>,
): Promise<FormState> {
  const words = await loadFormWords(labels)
  const wiring = { words, report: reportUnexpected, refused: noteRefusal, redirect: leave }
  return formAction({ ...definition, ...wiring })(state, form)
}

/** The same for a form that is one button: there is nothing to parse. */
export function answerButton<Subject>(
  state: FormState,
  form: FormData,
  {
    run,
    ...definition
  }: Omit<Answer<Subject, null>, "parse" | "run"> & {
    run: (subject: Subject) => ReturnType<Answer<Subject, null>["run"]>
  },
): Promise<FormState> {
  const parse = () => ({ ok: true, input: null }) as const
  return answerForm(state, form, { ...definition, parse, run: (_, subject) => run(subject) })
}
