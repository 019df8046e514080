import { randomUUID } from "node:crypto"
import { attendeeColumns, codesAsWords, type ListedEvent } from "@/lib/domain/attendee-column"
import { type AttendeeQuery, parseAttendeeQuery } from "@/lib/domain/attendee-query"
import { type ExportFormat, exportFormats } from "@/lib/domain/export-file"
import { isUuid } from "@/lib/domain/uuid"
import type { ExportRequest } from "./export"

export type ExportForm = Omit<ExportRequest, "format"> & { format: ExportFormat | null; query: AttendeeQuery }

/**
 * Reads the form of an export: `file`, `list` (the list's parameters), `format`, `columns`, `sensitive`. Columns there
 * are not are left out, and so is what the list's address says about none.
 */
export function parseExportForm(form: FormData, event: ListedEvent): ExportForm {
  const columns = attendeeColumns(event, codesAsWords)
  const keys = columns.map(({ key }) => key)
  const file = String(form.get("file") ?? "")
  const wanted = form.getAll("columns").map(String)
  return {
    id: isUuid(file) ? file : randomUUID(),
    format: exportFormats.find((format) => format === form.get("format")) ?? null,
    query: parseAttendeeQuery(new URLSearchParams(String(form.get("list") ?? "")), columns).query,
    columns: [...new Set(wanted)].filter((key) => keys.includes(key)),
    isSensitive: form.get("sensitive") === "yes",
  }
}
