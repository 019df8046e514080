import { runtime } from "@/lib/runtime"

/** The embedded GATE at the paths of its documents, so that their cURL examples work against this site. */
async function answer(request: Request): Promise<Response> {
  const { embeddedGate } = await runtime()
  return embeddedGate ? embeddedGate.fetch(request) : new Response(null, { status: 404 })
}

export {
  answer as DELETE,
  answer as GET,
  answer as HEAD,
  answer as OPTIONS,
  answer as PATCH,
  answer as POST,
  answer as PUT,
}
