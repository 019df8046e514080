import { countAttendees } from "@/lib/attendees/list"
import { organizerRoute } from "@/lib/loaders/organizer"

/** How many attendees of the event have each status. */
export async function GET(
  _request: Request,
  { params }: { params: Promise<{ event: string }> },
): Promise<Response> {
  const { event } = await params
  return organizerRoute(event, "view", async (scope, context) =>
    Response.json(await countAttendees(context, scope)),
  )
}
