import { controlLook } from "./control-look"
import { controlId, describedBy, Field, type FieldProps } from "./field"

/** A code of digits in one control: it can be pasted, filled in by the phone, and typed with spaces. */
export function CodeInput({ autoFocus, ...field }: FieldProps & { autoFocus?: boolean }) {
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
        // biome-ignore lint/a11y/noAutofocus: whoever comes to this page has a code to type and nothing else to do
        autoFocus={autoFocus}
        className={`w-full max-w-60 ${controlLook.code}`}
        aria-describedby={describedBy(field)}
        aria-invalid={field.error ? true : undefined}
      />
    </Field>
  )
}
