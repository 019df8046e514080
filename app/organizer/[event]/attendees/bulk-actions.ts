"use server"

import { redirect } from "next/navigation"
import { after } from "next/server"
import type { BulkSelection } from "@/lib/db/queries/bulk"
import { confirmBulk, permissionFor, runBulk, startBulk } from "@/lib/desk/bulk"
import { attendeeColumns, codesAsWords } from "@/lib/domain/attendee-column"
import { parseAttendeeQuery } from "@/lib/domain/attendee-query"
import { bulkActions } from "@/lib/domain/bulk"
import { isUuid } from "@/lib/domain/uuid"
import { requireEventScope } from "@/lib/loaders/organizer"
import type { EventScope } from "@/lib/organizers/scope"
import { runtime } from "@/lib/runtime"

/** Who a form means, or null where its filter is not understood: nobody may be meant who was not asked for. */
function readSelection({ event }: EventScope, form: FormData): BulkSelection | null {
  const doneIn = form.get("done_in")
  if (typeof doneIn === "string") return isUuid(doneIn) ? { doneIn } : null
  const matching = form.get("matching")
  if (typeof matching !== "string")
    return { ids: form.getAll("ids").flatMap((ids) => String(ids).split(",")) }
  const columns = attendeeColumns(event, codesAsWords)
  const { query, problems } = parseAttendeeQuery(new URLSearchParams(matching), columns)
  return problems.length === 0 ? { query, event } : null
}

/**
 * Starts an action on many attendees and leads to its progress. Fields: `job` (a UUID made when the form was rendered:
 * sent twice it is one job), `action` (one of `bulkActions`), and who is meant: `ids`, one in each field or joined by
 * commas; `matching`, the list's own query string, for everybody who matches it now; or `done_in`, an earlier job, for
 * everybody for whom it did something.
 */
export async function startBulkAction(slug: string, form: FormData): Promise<void> {
  const action = bulkActions.find((name) => name === form.get("action"))
  const scope = await requireEventScope(slug, action ? permissionFor[action] : "view")
  const context = await runtime()
  const jobs = `/organizer/${slug}/attendees/jobs`
  const refuse = (why: string) => redirect(`${jobs}/refused?why=${why}`)
  if (!action) return refuse("action")
  const sent = String(form.get("job"))
  const jobId = isUuid(sent) ? sent : context.newId()
  const selection = readSelection(scope, form)
  if (!selection) return refuse("query")
  const started = await startBulk(context, scope, { jobId, action, selection })
  if (started !== "started") return refuse(started)
  if (action === "send_message") redirect(`/organizer/${slug}/messages/${jobId}`)
  after(() => runBulk(context, jobId))
  redirect(`${jobs}/${jobId}`)
}

/** Says that a job is really meant; it runs from then on. */
export async function confirmBulkAction(slug: string, jobId: string): Promise<void> {
  const scope = await requireEventScope(slug, "edit")
  const context = await runtime()
  if (await confirmBulk(context, scope, jobId)) after(() => runBulk(context, jobId))
  redirect(`/organizer/${slug}/attendees/jobs/${jobId}`)
}
