export const exportFormats = ["csv", "xlsx", "json"] as const

export type ExportFormat = (typeof exportFormats)[number]

export const exportTypes: Record<ExportFormat, string> = {
  csv: "text/csv; charset=utf-8",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  json: "application/json; charset=utf-8",
}

/** `field-notes-attendees-2027-01-10-1284-rows.csv`: what is inside can be told without opening it. */
export function exportFileName(slug: string, { format, total, createdAt }: ExportedFile): string {
  const rows = total === 1 ? "1-row" : `${total}-rows`
  return `${slug}-attendees-${createdAt.toISOString().slice(0, 10)}-${rows}.${format}`
}

type ExportedFile = { format: ExportFormat; total: number; createdAt: Date }

/** Signs that begin a formula once what cannot be seen is left out; NFKC makes `＝` and `﹦` of one kind with `=`. */
const startsFormula = /^[\s\p{C}\p{Z}]*[=+\-@\u2212\t\r\n\0]/u
const startsQuoted = /^'+/
const looksNumeric = /^[+-]?[\d\s().,/-]+$/
/** `+1-415-555-0100` is a telephone number to people and -1069 to a spreadsheet. */
const isSum = /^[+-]\s*\d+(\s*[-/]\s*\d+)+$/

/**
 * Text that a spreadsheet will not take for a formula: an apostrophe goes before whatever would begin one, and before
 * apostrophes in front of it, so that whoever reads the file takes one away and has the text back. Telephone numbers and
 * negative numbers begin the same way and can do nothing, so they stay as they are.
 */
export function defuseFormula(text: string): string {
  const bare = text.replace(startsQuoted, "")
  const isHarmless = looksNumeric.test(text) && !isSum.test(text)
  return startsFormula.test(bare.normalize("NFKC")) && !isHarmless ? `'${text}` : text
}
