import { loadPerson } from "@/lib/auth/session"
import { signInResponse } from "@/lib/loaders/sign-in-first"
import { findWalletTicket, noWalletResponse } from "@/lib/loaders/wallet"
import { runtime } from "@/lib/runtime"
import { makeApplePass } from "@/lib/wallet/apple-service"

type PassRouteContext = { params: Promise<{ registration: string }> }

/** One's own ticket for Apple Wallet. */
export async function GET(_: Request, { params }: PassRouteContext): Promise<Response> {
  const { registration: id } = await params
  if (!(await loadPerson())) return signInResponse(`/tickets/${id}`)
  const ticket = await findWalletTicket(id, "apple")
  const file = ticket && (await makeApplePass(await runtime(), id))
  if (!file) return noWalletResponse(id)
  return new Response(new Uint8Array(file), {
    headers: {
      "content-type": "application/vnd.apple.pkpass",
      "content-disposition": `attachment; filename="${ticket.event.slug}.pkpass"`,
      "cache-control": "private, no-store",
    },
  })
}
