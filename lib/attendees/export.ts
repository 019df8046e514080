import type { AppContext } from "@/lib/context"
import {
  type AttendeeExport,
  findExport,
  insertExport,
  listExports,
  setExportProgress,
} from "@/lib/db/queries/attendee-exports"
import { attendeeColumns, codesAsWords } from "@/lib/domain/attendee-column"
import { type AttendeeQuery, attendeeSearchParams, parseAttendeeQuery } from "@/lib/domain/attendee-query"
import { type ExportFormat, exportFileName, exportTypes } from "@/lib/domain/export-file"
import { recordOrganizerEvent } from "@/lib/organizers/audit"
import { findRevealUntil } from "@/lib/organizers/reveal"
import { allows, type EventScope } from "@/lib/organizers/scope"
import { countMatching } from "./count-matching"
import { exportRows } from "./export-rows"
import { type ExportRow, exportStream } from "./export-stream"
import { everyAttendee } from "./list"

/** A prepared file can be downloaded this long, in milliseconds. */
export const exportLifetimeMs = 15 * 60_000

/** Rows between two notes of how far a download is. */
const noteEvery = 5_000

/** The newest ones the page lists. */
const mostListed = 50

export type ExportRequest = {
  /** Comes with the form: sent twice, it is one export. */
  id: string
  format: ExportFormat
  query: AttendeeQuery
  /** Keys of the list's columns, in the order of the file. */
  columns: string[]
  /** Whether passport and tax numbers stand there in clear. */
  isSensitive: boolean
}

export type PreparedExport = AttendeeExport & { fileName: string; expiresAt: Date }

function prepared({ event }: EventScope, row: AttendeeExport): PreparedExport {
  const expiresAt = new Date(row.createdAt.getTime() + exportLifetimeMs)
  return { ...row, fileName: exportFileName(event.slug, row), expiresAt }
}

/**
 * Writes down what will be exported, in the audit trail as well. Sensitive answers need the permission and a fresh code:
 * false without them.
 */
export async function requestExport(
  context: AppContext,
  scope: EventScope,
  { id, format, query, columns, isSensitive }: ExportRequest,
): Promise<boolean> {
  const mayReveal = allows(scope, "see_sensitive") && (await findRevealUntil(context, scope)) !== null
  if (isSensitive && !mayReveal) return false
  const createdAt = context.clock()
  const total = await countMatching(context, scope, query)
  const { personId: actorId, event } = scope
  const list = attendeeSearchParams(query).toString()
  await context.db.transaction(async (tx) => {
    const file = {
      id,
      eventId: event.id,
      actorId,
      format,
      query: list,
      columns,
      isSensitive,
      total,
      createdAt,
    }
    if (!(await insertExport(tx, file))) return
    const detail = { format, columns, rows: total, sensitive: isSensitive }
    await recordOrganizerEvent(
      tx,
      scope,
      { name: "attendees.exported", eventId: event.id, detail },
      createdAt,
    )
  })
  return true
}

/** The organizer's own export of this event; null for everybody else, and a quarter of an hour after it was asked for. */
export async function findOwnExport(
  { db, clock }: Pick<AppContext, "db" | "clock">,
  scope: EventScope,
  id: string,
): Promise<PreparedExport | null> {
  const since = new Date(clock().getTime() - exportLifetimeMs)
  const row = await findExport(db, { id, eventId: scope.event.id, actorId: scope.personId, since })
  return row && prepared(scope, row)
}

/** Who exported what of this event, the newest first. */
export async function listPastExports({ db }: Pick<AppContext, "db">, scope: EventScope) {
  return listExports(db, scope.event.id, mostListed)
}

/** Notes in the database how far a download is, for whichever machine is asked; and its end in the log. */
async function* noted(
  { db, clock, log }: AppContext,
  { id, eventId, format }: AttendeeExport,
  batches: AsyncIterable<ExportRow[]>,
): AsyncGenerator<ExportRow[]> {
  let written = 0
  let isWhole = false
  await setExportProgress(db, id, { written, startedAt: clock(), finishedAt: null })
  try {
    for await (const rows of batches) {
      yield rows
      const before = written
      written += rows.length
      const isNoteDue = Math.floor(written / noteEvery) > Math.floor(before / noteEvery)
      if (isNoteDue) await setExportProgress(db, id, { written })
    }
    isWhole = true
  } finally {
    await setExportProgress(db, id, { written, ...(isWhole ? { finishedAt: clock() } : { startedAt: null }) })
    log.info({ export: id, event: eventId, format, rows: written, isWhole }, "attendees exported")
  }
}

export type ExportFile = { fileName: string; type: string; body: ReadableStream<Uint8Array> }

/** The file of an export its maker may download, made while it is read; null when there is none for them. */
export async function downloadExport(
  context: AppContext,
  scope: EventScope,
  id: string,
): Promise<ExportFile | null> {
  const row = await findOwnExport(context, scope, id)
  if (!row || (row.isSensitive && !allows(scope, "see_sensitive"))) return null
  const columns = attendeeColumns(scope.event, codesAsWords)
  const { query } = parseAttendeeQuery(new URLSearchParams(row.query), columns)
  const attendees = everyAttendee(context, scope, query)
  const rows = exportRows(context, scope, attendees, row)
  const body = exportStream(row.format, row.columns, noted(context, row, rows))
  return { fileName: row.fileName, type: exportTypes[row.format], body }
}
