import { stringify } from "csv-stringify/sync"
import { defuseFormula } from "@/lib/domain/export-file"
import type { OwnData } from "./own-data"

/** One thing held: where, in which field, and what. `registrations.0.answers.1.answer` is a path as in the JSON. */
type Row = [place: string, field: string, value: string]

function flatten(value: unknown, path: string[]): Row[] {
  if (value === null || value === undefined) return []
  if (value instanceof Date) return [[path[0] ?? "", path.slice(1).join("."), value.toISOString()]]
  if (typeof value === "object")
    return Object.entries(value).flatMap(([key, item]) => flatten(item, [...path, key]))
  return [[path[0] ?? "", path.slice(1).join("."), String(value)]]
}

/**
 * The same as the JSON, one value a line. A cell a spreadsheet would take for a formula begins with an apostrophe
 * (reliability P7), and every cell is quoted: a lone carriage return outside quotes begins a line for Excel. CRLF and a
 * byte order mark are what Excel reads as UTF-8.
 */
export function ownDataCsv(data: OwnData): string {
  const rows = flatten(data, []).map((row) => row.map(defuseFormula))
  return stringify([["place", "field", "value"], ...rows], {
    quoted: true,
    record_delimiter: "windows",
    bom: true,
  })
}
