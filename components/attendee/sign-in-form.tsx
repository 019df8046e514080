"use client"

import type { ReactNode } from "react"
import { EmailInput } from "@/components/ui/email-input"
import { SubmitButton } from "@/components/ui/submit-button"
import { type FormAction, initialFormState } from "@/lib/actions/state"
import { FormErrors } from "./form-errors"
import { issueText } from "./issue-text"
import { useFormState } from "./use-form-state"

type SignInFormProps = {
  /** Takes the field `email`. */
  action: FormAction
  /** The page's heading: it belongs between the error summary and the form. */
  children?: ReactNode
}

const label = "Email address"

/** First step of signing in; the second is `ConfirmForm`. */
export function SignInForm({ action, children }: SignInFormProps) {
  const { state, submit, issues, onChange } = useFormState(action, initialFormState)
  return (
    <>
      <FormErrors state={state} fields={[{ name: "email", label }]} />
      {children}
      <form action={submit} onChange={onChange} noValidate className="form">
        <EmailInput
          name="email"
          label={label}
          hint="We’ll send you a code; there is no password"
          value={state.values.email?.[0]}
          error={issues.email && issueText(label, issues.email)}
        />
        <SubmitButton pendingText="Sending…">Send me a code</SubmitButton>
      </form>
    </>
  )
}
