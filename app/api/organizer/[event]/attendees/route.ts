import { listAttendees } from "@/lib/attendees/list"
import { attendeeColumns, codesAsWords } from "@/lib/domain/attendee-column"
import { parseAttendeeQuery } from "@/lib/domain/attendee-query"
import { organizerRoute } from "@/lib/loaders/organizer"

/** A page of the list for the same parameters as the page's; 400 with what is wrong with them. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ event: string }> },
): Promise<Response> {
  const { event } = await params
  return organizerRoute(event, "view", async (scope, context) => {
    const { searchParams } = new URL(request.url)
    const { query, problems } = parseAttendeeQuery(searchParams, attendeeColumns(scope.event, codesAsWords))
    if (problems.length > 0) return Response.json({ error: "bad_query", problems }, { status: 400 })
    const page = await listAttendees(context, scope, query, { after: searchParams.get("after") })
    if (page.isCursorRefused) return Response.json({ error: "cursor_refused" }, { status: 400 })
    return Response.json(page)
  })
}
