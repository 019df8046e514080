import "server-only"
import type { ExportFile } from "@/lib/attendees/export"

/** A file to save, sent on while it is made; a 404 where there is none. */
export function fileResponse(file: ExportFile | null): Response {
  if (!file) return Response.json({ error: "not_found" }, { status: 404 })
  return new Response(file.body, {
    headers: {
      "content-type": file.type,
      "content-disposition": `attachment; filename="${file.fileName}"`,
      "x-accel-buffering": "no",
    },
  })
}
