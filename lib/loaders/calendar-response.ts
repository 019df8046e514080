import "server-only"
import { createHash } from "node:crypto"
import { calendarFile, type FeedEntry } from "@/lib/calendar/calendar-file"

/** When a file was made is no change of it. */
const stamps = /^DTSTAMP:.*\r\n/gm

/** An event or a session as a file to open; opening it again brings a calendar up to date. */
export function calendarDownload({ event, mail, isOff }: FeedEntry, name: string): Response {
  const method = isOff ? "cancel" : "publish"
  return new Response(calendarFile(event, { ...mail, method }), {
    headers: {
      "content-type": `text/calendar; charset=utf-8; method=${method.toUpperCase()}`,
      "content-disposition": `attachment; filename="${name}.ics"`,
      "cache-control": "private, no-store",
    },
  })
}

/** A calendar that is subscribed to; whoever has this very one already is told so, and sent nothing. */
export function calendarResponse(request: Request, file: string, headers: Record<string, string>): Response {
  const etag = `"${createHash("sha256").update(file.replace(stamps, "")).digest("base64url").slice(0, 27)}"`
  const known = (request.headers.get("if-none-match") ?? "")
    .split(",")
    .map((tag) => tag.trim().replace(/^W\//, ""))
  const common = { ...headers, etag, vary: "accept-language, cookie" }
  if (known.includes(etag) || known.includes("*")) return new Response(null, { status: 304, headers: common })
  return new Response(file, {
    headers: { ...common, "content-type": "text/calendar; charset=utf-8" },
  })
}
