"use client"

import type { Messages } from "next-intl"
import type { ReactNode } from "react"
import { FormErrors } from "@/components/attendee/form-errors"
import { NameInputs, type NameInputsProps } from "@/components/attendee/name-inputs"
import { useFormState } from "@/components/attendee/use-form-state"
import { formLook } from "@/components/ui/field"
import { SubmitButton } from "@/components/ui/submit-button"
import { OpenedBy } from "@/components/ui/unsent-form"
import { type FormAction, initialFormState } from "@/lib/actions/state"
import { seenName } from "@/lib/domain/conflict"
import { type NameField, nameFields } from "@/lib/domain/person-name"

type NameFormProps = {
  /** For buttons of the form that stand elsewhere on the page. */
  id: string
  /** Takes the parts of the name, each with what it was shown as. */
  action: FormAction
  name: Record<NameField, string>
  labels: NameInputsProps["labels"]
  words: Messages["me"]["name"]["form"]
  /** The page's heading: it belongs between the error summary and the form. */
  children?: ReactNode
}

/** Somebody's own name, to be corrected. */
export function NameForm({ id, action, name, labels, words, children }: NameFormProps) {
  const values = Object.fromEntries(nameFields.map((field) => [field, [name[field]]]))
  const { state, submit, issues, onChange } = useFormState(action, { ...initialFormState, values })
  return (
    <>
      <FormErrors state={state} fields={[...nameFields]} />
      {children}
      <form id={id} action={submit} onChange={onChange} noValidate className={formLook}>
        <OpenedBy />
        {nameFields.map((field) => {
          const seen = state.values[seenName(field)]?.[0] ?? name[field]
          return <input key={field} type="hidden" name={seenName(field)} value={seen} />
        })}
        <NameInputs labels={labels} values={state.values} issues={issues} />
        <SubmitButton pendingText={words.pending}>{words.submit}</SubmitButton>
      </form>
    </>
  )
}
