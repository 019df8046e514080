import "server-only"
import { randomUUID } from "node:crypto"
import { readColumnsView } from "@/lib/attendees/columns-view"
import { countAttendees, listAttendees } from "@/lib/attendees/list"
import { countVerified } from "@/lib/attendees/verification"
import { type AttendeeWords, attendeeColumns } from "@/lib/domain/attendee-column"
import { attendeeSearchParams, parseAttendeeQuery } from "@/lib/domain/attendee-query"
import { localiseEvent } from "@/lib/domain/event"
import { localiseQuestion } from "@/lib/domain/question"
import { environment } from "@/lib/env"
import { allows } from "@/lib/organizers/scope"
import { runtime } from "@/lib/runtime"
import { loadEventScope } from "./organizer"
import { type PageParams, toSearchParams } from "./page-params"

/** What the attendee list of an event begins with, for the organizer who asks; a 404 for everybody else. */
export async function loadAttendeeList(slug: string, searchParams: PageParams, words: AttendeeWords) {
  const scope = await loadEventScope(slug)
  const context = await runtime()
  const event = localiseEvent(scope.event, words.language)
  const columns = attendeeColumns(event, words)
  const params = toSearchParams(searchParams)
  const { query } = parseAttendeeQuery(params, columns)
  const after = params.get("after") || null
  const [page, counts, savedView, verified] = await Promise.all([
    listAttendees(context, scope, query, { after }),
    countAttendees(context, scope),
    readColumnsView(context, scope),
    countVerified(context, scope),
  ])
  const key = attendeeSearchParams(query)
  if (after && !page.isCursorRefused) key.set("after", after)
  return {
    scope,
    event,
    columns,
    page,
    firstKey: key.toString(),
    counts,
    savedView,
    verified: verified.map((each) => ({
      ...each,
      question: localiseQuestion(each.question, words.language),
    })),
    may: { checkIn: allows(scope, "check_in"), edit: allows(scope, "edit") },
    registrationUrl: `${environment().siteUrl}/e/${scope.event.slug}`,
    jobId: randomUUID(),
  }
}
