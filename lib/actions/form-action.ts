import { unstable_rethrow } from "next/navigation"
import { AppError, type ErrorCode } from "@/lib/domain/errors"
import { type Issues, offeredValues, type Parsed } from "@/lib/domain/issue"
import type { FormAction, FormState } from "./state"

/** Where a form leads when all went well, or what it says in place: `values` replace those that were submitted. */
export type FormResult =
  | { goTo: string }
  | { notice: NonNullable<FormState["notice"]> }
  | { failure: NonNullable<FormState["failure"]> }
  | Pick<FormState, "issues" | "choices" | "values">

type Refusal = Pick<FormState, "issues" | "failure">

/** Codes in, sentences out; made once a request by `loadFormWords`. */
export type FormWords = {
  issues(issues: Issues): Refusal["issues"]
  failure(code: ErrorCode, waitMs?: number): Refusal
}

export type FormActionDefinition<Subject, Input> = {
  words: FormWords
  /** Runs before anything is parsed: who is asking, and may they. */
  guard: () => Promise<Subject>
  parse: (form: FormData, subject: Subject) => Parsed<Input> | Promise<Parsed<Input>>
  run: (input: Input, subject: Subject) => Promise<FormResult>
  /** Whether only another language was asked for: then what was typed comes back as it is. */
  switchLanguage?: (form: FormData) => Promise<boolean>
  /** Fields never sent back to the browser. */
  secrets?: string[]
  /** What the browser may do to be served after all, when the work it was asked for is missing. */
  offerWork?: () => Promise<FormState["work"]>
  /** Called with what nobody expected; answers go out as one neutral message. */
  report: (error: unknown) => void
  /** Called before a form goes back with faults: the page that shows them says so in its title. */
  refused: () => Promise<void>
  /** Leaves by a redirect; it throws, as Next's does. */
  redirect: (path: string) => never
}

/** What was typed, by field, to refill a form with; fields named in `secrets` left out. */
export function submittedValues(form: FormData, secrets: string[]): FormState["values"] {
  // A map, because anybody may send a field called "constructor" or "__proto__".
  const values = new Map<string, string[]>()
  for (const [name, value] of form.entries()) {
    if (name.startsWith("$ACTION") || secrets.includes(name) || typeof value !== "string") continue
    values.set(name, [...(values.get(name) ?? []), value])
  }
  return Object.fromEntries(values)
}

/** Guard, parse, run, then redirect: written once. What was typed comes back with every refusal. */
export function formAction<Subject, Input>(definition: FormActionDefinition<Subject, Input>): FormAction {
  const {
    words,
    guard,
    parse,
    run,
    switchLanguage,
    secrets = [],
    offerWork,
    report,
    refused,
    redirect,
  } = definition
  const attempt = async (form: FormData): Promise<FormResult | Refusal> => {
    const subject = await guard()
    if (await switchLanguage?.(form)) return { issues: {} }
    const parsed = await parse(form, subject)
    if (parsed.ok) return run(parsed.input, subject)
    return { issues: words.issues(parsed.issues), values: offeredValues(parsed.issues) }
  }
  const faulty = async (state: FormState): Promise<FormState> => {
    if (state.failure || Object.keys(state.issues).length > 0) await refused()
    return state
  }
  return async (state, form) => {
    const again = { attempt: state.attempt + 1, values: submittedValues(form, secrets), issues: {} }
    let result: Awaited<ReturnType<typeof attempt>>
    try {
      result = await attempt(form)
    } catch (error) {
      // A guard's notFound() or redirect() is an answer of its own.
      unstable_rethrow(error)
      if (error instanceof AppError) {
        const work = error.code === "work_needed" ? await offerWork?.() : undefined
        if (work) return { ...again, work }
        return faulty({ ...again, ...words.failure(error.code, error.waitMs) })
      }
      report(error)
      return faulty({ ...again, ...words.failure("unexpected") })
    }
    if ("goTo" in result) return redirect(result.goTo)
    const values = "values" in result ? { ...again.values, ...result.values } : again.values
    return faulty({ ...again, ...result, values })
  }
}
