/**
 * A text without control characters other than tabs and line breaks: PostgreSQL stores no U+0000, GATE refuses it, and
 * nobody types one.
 */
export function printable(typed: string): string {
  return typed.replace(/(?![\t\n\r])\p{Cc}/gu, "")
}
