import { runtime } from "@/lib/runtime"
import { listDevicePasses } from "@/lib/wallet/apple-service"

type DeviceRouteContext = { params: Promise<{ device: string; passType: string }> }

/** Which passes on a device have changed (Apple, “Get the List of Updatable Passes”). */
export async function GET(request: Request, { params }: DeviceRouteContext): Promise<Response> {
  const { device: deviceId, passType } = await params
  const tag = new URL(request.url).searchParams.get("passesUpdatedSince")
  const changed = await listDevicePasses(await runtime(), { deviceId, passType, tag })
  const headers = { "cache-control": "no-store" }
  return changed ? Response.json(changed, { headers }) : new Response(null, { status: 204, headers })
}
