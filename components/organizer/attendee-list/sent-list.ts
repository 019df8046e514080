import type { AttendeeColumn } from "@/lib/domain/attendee-column"
import type { AttendeePage, AttendeeRow } from "@/lib/domain/attendee-query"
import { listCountries } from "@/lib/domain/country"

/**
 * What the page hands the browser of the list, as lean as it can be: it stands in the HTML beside the rows themselves,
 * and the browser reads all of it before it shows one.
 */
export type SentPage = Omit<AttendeePage, "rows"> & { questions: string[]; rows: SentRow[] }

/** A row without the names of its parts, which would be half of it; its answers in the order of the questions. */
type SentRow = [
  id: string,
  name: string,
  email: string,
  code: string,
  status: AttendeeRow["status"],
  completion: number,
  registeredAt: string,
  checkedInAt: string | null,
  badgePrintedAt: string | null,
  delivery: AttendeeRow["delivery"],
  network: NonNullable<AttendeeRow["network"]> | null,
  answers: (string | null)[],
  verified?: NonNullable<AttendeeRow["verified"]>,
]

export function sendPage({ rows, ...page }: AttendeePage): SentPage {
  const questions = [...new Set(rows.flatMap(({ answers }) => Object.keys(answers)))]
  return { ...page, questions, rows: rows.map((row) => sendRow(row, questions)) }
}

function sendRow(row: AttendeeRow, questions: string[]): SentRow {
  const { id, name, email, code, status, completion, registeredAt, checkedInAt, badgePrintedAt } = row
  const answers = questions.map((key) => row.answers[key] ?? null)
  const sent: SentRow = [
    ...([id, name, email, code, status, completion] as const),
    ...([registeredAt, checkedInAt, badgePrintedAt, row.delivery, row.network ?? null, answers] as const),
  ]
  if (row.verified) sent.push(row.verified)
  return sent
}

export function receivePage({ rows, questions, ...page }: SentPage): AttendeePage {
  return { ...page, rows: rows.map((row) => receiveRow(row, questions)) }
}

function receiveRow(row: SentRow, questions: string[]): AttendeeRow {
  const [id, name, email, code, status, completion, ...rest] = row
  const [registeredAt, checkedInAt, badgePrintedAt, delivery, network, given, verified] = rest
  const answers: AttendeeRow["answers"] = {}
  for (const [index, key] of questions.entries()) {
    const answer = given[index] ?? null
    if (answer !== null) answers[key] = answer
  }
  return {
    ...{ id, name, email, code, status, completion },
    ...{ registeredAt, checkedInAt, badgePrintedAt, delivery, answers },
    ...(network && { network }),
    ...(verified && { verified }),
  }
}

/** Without the names of the countries, which the browser knows: 11 kB. */
export function sendColumns(columns: AttendeeColumn[]): AttendeeColumn[] {
  return columns.map((column) => {
    if (column.kind !== "country") return column
    const { options: _known, ...sent } = column
    return sent
  })
}

export function receiveColumns(columns: AttendeeColumn[], language: string): AttendeeColumn[] {
  return columns.map((column) =>
    column.kind === "country" ? { ...column, options: countryOptions(language) } : column,
  )
}

function countryOptions(language: string): NonNullable<AttendeeColumn["options"]> {
  return listCountries(language).map(({ code, name }) => ({ value: code, label: name }))
}
