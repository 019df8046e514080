import { isHomeRequest } from "@/lib/auth/home-request"
import { environment } from "@/lib/env"
import { runtime } from "@/lib/runtime"

// proxy.ts leaves these addresses alone: GATE has headers of its own.
const absent = {
  status: 404,
  headers: { "x-content-type-options": "nosniff", "content-security-policy": "default-src 'none'" },
}

/**
 * The embedded GATE at the paths of its documents, so that their cURL examples work against this site; for programs on
 * this machine only, because whoever has its token may read and change everybody.
 */
async function answer(request: Request): Promise<Response> {
  const { embeddedGate } = await runtime()
  const isServed = environment().servesEmbeddedGate && isHomeRequest(request.headers)
  return embeddedGate && isServed ? embeddedGate.fetch(request) : new Response(null, absent)
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
