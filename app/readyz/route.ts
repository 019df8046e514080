import { runtime } from "@/lib/runtime"

/** 200 while this process should get visitors, else 503 with the faults; GATE and what waits are told, and change nothing. */
export async function GET(): Promise<Response> {
  const { readiness } = await runtime()
  const answer = await readiness.read()
  const status = answer.status === "ready" ? 200 : 503
  return Response.json(answer, { status, headers: { "cache-control": "no-store" } })
}
