import { loadPerson } from "@/lib/auth/session"
import { organizerPath, signInAgainPath } from "@/lib/domain/own-path"
import { organizerRoute, organizerWriteRoute } from "@/lib/loaders/organizer"
import { readSyncStatus, syncNow } from "@/lib/sync/sync-status"

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
  return organizerPath(form.get("back"), `/organizer/${event}`)
}

/** Relative, because behind a proxy the request's own address is not the visitor's. */
function leadTo(location: string): Response {
  return new Response(null, { status: 303, headers: { location } })
}

/** Compares now. A form is led back to its page, by way of the sign-in page when the session has ended. */
export async function POST(request: Request, { params }: RouteContext): Promise<Response> {
  const { event } = await params
  const isForm = !(request.headers.get("accept") ?? "").includes("application/json")
  const back = isForm ? await wayBack(request, event) : ""
  if (isForm && !(await loadPerson())) return leadTo(signInAgainPath(back))
  return organizerWriteRoute(event, "view", async (scope, context) => {
    const status = await syncNow(context, scope)
    return isForm ? leadTo(back) : Response.json(status)
  })
}
