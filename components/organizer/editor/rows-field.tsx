"use client"

import type { ReactNode } from "react"
import { buttonLook } from "@/components/ui/button-look"
import { ErrorMessage } from "@/components/ui/error-message"
import { controlId, describedBy, fieldLook, hintLook, labelLook } from "@/components/ui/field"
import { type EditorFieldProps, Versioned } from "./editor-fields"

type RowsFieldProps = EditorFieldProps & {
  /** The names of the controls in a row. */
  controls: string[]
  /** How many rows there are, and each of them: `id` is that of its first control. */
  count: number
  row: (index: number, id: string) => ReactNode
  /** What a button says and sends that asks the server for more rows. */
  add: { intent: string; label: string }
  heading?: ReactNode
  className?: string
}

/** A field that is answered row by row, with blank rows for more. */
export function RowsField({ controls, count, row, add, heading, className = "", ...props }: RowsFieldProps) {
  const first = controlId(props.name)
  return (
    <Versioned {...props} controls={controls}>
      {({ error }) => (
        <fieldset
          className={`${fieldLook(error)} ${className}`}
          aria-describedby={describedBy({ ...props, error })}
        >
          <legend className={labelLook}>{props.label}</legend>
          {props.hint && (
            <p id={`${first}-hint`} className={hintLook}>
              {props.hint}
            </p>
          )}
          {error && <ErrorMessage id={`${first}-error`}>{error}</ErrorMessage>}
          <div className="grid gap-2">
            {heading}
            {Array.from({ length: count }, (_, index) =>
              row(index, index === 0 ? first : `${first}-${index + 1}`),
            )}
          </div>
          <button type="submit" name="intent" value={add.intent} className={`mt-2 ${buttonLook.second}`}>
            {add.label}
          </button>
        </fieldset>
      )}
    </Versioned>
  )
}
