import { controlId, describedBy, Field, type FieldProps } from "./field"

/** A code of digits in one control: it can be pasted, filled in by the phone, and typed with spaces. */
export function CodeInput(field: FieldProps) {
  return (
    <Field {...field}>
      <input
        id={controlId(field.name)}
        name={field.name}
        type="text"
        dir="ltr"
        inputMode="numeric"
        autoComplete="one-time-code"
        pattern="[0-9 \-]*"
        spellCheck={false}
        className="control code"
        aria-describedby={describedBy(field)}
        aria-invalid={field.error ? true : undefined}
      />
    </Field>
  )
}
