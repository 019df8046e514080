import type { ReactNode } from "react"
import { Choice } from "./choice"
import { ErrorMessage } from "./error-message"
import { controlId, fieldLook } from "./field"

type CheckboxProps = {
  name: string
  value: string
  label: string
  error?: string | undefined
  checked?: boolean
  /** What the label speaks of, shown under it. */
  children?: ReactNode
}

/** One statement to agree to. */
export function Checkbox({ name, value, label, error, checked = false, children }: CheckboxProps) {
  const id = controlId(name)
  return (
    <div className={fieldLook(error)}>
      {error && <ErrorMessage id={`${id}-error`}>{error}</ErrorMessage>}
      <Choice
        id={id}
        type="checkbox"
        name={name}
        value={value}
        defaultChecked={checked}
        aria-describedby={error ? `${id}-error` : undefined}
        aria-invalid={error ? true : undefined}
      >
        {label}
      </Choice>
      {children}
    </div>
  )
}
