"use client"

import type { Messages } from "next-intl"
import type { ReactNode } from "react"
import { EmailInput } from "@/components/ui/email-input"
import { formLook } from "@/components/ui/field"
import { SubmitButton } from "@/components/ui/submit-button"
import { OpenedBy } from "@/components/ui/unsent-form"
import { type FormAction, initialFormState } from "@/lib/actions/state"
import { FormErrors } from "./form-errors"
import { useFormState } from "./use-form-state"
import { WorkFields } from "./work-fields"

type SignInFormProps = {
  /** For buttons of the form that stand elsewhere on the page. */
  id?: string
  /** Takes the field `email`. */
  action: FormAction
  words: Messages["attendee"]["sign_in"]["form"]
  /** The page's heading: it belongs between the error summary and the form. */
  children?: ReactNode
}

/** First step of signing in; the second is `ConfirmForm`. */
export function SignInForm({ id, action, words, children }: SignInFormProps) {
  const { state, submit, issues, onChange } = useFormState(action, initialFormState)
  return (
    <>
      <FormErrors state={state} fields={["email"]} />
      {children}
      <form id={id} action={submit} onChange={onChange} noValidate className={formLook}>
        <OpenedBy />
        <WorkFields work={state.work} />
        <EmailInput
          name="email"
          label={words.label}
          hint={words.hint}
          value={state.values.email?.[0]}
          error={issues.email}
          autoFocus={state.attempt === 0}
        />
        <SubmitButton pendingText={words.pending}>{words.submit}</SubmitButton>
      </form>
    </>
  )
}
