"use client"

import { createContext, type ReactNode, useContext } from "react"
import { FormErrors } from "@/components/attendee/form-errors"
import { useFormState } from "@/components/attendee/use-form-state"
import { buttonLook } from "@/components/ui/button-look"
import { formLook } from "@/components/ui/field"
import { SubmitButton } from "@/components/ui/submit-button"
import { OpenedBy } from "@/components/ui/unsent-form"
import type { Choice, FormAction, FormState } from "@/lib/actions/state"
import { choiceName } from "@/lib/domain/conflict"

type EditorState = Pick<FormState, "values" | "issues" | "choices">

const EditorContext = createContext<EditorState | null>(null)

/** Its fields are found by name: what they start from, what is wrong with them, and what somebody else made of them. */
export function useEditorValues(): EditorState {
  const state = useContext(EditorContext)
  if (!state) throw new Error("A field of the editor stands outside EditorForm")
  return state
}

export type EditorField = {
  value: string | undefined
  values: string[]
  error: string | undefined
  choice: Choice | undefined
}

export function useEditorField(name: string): EditorField {
  const { values, issues, choices } = useEditorValues()
  const list = values[name] ?? []
  return { value: list[0], values: list, error: issues[name], choice: choices?.[name] }
}

type EditorFormProps = {
  action: FormAction
  initial: FormState
  /** Names in the order of the form, for the list of faults. */
  fields: string[]
  words: { save: string; saving: string }
  /** Beside the button. */
  aside?: ReactNode
  /** What it does cannot, or can hardly, be undone. */
  isFinal?: boolean
  children: ReactNode
}

const formId = "editor"

/** A form of the editor: its fields are children that know their names. */
export function EditorForm({
  action,
  initial,
  fields,
  words,
  aside,
  isFinal = false,
  children,
}: EditorFormProps) {
  const { state, submit, issues, onChange } = useFormState(action, initial)
  const offers = state.failure?.offers ?? []
  const place = (name: string) => (state.choices?.[name] ? choiceName(name) : name)
  const named = Object.fromEntries(Object.entries(state.issues).map(([name, text]) => [place(name), text]))
  return (
    <EditorContext value={{ values: state.values, issues, choices: state.choices ?? {} }}>
      <FormErrors state={{ ...state, issues: named }} fields={fields.map(place)}>
        {offers.length > 0 && (
          <p className="mt-3 flex flex-wrap gap-3">
            {offers.map(({ name, value, label }, index) => (
              <button
                key={value}
                type="submit"
                form={formId}
                name={name}
                value={value}
                className={index === 0 ? buttonLook.first : buttonLook.second}
              >
                {label}
              </button>
            ))}
          </p>
        )}
      </FormErrors>
      <form id={formId} action={submit} onChange={onChange} noValidate className={formLook}>
        {/* Who saves again without choosing means the first; a button's own answer is sent before it. */}
        {offers[0] && <input type="hidden" name={offers[0].name} value={offers[0].value} />}
        {/* Enter in a field presses the first button of a form: this one saves, whatever others come before the last. */}
        <button type="submit" tabIndex={-1} aria-hidden="true" className="sr-only" />
        <OpenedBy />
        <input type="hidden" name="seen" value={state.values.seen?.[0] ?? ""} />
        {children}
        <div className="flex flex-wrap items-center gap-x-5 gap-y-3">
          <div>
            <SubmitButton pendingText={words.saving} kind={isFinal ? "danger" : "first"}>
              {words.save}
            </SubmitButton>
          </div>
          {aside}
        </div>
      </form>
    </EditorContext>
  )
}
