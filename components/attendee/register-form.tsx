"use client"

import type { Messages } from "next-intl"
import type { ReactNode } from "react"
import { Checkbox } from "@/components/ui/checkbox"
import { EmailInput } from "@/components/ui/email-input"
import { formLook } from "@/components/ui/field"
import { SubmitButton } from "@/components/ui/submit-button"
import { OpenedBy } from "@/components/ui/unsent-form"
import { type FormAction, type FormState, initialFormState } from "@/lib/actions/state"
import { consentField } from "@/lib/domain/marketing"
import { mayWaitField } from "@/lib/domain/may-wait"
import type { AskedQuestion } from "./asked-question"
import { type FilledIn, FilledInAnswers } from "./filled-in-answers"
import { FormErrors } from "./form-errors"
import { NameInputs } from "./name-inputs"
import { QuestionField } from "./question-field"
import { ShownWhen } from "./shown-when"
import { useFormState } from "./use-form-state"
import { WorkFields } from "./work-fields"

type RegisterFormProps = {
  /** For buttons of the form that stand elsewhere on the page. */
  id?: string
  action: FormAction
  /** Values to start from, such as the name of somebody who has signed in. */
  initial?: FormState
  questions: AskedQuestion[]
  /** What is known from an earlier event, shown and folded away. */
  filledIn?: FilledIn | false
  /** Sent as `submission`: the same id twice is the same registration. */
  submissionId: string
  /** Every place is taken: whoever sends this waits for one. */
  mayWait?: boolean
  labels: Messages["common"]["field"]
  words: Messages["attendee"]["register"]["form"]
  /** Where the ticket goes: whoever has signed in is not asked for an address again. */
  signedIn?: ReactNode
  /** What one may consent to beside the registration; nothing where nobody asks. */
  news?: string | null
  /** The way to the event, for a registration that came too late. */
  back?: ReactNode
  /** The terms themselves, shown on demand under the box that accepts them. */
  terms: ReactNode
  /** The page's heading: it belongs between the error summary and the form. */
  children?: ReactNode
}

/** Everything a registration needs, on one page. */
export function RegisterForm(props: RegisterFormProps) {
  const {
    id,
    questions,
    filledIn,
    submissionId,
    mayWait,
    labels,
    words,
    signedIn,
    back,
    terms,
    news,
    children,
  } = props
  const { state, submit, issues, onChange } = useFormState(props.action, props.initial ?? initialFormState)
  const startOf = (name: string) => state.values[name]?.[0]
  const known = filledIn ? filledIn.answers.map(({ question }) => question) : []
  const all = [...known, ...questions]
  const fields = ["first_name", "last_name", "email", ...all.map(({ key }) => key), "accept_terms"]
  return (
    <>
      <FormErrors state={state} fields={fields}>
        {back}
      </FormErrors>
      {children}
      <form id={id} action={submit} onChange={onChange} noValidate className={formLook}>
        <OpenedBy />
        <WorkFields work={state.work} />
        <input type="hidden" name="submission" value={startOf("submission") ?? submissionId} />
        {mayWait && <input type="hidden" name={mayWaitField} value="yes" />}
        <NameInputs labels={labels} values={state.values} issues={issues} />
        {signedIn ?? (
          <EmailInput
            name="email"
            label={labels.email}
            hint={words.email_hint}
            value={startOf("email")}
            error={issues.email}
          />
        )}
        {filledIn && <FilledInAnswers {...filledIn} values={state.values} issues={issues} />}
        {questions.map((question) => (
          <ShownWhen key={question.key} question={question} all={all}>
            <QuestionField question={question} values={state.values} error={issues[question.key]} />
          </ShownWhen>
        ))}
        <Checkbox
          name="accept_terms"
          value="yes"
          label={words.accept_terms}
          checked={startOf("accept_terms") === "yes"}
          error={issues.accept_terms}
        >
          <details className="mt-2 text-15 text-ink-2">
            <summary className="w-fit py-1 text-link underline underline-offset-4">
              {words.read_terms}
            </summary>
            <div className="mt-2">{terms}</div>
          </details>
        </Checkbox>
        {news && (
          <Checkbox name={consentField} value="yes" label={news} checked={startOf(consentField) === "yes"} />
        )}
        <SubmitButton pendingText={words.pending}>{words.submit}</SubmitButton>
      </form>
    </>
  )
}
