import "server-only"
import type { WalletPlatform } from "@/lib/domain/wallet"
import { runtime } from "@/lib/runtime"
import { offeredWallets } from "@/lib/wallet/wallet-ticket"
import { findOwnTicket, type Ticket } from "./ticket"

/** One's own ticket if it may be put into this wallet; null for everybody else's. */
export async function findWalletTicket(id: string, platform: WalletPlatform): Promise<Ticket | null> {
  const ticket = await findOwnTicket(id)
  if (!ticket) return null
  const offered = offeredWallets(await runtime(), ticket.registration, ticket.event)
  return offered.includes(platform) ? ticket : null
}

/** Answers whoever asked for a ticket that goes into no wallet: its owner is led to it, as a mail's button may be old. */
export async function noWalletResponse(id: string): Promise<Response> {
  if (!(await findOwnTicket(id))) return new Response("Not found", { status: 404 })
  const headers = { location: `/tickets/${id}`, "cache-control": "private, no-store" }
  return new Response(null, { status: 303, headers })
}
