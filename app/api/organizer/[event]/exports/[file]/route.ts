import { describeProgress } from "@/components/organizer/export/describe-progress"
import { findOwnExport } from "@/lib/attendees/export"
import { isUuid } from "@/lib/domain/uuid"
import { organizerRoute } from "@/lib/loaders/organizer"

type Params = { params: Promise<{ event: string; file: string }> }

/** How far the download of an export is, for whoever asked for it. */
export async function GET(_: Request, { params }: Params): Promise<Response> {
  const { event, file } = await params
  return organizerRoute(event, "view", async (scope, context) => {
    const found = isUuid(file) ? await findOwnExport(context, scope, file) : null
    if (!found) return Response.json({ error: "not_found" }, { status: 404 })
    return Response.json(await describeProgress(found))
  })
}
