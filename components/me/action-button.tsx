"use client"

import { type ReactNode, useActionState } from "react"
import { FormErrors } from "@/components/attendee/form-errors"
import { guardedAction } from "@/components/attendee/guarded-action"
import { buttonLook } from "@/components/ui/button-look"
import { OpenedBy } from "@/components/ui/unsent-form"
import { useWords } from "@/components/ui/words"
import { type FormAction, initialFormState } from "@/lib/actions/state"

/** A server action that leads on; the form posts with and without JavaScript. */
export type LeadingAction = (state: unknown, form: FormData) => Promise<void>

type ActionButtonProps = {
  action: LeadingAction
  kind?: keyof typeof classes
  hidden?: { name: string; value: string }[]
  /** Controls that stand before the button. */
  fields?: ReactNode
  children: ReactNode
}

const classes = {
  ...buttonLook,
  first: `w-full ${buttonLook.first}`,
  wideDanger: `w-full ${buttonLook.danger}`,
  wideSecond: `w-full ${buttonLook.second}`,
}

/** A button that does one thing and leads on; when no answer comes it stays, says so and can be pressed again. */
export function ActionButton({ action, kind = "first", hidden = [], fields, children }: ActionButtonProps) {
  const { unreachable } = useWords().unsent
  // It leads on, so it has no state to answer with.
  const leading = action as unknown as FormAction
  const [answered, submit] = useActionState(guardedAction(leading, unreachable), initialFormState)
  const state = answered ?? initialFormState
  return (
    <form action={submit}>
      <FormErrors state={state} fields={[]} />
      <OpenedBy />
      {hidden.map((field) => (
        <input key={field.name} type="hidden" {...field} />
      ))}
      {fields}
      <button type="submit" className={classes[kind]}>
        {children}
      </button>
    </form>
  )
}
