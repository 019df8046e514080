import { downloadExport } from "@/lib/attendees/export"
import { isUuid } from "@/lib/domain/uuid"
import { organizerRoute } from "@/lib/loaders/organizer"

type Params = { params: Promise<{ event: string; file: string }> }

/** The file of an export, for whoever asked for it, made while it is read. */
export async function GET(_: Request, { params }: Params): Promise<Response> {
  const { event, file } = await params
  return organizerRoute(event, "view", async (scope, context) => {
    const found = isUuid(file) ? await downloadExport(context, scope, file) : null
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
