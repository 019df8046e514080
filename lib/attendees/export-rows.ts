import type { AppContext } from "@/lib/context"
import { listSealedAnswers, type SealedAnswers } from "@/lib/db/queries/sealed-answers"
import { isSealed, unseal } from "@/lib/delivery/sensitive"
import { sealedFor } from "@/lib/delivery/subject"
import { answerColumnKey } from "@/lib/domain/attendee-column"
import type { AttendeeRow } from "@/lib/domain/attendee-query"
import { isSensitive, type Question } from "@/lib/domain/question"
import type { EventScope } from "@/lib/organizers/scope"
import type { ExportRow } from "./export-stream"

type Value = ExportRow[number]

const builtIn: Record<string, (row: AttendeeRow) => Value> = {
  name: (row) => row.name,
  email: (row) => row.email,
  status: (row) => row.status,
  completion: (row) => row.completion,
  registered: (row) => row.registeredAt,
  checked_in: (row) => row.checkedInAt,
  badge: (row) => row.badgePrintedAt,
  delivery: (row) => row.delivery,
  code: (row) => row.code,
  network: (row) => row.network?.state ?? null,
  network_account: (row) => row.network?.account ?? null,
}

/** Of a column that says how far an answer is verified; undefined for every other column. */
function verification(column: string, { verified }: AttendeeRow): Value | undefined {
  const [name, questionKey = ""] = column.split(".")
  const cell = verified?.[questionKey]
  if (name === "verified") return cell?.state ?? null
  if (name === "verified_at") return cell?.at ?? null
  return name === "verified_by" ? (cell?.by ?? null) : undefined
}

function clearAnswer(
  { keys }: Pick<AppContext, "keys">,
  question: Question,
  { answers, gateUserId }: SealedAnswers,
): Value {
  const stored = answers[question.key]
  if (stored === undefined || !isSealed(stored)) return stored ?? null
  const target = sealedFor({ gateUserId }, question)
  return target && unseal(keys.fields, stored, target)
}

/**
 * Attendees as the columns of a file: codes instead of words, instants in ISO 8601. Sensitive answers are dots unless
 * the file is to have them; one no key can read is empty.
 */
export async function* exportRows(
  context: Pick<AppContext, "db" | "keys">,
  { event }: EventScope,
  batches: AsyncIterable<AttendeeRow[]>,
  { columns, isSensitive: isClear }: { columns: string[]; isSensitive: boolean },
): AsyncGenerator<ExportRow[]> {
  const sealed = isClear ? event.questions.filter(isSensitive) : []
  const questionOf = new Map(event.questions.map((question) => [answerColumnKey(question.key), question]))
  for await (const rows of batches) {
    const ids = sealed.length > 0 ? rows.map(({ id }) => id) : []
    const secrets = new Map((await listSealedAnswers(context.db, event.id, ids)).map((row) => [row.id, row]))
    yield rows.map((row) =>
      columns.map((column) => {
        const question = questionOf.get(column)
        if (!question) return verification(column, row) ?? builtIn[column]?.(row) ?? null
        const secret = sealed.includes(question) ? secrets.get(row.id) : undefined
        return secret ? clearAnswer(context, question, secret) : (row.answers[question.key] ?? null)
      }),
    )
  }
}
