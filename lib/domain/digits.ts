/** Digits as Arabic and Persian keyboards type them (U+0660–0669, U+06F0–06F9) in the form everything is stored in. */
export function asciiDigits(typed: string): string {
  return typed.replace(/[٠-٩۰-۹]/g, (digit) => String((digit.codePointAt(0) ?? 0) & 0xf))
}
