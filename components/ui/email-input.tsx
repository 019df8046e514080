import type { FieldProps } from "./field"
import { TextInput } from "./text-input"

/** An e-mail address, with the attributes that keep keyboards and browsers from correcting it. */
export function EmailInput(props: FieldProps & { value?: string | undefined; autoFocus?: boolean }) {
  return (
    <TextInput
      {...props}
      type="email"
      dir="ltr"
      inputMode="email"
      autoComplete="email"
      spellCheck={false}
      autoCapitalize="none"
    />
  )
}
