import { exportSegment } from "@/lib/attendees/segments"
import { isUuid } from "@/lib/domain/uuid"
import { organizationRoute } from "@/lib/loaders/organizer"

type Params = { params: Promise<{ segment: string }> }

/** Everybody of a segment who consented to the organization's news. */
export async function GET(_: Request, { params }: Params): Promise<Response> {
  const { segment } = await params
  return organizationRoute("edit", async (scope, context) => {
    const found = isUuid(segment) ? await exportSegment(context, scope, segment) : null
    if (!found) return Response.json({ error: "not_found" }, { status: 404 })
    return new Response(found.body, {
      headers: {
        "content-type": found.type,
        "content-disposition": `attachment; filename="${found.fileName}"`,
        "x-accel-buffering": "no",
      },
    })
  })
}
