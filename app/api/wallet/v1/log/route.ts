import { walletErrors } from "@/lib/wallet/apple-service"

/** What devices have to say about our passes (Apple, “Log a Message”): counted and not kept, for it may name people. */
export async function POST(request: Request): Promise<Response> {
  const body: unknown = await request.json().catch(() => null)
  const logs = typeof body === "object" && body !== null && "logs" in body ? body.logs : null
  if (Array.isArray(logs)) walletErrors.publish({ count: logs.length })
  return new Response(null, { status: 200 })
}
