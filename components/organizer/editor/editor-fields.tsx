"use client"

import type { ReactNode } from "react"
import { Checkboxes } from "@/components/ui/checkboxes"
import { controlLook } from "@/components/ui/control-look"
import { controlId, describedBy, Field } from "@/components/ui/field"
import { Radios } from "@/components/ui/radios"
import { type Option, Select } from "@/components/ui/select"
import { TextArea } from "@/components/ui/text-area"
import { TextInput } from "@/components/ui/text-input"
import { choiceName } from "@/lib/domain/conflict"
import { type EditorField, useEditorField, useEditorValues } from "./editor-form"
import { VersionChoice } from "./version-choice"

export type EditorFieldProps = { name: string; label: string; hint?: string | null }

/** The control of a field, or the choice between two versions of it. */
export function Versioned({
  name,
  label,
  controls = [name],
  children,
}: EditorFieldProps & { controls?: string[]; children: (field: EditorField) => ReactNode }) {
  const field = useEditorField(name)
  const chosen = useEditorField(choiceName(name))
  const { values } = useEditorValues()
  const { choice, error } = field
  if (!choice) return children(field)
  return (
    <VersionChoice
      name={name}
      label={label}
      choice={choice}
      chosen={chosen.values.findLast(Boolean)}
      error={error}
      ours={Object.fromEntries(controls.map((control) => [control, values[control] ?? []]))}
    />
  )
}

type TextProps = EditorFieldProps & { inputMode?: "numeric"; dir?: "ltr"; spellCheck?: boolean }

export function EditorText({ inputMode, dir, spellCheck, ...field }: TextProps) {
  return (
    <Versioned {...field}>
      {({ value, error }) => (
        <TextInput
          {...field}
          value={value}
          error={error}
          autoComplete="off"
          inputMode={inputMode}
          dir={dir}
          spellCheck={spellCheck}
        />
      )}
    </Versioned>
  )
}

export function EditorArea(field: EditorFieldProps) {
  return (
    <Versioned {...field}>
      {({ value, error }) => <TextArea {...field} value={value} error={error} autoComplete="off" />}
    </Versioned>
  )
}

export function EditorSelect({ options, ...field }: EditorFieldProps & { options: Option[] }) {
  return (
    <Versioned {...field}>
      {({ value, error }) => <Select {...field} options={options} value={value} error={error} />}
    </Versioned>
  )
}

export function EditorRadios({ options, ...field }: EditorFieldProps & { options: Option[] }) {
  return (
    <Versioned {...field}>
      {({ value, error }) => <Radios {...field} options={options} value={value} error={error} />}
    </Versioned>
  )
}

export function EditorCheckboxes({ options, ...field }: EditorFieldProps & { options: Option[] }) {
  return (
    <Versioned {...field}>
      {({ values, error }) => <Checkboxes {...field} options={options} values={values} error={error} />}
    </Versioned>
  )
}

/** A day and a time on the clocks of the event. A browser without such a control shows a text field, which is read too. */
export function EditorTime(props: EditorFieldProps) {
  return <EditorMoment {...props} type="datetime-local" />
}

/** A day alone. */
export function EditorDay(props: EditorFieldProps) {
  return <EditorMoment {...props} type="date" />
}

function EditorMoment({ type, ...props }: EditorFieldProps & { type: "date" | "datetime-local" }) {
  const { name } = props
  return (
    <Versioned {...props}>
      {({ value, error }) => {
        const field = { ...props, error }
        return (
          <Field {...field}>
            <input
              id={controlId(name)}
              name={name}
              type={type}
              defaultValue={value}
              className={`${controlLook.line} w-full`}
              aria-describedby={describedBy(field)}
              aria-invalid={error ? true : undefined}
            />
          </Field>
        )
      }}
    </Versioned>
  )
}
