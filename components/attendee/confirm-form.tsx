"use client"

import type { ReactNode } from "react"
import { CodeInput } from "@/components/ui/code-input"
import { SubmitButton } from "@/components/ui/submit-button"
import { type FormAction, initialFormState } from "@/lib/actions/state"
import { FormErrors } from "./form-errors"
import { ResendForm, type ResendWords } from "./resend-form"
import { useFormState } from "./use-form-state"

export type ConfirmWords = {
  label: string
  hint: string
  submit: string
  pending: string
  resend: ResendWords
}

type ConfirmFormProps = {
  /** Takes the field `code`. */
  action: FormAction
  resendAction: FormAction
  words: ConfirmWords
  /** The page's heading and where the code went: they belong between the error summary and the form. */
  children: ReactNode
}

/** The code from the mail, for a registration and for signing in alike. */
export function ConfirmForm({ action, resendAction, words, children }: ConfirmFormProps) {
  const { state, submit, issues, onChange } = useFormState(action, initialFormState)
  return (
    <>
      <FormErrors state={state} fields={["code"]} />
      {children}
      <form action={submit} onChange={onChange} noValidate className="form">
        <CodeInput name="code" label={words.label} hint={words.hint} error={issues.code} />
        <SubmitButton pendingText={words.pending}>{words.submit}</SubmitButton>
      </form>
      <ResendForm action={resendAction} words={words.resend} />
    </>
  )
}
