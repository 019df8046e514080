import { runtime } from "@/lib/runtime"
import { readCurrentPass } from "@/lib/wallet/apple-service"

type PassRouteContext = { params: Promise<{ passType: string; serial: string }> }

const statuses = { known: 304, refused: 401, unavailable: 503 } as const

/** The newest version of a pass (Apple, “Send an Updated Pass”). */
export async function GET(request: Request, { params }: PassRouteContext): Promise<Response> {
  const { passType, serial } = await params
  const { headers: asked } = request
  const authorization = asked.get("authorization")
  const since = asked.get("if-modified-since")
  const current = await readCurrentPass(await runtime(), { passType, serial, authorization, since })
  const headers = { "cache-control": "private, no-store" }
  if (current.kind !== "pass") return new Response(null, { status: statuses[current.kind], headers })
  return new Response(new Uint8Array(current.file), {
    headers: {
      ...headers,
      "content-type": "application/vnd.apple.pkpass",
      "last-modified": current.changedAt.toUTCString(),
    },
  })
}
