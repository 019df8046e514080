import { stringify } from "csv-stringify/sync"
import { writeXlsxStream } from "hucre/xlsx"
import { defuseFormula, type ExportFormat } from "@/lib/domain/export-file"

/** One attendee, a value for each column; null where there is none. */
export type ExportRow = (string | number | null)[]

const byteOrderMark = "\uFEFF"

async function* csv(columns: string[], batches: AsyncIterable<ExportRow[]>): AsyncGenerator<string> {
  const write = (rows: ExportRow[]) =>
    stringify(
      rows.map((row) => row.map((value) => (typeof value === "string" ? defuseFormula(value) : value))),
      // A lone carriage return outside quotes begins a line for Excel, so texts are quoted.
      { quoted_string: true, record_delimiter: "windows" },
    )
  yield byteOrderMark + write([columns])
  for await (const rows of batches) yield write(rows)
}

async function* json(columns: string[], batches: AsyncIterable<ExportRow[]>): AsyncGenerator<string> {
  let separator = "[\n"
  for await (const rows of batches) {
    const lines = rows.map((row) =>
      JSON.stringify(Object.fromEntries(columns.map((column, index) => [column, row[index] ?? null]))),
    )
    if (lines.length === 0) continue
    yield separator + lines.join(",\n")
    separator = ",\n"
  }
  yield separator === "[\n" ? "[]\n" : "\n]\n"
}

async function* oneByOne(batches: AsyncIterable<ExportRow[]>): AsyncGenerator<ExportRow> {
  for await (const rows of batches) yield* rows
}

/**
 * A file of the given rows, made while it is read: memory does not grow with their number. Columns are headed by their
 * keys, which no translation or new wording changes; `sheet` names the one of a spreadsheet. A reader that leaves ends `batches`, too.
 */
export function exportStream(
  format: ExportFormat,
  columns: string[],
  batches: AsyncIterable<ExportRow[]>,
  sheet = "Attendees",
): ReadableStream<Uint8Array> {
  if (format === "xlsx") {
    const options = {
      name: sheet,
      columns: columns.map((header) => ({ header })),
      freezePane: { rows: 1 },
    }
    return writeXlsxStream(oneByOne(batches), options)
  }
  const text = format === "csv" ? csv(columns, batches) : json(columns, batches)
  return bytesOf(text)
}

function bytesOf(texts: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await texts.next()
      if (done) controller.close()
      else controller.enqueue(encoder.encode(value))
    },
    async cancel() {
      await texts.return(undefined)
    },
  })
}
