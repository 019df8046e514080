import { getTranslations } from "next-intl/server"
import { loadPerson } from "@/lib/auth/session"
import { isUsable } from "@/lib/domain/network-pass"
import { findOwnPass } from "@/lib/loaders/network"
import { signInResponse } from "@/lib/loaders/sign-in-first"
import { findOwnTicket } from "@/lib/loaders/ticket"
import { wifiProfile } from "@/lib/network/wifi-profile"

type ProfileRouteContext = { params: Promise<{ registration: string }> }

/** The Wi-Fi of one's own ticket as a configuration profile for Apple's devices. */
export async function GET(_: Request, { params }: ProfileRouteContext): Promise<Response> {
  const { registration: id } = await params
  if (!(await loadPerson())) return signInResponse(`/tickets/${id}`)
  const ticket = await findOwnTicket(id)
  const pass = ticket && (await findOwnPass(id))
  if (!ticket || !pass || !isUsable(pass.view.state) || pass.view.username === null)
    return new Response("Not found", { status: 404 })
  const { event } = ticket
  const { networkName, portalUrl, username, closesAt } = pass.view
  const t = await getTranslations("attendee.wifi.profile")
  const profile = wifiProfile({
    registrationId: id,
    networkName,
    credentials: portalUrl ? null : { username, password: pass.password },
    removedAt: closesAt,
    title: t("title", { event: event.title }),
    description: t("description", { network: networkName, host: event.host }),
    organization: event.host,
  })
  return new Response(profile, {
    headers: {
      "content-type": "application/x-apple-aspen-config",
      "content-disposition": `attachment; filename="${event.slug}-wifi.mobileconfig"`,
      "cache-control": "private, no-store",
    },
  })
}
