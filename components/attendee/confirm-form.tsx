"use client"

import type { ReactNode } from "react"
import { CodeInput } from "@/components/ui/code-input"
import { ErrorSummary } from "@/components/ui/error-summary"
import { SubmitButton } from "@/components/ui/submit-button"
import { type FormAction, initialFormState } from "@/lib/actions/state"
import type { ErrorCode } from "@/lib/domain/errors"
import { errorText } from "./error-text"
import { FormErrors } from "./form-errors"
import { issueText } from "./issue-text"
import { ResendForm } from "./resend-form"
import { useFormState } from "./use-form-state"

type ConfirmFormProps = {
  /** Takes the field `code`. */
  action: FormAction
  resendAction: FormAction
  /** The address as it was given: the page says the same whether or not anybody knows it. */
  email: string
  changeHref: string
  /** The page's heading: it belongs between the error summary and the form. */
  children?: ReactNode
}

const label = "6-digit code"

const faultsOfTheCode: ErrorCode[] = ["code_wrong", "code_malformed", "code_expired", "code_spent"]

/** The code from the mail, for a registration and for signing in alike. */
export function ConfirmForm({ action, resendAction, email, changeHref, children }: ConfirmFormProps) {
  const { state, submit, issues, isEdited, onChange } = useFormState(action, initialFormState)
  const codeFault = state.error && faultsOfTheCode.includes(state.error) ? errorText(state.error) : null
  const codeError = codeFault?.title ?? (issues.code && issueText(label, issues.code))
  return (
    <>
      {codeFault ? (
        <ErrorSummary attempt={state.attempt} items={[{ name: "code", text: codeFault.title }]}>
          <p>{codeFault.body}</p>
        </ErrorSummary>
      ) : (
        <FormErrors state={state} fields={[{ name: "code", label }]} />
      )}
      {children}
      <p className="mb-6 text-ink-2">
        We sent a code to <strong className="break-words text-ink">{email}</strong>. Wrong address?{" "}
        <a href={changeHref}>Change it</a>
      </p>
      <form action={submit} onChange={onChange} noValidate className="form">
        <CodeInput
          name="code"
          label={label}
          hint="It works for 10 minutes"
          error={isEdited("code") ? undefined : codeError}
        />
        <SubmitButton pendingText="Checking…">Confirm</SubmitButton>
      </form>
      <ResendForm action={resendAction} email={email} />
    </>
  )
}
