"use client"

import { controlId, describedBy, Field, type FieldProps } from "./field"
import { useWords } from "./words"

export type Option = { value: string; label: string }

type SelectProps = FieldProps & {
  options: Option[]
  value?: string | undefined
  autoComplete?: string | undefined
}

/**
 * A native select whose first option is none. The key rebuilds it when its value changes: React 19 resets a form
 * after its action and puts an uncontrolled select back on the first option (react#30580).
 */
export function Select({ options, value = "", autoComplete, ...field }: SelectProps) {
  return (
    <Field {...field}>
      <span className="select">
        <select
          key={value}
          id={controlId(field.name)}
          name={field.name}
          defaultValue={value}
          autoComplete={autoComplete}
          className="control"
          aria-describedby={describedBy(field)}
          aria-invalid={field.error ? true : undefined}
        >
          <option value="">{useWords().choose_one}</option>
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      </span>
    </Field>
  )
}
