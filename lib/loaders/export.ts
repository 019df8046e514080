import "server-only"
import { randomUUID } from "node:crypto"
import { readColumnsView } from "@/lib/attendees/columns-view"
import { countMatching } from "@/lib/attendees/count-matching"
import { findOwnExport, listPastExports } from "@/lib/attendees/export"
import { type AttendeeWords, attendeeColumns } from "@/lib/domain/attendee-column"
import { attendeeSearchParams, parseAttendeeQuery } from "@/lib/domain/attendee-query"
import { parseView } from "@/lib/domain/columns-view"
import { localiseEvent } from "@/lib/domain/event"
import { isUuid } from "@/lib/domain/uuid"
import { findRevealUntil } from "@/lib/organizers/reveal"
import { allows } from "@/lib/organizers/scope"
import { runtime } from "@/lib/runtime"
import { loadEventScope } from "./organizer"
import { type PageParams, toSearchParams } from "./page-params"

/** The exports of an event for the organizer who asks: the list their form is about, a file that is ready, and past ones. */
export async function loadExports(slug: string, searchParams: PageParams, words: AttendeeWords) {
  const scope = await loadEventScope(slug)
  const context = await runtime()
  const event = localiseEvent(scope.event, words.language)
  const columns = attendeeColumns(event, words)
  const keys = columns.map(({ key }) => key)
  const params = toSearchParams(searchParams)
  const file = params.get("file")
  params.delete("file")
  const { query } = parseAttendeeQuery(params, columns)
  const cols = params.get("cols")
  const view = cols ? parseView(cols, keys).view : await readColumnsView(context, scope)
  const shown = view.map(({ key }) => key)
  // Those the list shows come first and in its order; the others can be added.
  const ordered = [...shown, ...keys.filter((key) => !shown.includes(key))]
  const [total, past, ready] = await Promise.all([
    countMatching(context, scope, query),
    listPastExports(context, scope),
    file && isUuid(file) ? findOwnExport(context, scope, file) : null,
  ])
  return {
    ...{ scope, event, query, total, past, ready, shown },
    columns: ordered.flatMap((key) => columns.filter((column) => column.key === key)),
    isGone: file !== null && ready === null,
    list: attendeeSearchParams(query).toString(),
    formId: randomUUID(),
    hasSensitive: columns.some(({ isSensitive }) => isSensitive),
    maySee: allows(scope, "see_sensitive"),
    revealUntil: await findRevealUntil(context, scope),
  }
}
