import { readSyncStatus, syncNow } from "@/lib/attendees/sync-status"
import { organizerRoute, organizerWriteRoute } from "@/lib/loaders/organizer"

type RouteContext = { params: Promise<{ event: string }> }

/** When the event's attendees were last compared with GATE. */
export async function GET(_request: Request, { params }: RouteContext): Promise<Response> {
  const { event } = await params
  return organizerRoute(event, "view", async (scope, context) =>
    Response.json(await readSyncStatus(context, scope)),
  )
}

/** Where a form without JavaScript came from: one of the organizers' own pages and nowhere else. */
async function wayBack(request: Request, event: string): Promise<string> {
  const form = await request.formData().catch(() => new FormData())
  const back = String(form.get("back") ?? "")
  return /^\/organizer\/[\w\-/]*(\?[^\\]*)?$/.test(back) ? back : `/organizer/${event}`
}

/** Compares now. A form is led back to its page. */
export async function POST(request: Request, { params }: RouteContext): Promise<Response> {
  const { event } = await params
  return organizerWriteRoute(event, "view", async (scope, context) => {
    const isForm = !(request.headers.get("accept") ?? "").includes("application/json")
    const back = isForm ? await wayBack(request, event) : ""
    const status = await syncNow(context, scope)
    // Relative, because behind a proxy the request's own address is not the visitor's.
    return isForm ? new Response(null, { status: 303, headers: { location: back } }) : Response.json(status)
  })
}
