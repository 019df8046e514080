import type { FormEvent } from "react"
import { controlLook } from "./control-look"
import { controlId, describedBy, Field, type FieldProps } from "./field"

/** Digits of a code. */
const length = 6

/** With the last digit the code is complete, and there is nothing else to say: the form goes by itself. */
function sendWhenComplete({ currentTarget, nativeEvent }: FormEvent<HTMLInputElement>): void {
  const isEntered = "inputType" in nativeEvent && String(nativeEvent.inputType).startsWith("insert")
  const { value, selectionEnd, form } = currentTarget
  // A digit that is mended in the middle may not be the last one that is.
  if (isEntered && selectionEnd === value.length && value.replace(/[ -]/g, "").length === length)
    form?.requestSubmit()
}

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
        onInput={sendWhenComplete}
        // biome-ignore lint/a11y/noAutofocus: whoever comes to this page has a code to type and nothing else to do
        autoFocus={autoFocus}
        className={`w-full max-w-60 ${controlLook.code}`}
        aria-describedby={describedBy(field)}
        aria-invalid={field.error ? true : undefined}
      />
    </Field>
  )
}
