"use client"

import { FormErrors } from "@/components/attendee/form-errors"
import { useGuardedAction } from "@/components/attendee/use-form-state"
import { buttonLook } from "@/components/ui/button-look"
import { controlId } from "@/components/ui/field"
import { type FormAction, initialFormState } from "@/lib/actions/state"

/** `name`: what is read out instead of a label that is only a sign. */
export type ActionButton = { value: string; label: string; name?: string; kind?: "first"; hasFocus?: boolean }

type ActionButtonsProps = {
  action: FormAction
  /** The field that says which button it was. */
  name: string
  buttons: ActionButton[]
  hidden?: Record<string, string>
  /** Inside a row: small, and a fault right beside them. */
  isInline?: boolean
}

/** Buttons that each do one thing at once. */
export function ActionButtons({ action, name, buttons, hidden = {}, isInline = false }: ActionButtonsProps) {
  const [state, submit, isPending] = useGuardedAction(action, initialFormState)
  // Many of these stand on one page, and a fault leads to its own.
  const fieldName = [name, ...Object.values(hidden)].join("-")
  const named = { ...state, issues: state.issues[name] ? { [fieldName]: state.issues[name] } : {} }
  return (
    <form action={submit} noValidate className={isInline ? "flex gap-1" : "flex flex-wrap gap-2"}>
      <FormErrors state={named} fields={[fieldName]} />
      {Object.entries(hidden).map(([key, value]) => (
        <input key={key} type="hidden" name={key} value={value} />
      ))}
      {buttons.map((button) => (
        <button
          key={button.value}
          type="submit"
          id={button === buttons[0] ? controlId(fieldName) : undefined}
          // biome-ignore lint/a11y/noAutofocus: the same button was pressed on the page before; it may be pressed again
          autoFocus={button.hasFocus}
          name={name}
          value={button.value}
          aria-label={button.name}
          className={button.kind === "first" ? buttonLook.first : buttonLook.second}
          aria-disabled={isPending}
          onClick={(event) => {
            if (isPending) event.preventDefault()
          }}
        >
          {button.label}
        </button>
      ))}
    </form>
  )
}
