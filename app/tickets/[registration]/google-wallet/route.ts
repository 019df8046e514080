import { loadPerson } from "@/lib/auth/session"
import { signInResponse } from "@/lib/loaders/sign-in-first"
import { findWalletTicket, noWalletResponse } from "@/lib/loaders/wallet"
import { runtime } from "@/lib/runtime"
import { makeGoogleLink } from "@/lib/wallet/google-link"

type LinkRouteContext = { params: Promise<{ registration: string }> }

/** Leads to Google, where one's own ticket is saved in Google Wallet. */
export async function GET(_: Request, { params }: LinkRouteContext): Promise<Response> {
  const { registration: id } = await params
  if (!(await loadPerson())) return signInResponse(`/tickets/${id}`)
  const location = (await findWalletTicket(id, "google")) && (await makeGoogleLink(await runtime(), id))
  if (!location) return noWalletResponse(id)
  return new Response(null, { status: 303, headers: { location, "cache-control": "private, no-store" } })
}
