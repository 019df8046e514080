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

const startsFormula = /^[=+\-@\t\r]/
const looksNumeric = /^[+-]?[\d\s().,/-]+$/

/**
 * Text that a spreadsheet will not take for a formula: an apostrophe goes before whatever would begin one. Phone
 * numbers and negative numbers begin the same way and can do nothing, so they stay as they are.
 */
export function defuseFormula(text: string): string {
  return startsFormula.test(text) && !looksNumeric.test(text) ? `'${text}` : text
}
