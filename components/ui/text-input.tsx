import type { InputHTMLAttributes } from "react"
import { controlLook } from "./control-look"
import { controlId, describedBy, Field, type FieldProps } from "./field"

type TextInputProps = FieldProps & {
  value?: string | undefined
  type?: "text" | "email" | "tel"
} & Pick<
    InputHTMLAttributes<HTMLInputElement>,
    "autoComplete" | "autoFocus" | "inputMode" | "spellCheck" | "autoCapitalize" | "dir"
  >

/** A one-line text control. `value` is what it starts from; the browser owns it afterwards. */
export function TextInput({ value, type = "text", name, label, hint, error, ...attributes }: TextInputProps) {
  const field = { name, label, hint, error }
  return (
    <Field {...field}>
      <input
        {...attributes}
        id={controlId(name)}
        name={name}
        type={type}
        defaultValue={value}
        className={`w-full ${controlLook.line}`}
        aria-describedby={describedBy(field)}
        aria-invalid={error ? true : undefined}
      />
    </Field>
  )
}
