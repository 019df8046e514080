"use client"

import { controlLook } from "./control-look"
import { controlId, FieldGroup, type FieldProps } from "./field"
import { useWords } from "./words"

type DateParts = { day?: string | undefined; month?: string | undefined; year?: string | undefined }

type DateInputProps = FieldProps & {
  value?: DateParts
  /** Start of the autocomplete tokens; `bday` gives `bday-day` and so on. */
  autoComplete?: "bday" | undefined
}

const parts = [
  { part: "day", width: "w-16" },
  { part: "month", width: "w-16" },
  { part: "year", width: "w-24" },
] as const

/** A date typed as three numbers, sent as `<name>.day`, `<name>.month` and `<name>.year`. */
export function DateInput({ value = {}, autoComplete, ...field }: DateInputProps) {
  const words = useWords()
  const first = controlId(field.name)
  return (
    <FieldGroup role="group" {...field}>
      <div className="flex flex-wrap gap-3">
        {parts.map(({ part, width }, index) => {
          const id = index === 0 ? first : `${first}-${part}`
          return (
            <div key={part}>
              <label htmlFor={id} className="mb-1 block text-15">
                {words[part]}
              </label>
              <input
                id={id}
                name={`${field.name}.${part}`}
                type="text"
                inputMode="numeric"
                defaultValue={value[part]}
                autoComplete={autoComplete && `${autoComplete}-${part}`}
                className={`${width} ${controlLook.line}`}
                aria-invalid={field.error ? true : undefined}
              />
            </div>
          )
        })}
      </div>
    </FieldGroup>
  )
}
