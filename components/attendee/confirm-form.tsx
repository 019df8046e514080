"use client"

import type { Messages } from "next-intl"
import type { ReactNode } from "react"
import { CodeInput } from "@/components/ui/code-input"
import { formLook } from "@/components/ui/field"
import { SubmitButton } from "@/components/ui/submit-button"
import { type FormAction, initialFormState } from "@/lib/actions/state"
import { mayWaitField } from "@/lib/domain/may-wait"
import { FormErrors } from "./form-errors"
import { ResendForm } from "./resend-form"
import { useFormState } from "./use-form-state"

/** What the form still asks for: the code, only to be sent again because the code is proved already, or nothing. */
export type Asked = "code" | "again" | "nothing"

type ConfirmFormProps = {
  /** Takes the field `code`. */
  action: FormAction
  resendAction: FormAction
  words: Messages["attendee"]["confirm"]["form"]
  asks?: Asked
  /** What is sent again is to wait for a place. */
  mayWait?: boolean
  /** Said where nothing is asked for and nothing went wrong either. */
  nothing?: string
  /** Where else to go. */
  back?: ReactNode
  /** The page's heading and where the code went: they belong between the error summary and the form. */
  children: ReactNode
}

/** The code from the mail, for a registration and for signing in alike. */
export function ConfirmForm({
  action,
  resendAction,
  words,
  asks = "code",
  mayWait = false,
  nothing,
  back,
  children,
}: ConfirmFormProps) {
  const { state, submit, issues, onChange } = useFormState(action, initialFormState)
  return (
    <>
      <FormErrors state={state} fields={["code"]} />
      {children}
      {asks === "nothing" && !state.failure && <p>{nothing}</p>}
      {asks !== "nothing" && (
        <form action={submit} onChange={onChange} noValidate className={formLook}>
          {asks === "code" && (
            <CodeInput
              name="code"
              label={words.label}
              hint={words.hint}
              error={issues.code}
              // What was refused is read first.
              autoFocus={state.attempt === 0}
            />
          )}
          {mayWait && <input type="hidden" name={mayWaitField} value="yes" />}
          <SubmitButton pendingText={words.pending}>{words.submit}</SubmitButton>
        </form>
      )}
      {asks === "code" && <ResendForm action={resendAction} words={words.resend} />}
      {back && <p className="mt-6">{back}</p>}
    </>
  )
}
