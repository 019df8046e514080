import type { ReactNode } from "react"
import { ErrorMessage } from "./error-message"

/** What every control shares: `name` is the form field, `error` the whole sentence shown at it. */
export type FieldProps = {
  name: string
  label: string
  hint?: string | null | undefined
  error?: string | undefined
}

/** Id of a field's first control: what its label and the error summary point at. */
export function controlId(name: string): string {
  return `f-${name}`
}

/** Ids of a field's hint and error, in the order they are read, for `aria-describedby`. */
export function describedBy({ name, hint, error }: FieldProps): string | undefined {
  const ids = [hint && `${controlId(name)}-hint`, error && `${controlId(name)}-error`].filter(Boolean)
  return ids.length > 0 ? ids.join(" ") : undefined
}

function Explanation({ name, hint, error }: FieldProps) {
  return (
    <>
      {hint && (
        <p id={`${controlId(name)}-hint`} className="hint">
          {hint}
        </p>
      )}
      {error && <ErrorMessage id={`${controlId(name)}-error`}>{error}</ErrorMessage>}
    </>
  )
}

/** One control under its label. */
export function Field({ children, ...field }: FieldProps & { children: ReactNode }) {
  return (
    <div className={field.error ? "field field-bad" : "field"}>
      <label htmlFor={controlId(field.name)} className="label">
        {field.label}
      </label>
      <Explanation {...field} />
      {children}
    </div>
  )
}

/** Several controls that answer one question, under its legend. */
export function FieldGroup({
  role,
  children,
  ...field
}: FieldProps & { role: "group" | "radiogroup"; children: ReactNode }) {
  return (
    <div className={field.error ? "field field-bad" : "field"}>
      <fieldset
        role={role}
        aria-describedby={describedBy(field)}
        aria-invalid={role === "radiogroup" && field.error ? true : undefined}
      >
        <legend className="label">{field.label}</legend>
        <Explanation {...field} />
        {children}
      </fieldset>
    </div>
  )
}
