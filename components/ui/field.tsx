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

/** Fields one under the other; `form` is the name by which `ShownWhen` finds the form of a question. */
export const formLook = "form grid gap-6 dense:gap-5"

/** Around a control and its words. */
export function fieldLook(error: string | undefined): string {
  return error ? "min-w-0 border-bad border-s-4 ps-3.5" : "min-w-0"
}

// Words in a language that was not translated keep their own direction: their question mark belongs at their end.
const ownDirection = "rtl:text-right rtl:[unicode-bidi:plaintext]"

/** Above a control, or several. */
export const labelLook = `wrap-anywhere mb-1 block p-0 font-semibold ${ownDirection}`

/** Between a label and its control. */
export const hintLook = `-mt-1 mb-2 whitespace-pre-line text-15 text-ink-2 dense:text-13 ${ownDirection}`

/** Ids of a field's hint and error, in the order they are read, for `aria-describedby`. */
export function describedBy({ name, hint, error }: FieldProps): string | undefined {
  const ids = [hint && `${controlId(name)}-hint`, error && `${controlId(name)}-error`].filter(Boolean)
  return ids.length > 0 ? ids.join(" ") : undefined
}

function Explanation({ name, hint, error }: FieldProps) {
  return (
    <>
      {hint && (
        <p id={`${controlId(name)}-hint`} className={hintLook}>
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
    <div className={fieldLook(field.error)}>
      <label htmlFor={controlId(field.name)} className={labelLook}>
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
    <div className={fieldLook(field.error)}>
      <fieldset
        role={role}
        aria-describedby={describedBy(field)}
        aria-invalid={role === "radiogroup" && field.error ? true : undefined}
      >
        <legend className={labelLook}>{field.label}</legend>
        <Explanation {...field} />
        {children}
      </fieldset>
    </div>
  )
}
