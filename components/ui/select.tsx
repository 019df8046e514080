"use client"

import { controlLook } from "./control-look"
import { controlId, describedBy, Field, type FieldProps } from "./field"
import { useWords } from "./words"

export type Option = { value: string; label: string }

type SelectProps = FieldProps & {
  options: Option[]
  value?: string | undefined
  autoComplete?: string | undefined
  /** What its first option says, where none is an answer of its own. */
  none?: string | undefined
}

/**
 * A native select whose first option is none. The key rebuilds it when its value changes: React 19 resets a form
 * after its action and puts an uncontrolled select back on the first option (react#30580).
 */
export function Select({ options, value = "", autoComplete, none, ...field }: SelectProps) {
  const { choose_one } = useWords()
  return (
    <Field {...field}>
      <span className="relative block after:pointer-events-none after:absolute after:end-4.5 after:top-1/2 after:size-2 after:-translate-y-[70%] after:rotate-45 after:border-current after:border-r-2 after:border-b-2">
        <select
          key={value}
          id={controlId(field.name)}
          name={field.name}
          defaultValue={value}
          autoComplete={autoComplete}
          className={`w-full appearance-none text-ellipsis pe-11 aria-invalid:pe-11 dense:pe-9 dense:aria-invalid:pe-9 ${controlLook.line}`}
          aria-describedby={describedBy(field)}
          aria-invalid={field.error ? true : undefined}
        >
          <option value="">{none ?? choose_one}</option>
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
