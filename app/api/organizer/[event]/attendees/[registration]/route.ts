import { attendeeAction } from "@/app/organizer/[event]/attendees/attendee-action"
import { describeAttendee } from "@/components/organizer/attendee-detail/describe-attendee"
import type { ActReply } from "@/components/organizer/attendee-detail/shown-attendee"
import { initialFormState } from "@/lib/actions/state"
import { readAttendee } from "@/lib/desk/detail"
import { organizerRoute, organizerWriteRoute } from "@/lib/loaders/organizer"
import type { EventScope } from "@/lib/organizers/scope"
import type { Runtime } from "@/lib/runtime"

type AttendeeRouteContext = { params: Promise<{ event: string; registration: string }> }

/** All answers an event can ask for at once, with room to spare; as much as a form action takes. */
const maxBytes = 64 * 1024

/** Another page the drawer has to go to. */
class GoTo extends Error {
  constructor(readonly path: string) {
    super(path)
  }
}

async function shown(context: Runtime, scope: EventScope, id: string) {
  const detail = await readAttendee(context, scope, id)
  return detail && describeAttendee(detail, scope.event)
}

/** One attendee as the drawer shows them. */
export async function GET(_: Request, { params }: AttendeeRouteContext): Promise<Response> {
  const { event, registration } = await params
  return organizerRoute(event, "view", async (scope, context) => {
    const attendee = await shown(context, scope, registration)
    return attendee ? Response.json(attendee) : Response.json({ error: "not_found" }, { status: 404 })
  })
}

/** Has done what a form of the drawer asks for; `do` names it. */
export async function POST(request: Request, { params }: AttendeeRouteContext): Promise<Response> {
  const { event, registration } = await params
  return organizerWriteRoute(event, "view", async (scope, context) => {
    if (Number(request.headers.get("content-length") ?? maxBytes + 1) > maxBytes)
      return Response.json({ error: "too_large" }, { status: 413 })
    const form = await request.formData().catch(() => null)
    if (!form) return Response.json({ error: "not_a_form" }, { status: 400 })
    const action = attendeeAction(event, registration, (path) => {
      throw new GoTo(path)
    })
    try {
      const state = await action(initialFormState, form)
      return Response.json({ state, attendee: await shown(context, scope, registration) } satisfies ActReply)
    } catch (error) {
      if (error instanceof GoTo) return Response.json({ goTo: error.path } satisfies ActReply)
      throw error
    }
  })
}
