import { downloadExport } from "@/lib/attendees/export"
import { isUuid } from "@/lib/domain/uuid"
import { fileResponse } from "@/lib/loaders/file-response"
import { organizerRoute } from "@/lib/loaders/organizer"

type Params = { params: Promise<{ event: string; file: string }> }

/** The file of an export, for whoever asked for it, made while it is read. */
export async function GET(_: Request, { params }: Params): Promise<Response> {
  const { event, file } = await params
  return organizerRoute(event, "view", async (scope, context) => {
    return fileResponse(isUuid(file) ? await downloadExport(context, scope, file) : null)
  })
}
