import { ping } from "@/lib/db/queries/health"
import { runtime } from "@/lib/runtime"

/** 200 while this process can answer people, which takes the database and does not take GATE. */
export async function GET(): Promise<Response> {
  const headers = { "cache-control": "no-store" }
  try {
    await ping((await runtime()).db)
    return Response.json({ status: "ok" }, { headers })
  } catch {
    return Response.json({ status: "unavailable" }, { status: 503, headers })
  }
}
