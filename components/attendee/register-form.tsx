"use client"

import type { ReactNode } from "react"
import { Checkbox } from "@/components/ui/checkbox"
import { EmailInput } from "@/components/ui/email-input"
import { SubmitButton } from "@/components/ui/submit-button"
import { TextInput } from "@/components/ui/text-input"
import { type FormAction, type FormState, initialFormState } from "@/lib/actions/state"
import type { AskedQuestion } from "./asked-question"
import { FormErrors } from "./form-errors"
import { issueText } from "./issue-text"
import { QuestionField } from "./question-field"
import { useFormState } from "./use-form-state"

type RegisterFormProps = {
  action: FormAction
  /** Values to start from, such as the name of somebody who has signed in. */
  initial?: FormState
  questions: AskedQuestion[]
  /** Sent as `submission`: the same id twice is the same registration. */
  submissionId: string
  /** Whoever has signed in is not asked for an address again. */
  signedInEmail?: string | null
  /** The terms themselves, shown on demand under the box that accepts them. */
  terms: ReactNode
  /** The page's heading: it belongs between the error summary and the form. */
  children?: ReactNode
}

const labels = { first_name: "First name", last_name: "Last name", email: "Email address" } as const

/** Everything a registration needs, on one page. */
export function RegisterForm(props: RegisterFormProps) {
  const { questions, submissionId, signedInEmail, terms, children } = props
  const { state, submit, issues, onChange } = useFormState(props.action, props.initial ?? initialFormState)
  const errorOf = (name: keyof typeof labels) => issues[name] && issueText(labels[name], issues[name])
  const startOf = (name: string) => state.values[name]?.[0]
  const fields = [
    ...Object.entries(labels).map(([name, label]) => ({ name, label })),
    ...questions.map(({ key, label }) => ({ name: key, label })),
    { name: "accept_terms", label: "I accept the terms" },
  ]
  return (
    <>
      <FormErrors state={state} fields={fields} />
      {children}
      <form action={submit} onChange={onChange} noValidate className="form">
        <input type="hidden" name="submission" value={startOf("submission") ?? submissionId} />
        <TextInput
          name="first_name"
          label={labels.first_name}
          value={startOf("first_name")}
          error={errorOf("first_name")}
          autoComplete="given-name"
          autoCapitalize="words"
          spellCheck={false}
        />
        <TextInput
          name="last_name"
          label={`${labels.last_name} (optional)`}
          value={startOf("last_name")}
          error={errorOf("last_name")}
          autoComplete="family-name"
          autoCapitalize="words"
          spellCheck={false}
        />
        {signedInEmail ? (
          <p className="text-ink-2">
            Your ticket goes to <strong className="break-words text-ink">{signedInEmail}</strong>
          </p>
        ) : (
          <EmailInput
            name="email"
            label={labels.email}
            hint="We’ll send your ticket and a code here"
            value={startOf("email")}
            error={errorOf("email")}
          />
        )}
        {questions.map((question) => (
          <QuestionField
            key={question.key}
            question={question}
            values={state.values}
            issue={issues[question.key]}
          />
        ))}
        <Checkbox
          name="accept_terms"
          value="yes"
          label="I accept the terms"
          checked={startOf("accept_terms") === "yes"}
          error={issues.accept_terms && issueText("I accept the terms", issues.accept_terms)}
        >
          <details className="mt-2 text-15 text-ink-2">
            <summary className="w-fit py-1 text-link underline underline-offset-4">Read the terms</summary>
            <div className="mt-2">{terms}</div>
          </details>
        </Checkbox>
        <SubmitButton pendingText="Getting your ticket…">Get my ticket</SubmitButton>
      </form>
    </>
  )
}
