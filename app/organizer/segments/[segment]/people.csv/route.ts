import { exportSegment } from "@/lib/attendees/segments"
import { isUuid } from "@/lib/domain/uuid"
import { fileResponse } from "@/lib/loaders/file-response"
import { organizationRoute } from "@/lib/loaders/organizer"

type Params = { params: Promise<{ segment: string }> }

/** Everybody of a segment who consented to the organization's news. */
export async function GET(_: Request, { params }: Params): Promise<Response> {
  const { segment } = await params
  return organizationRoute("edit", async (scope, context) => {
    return fileResponse(isUuid(segment) ? await exportSegment(context, scope, segment) : null)
  })
}
