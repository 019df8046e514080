import { runtime } from "@/lib/runtime"
import { forgetDevice, registerDevice } from "@/lib/wallet/apple-service"

type DevicePassRouteContext = { params: Promise<{ device: string; passType: string; serial: string }> }

async function readRequest(request: Request, { params }: DevicePassRouteContext) {
  const { device: deviceId, passType, serial } = await params
  return { deviceId, passType, serial, authorization: request.headers.get("authorization") }
}

/** A device has a pass from now on (Apple, “Register a Pass for Update Notifications”). */
export async function POST(request: Request, context: DevicePassRouteContext): Promise<Response> {
  const body: unknown = await request.json().catch(() => null)
  const pushToken = typeof body === "object" && body !== null && "pushToken" in body ? body.pushToken : null
  const asked = { ...(await readRequest(request, context)), pushToken }
  return new Response(null, { status: await registerDevice(await runtime(), asked) })
}

/** Somebody took it off the device (Apple, “Unregister a Pass for Update Notifications”). */
export async function DELETE(request: Request, context: DevicePassRouteContext): Promise<Response> {
  const asked = await readRequest(request, context)
  return new Response(null, { status: await forgetDevice(await runtime(), asked) })
}
