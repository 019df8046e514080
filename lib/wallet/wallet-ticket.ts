import type { AppContext } from "@/lib/context"
import { findRegistrationWithEvent, type RegistrationRow } from "@/lib/db/queries/registrations"
import { type Event, type EventWithQuestions, localiseEvent } from "@/lib/domain/event"
import { hasTicket, isGone } from "@/lib/domain/registration"
import { ticketUrlText } from "@/lib/domain/ticket-code"
import { fitsWallets, type WalletPlatform } from "@/lib/domain/wallet"
import { findPassView, revealPassword } from "@/lib/network/pass-view"
import { liveWallets } from "@/lib/pass/issuers"
import type { PassWifi, TicketPass } from "@/lib/pass/ticket-pass"

function statusOf(registration: RegistrationRow, event: Event): TicketPass["status"] {
  if (!hasTicket(registration)) return "cancelled"
  if (isGone(registration)) return "gone"
  if (event.cancelledAt) return "event_cancelled"
  return registration.checkedInAt ? "checked_in" : "valid"
}

/** The Wi-Fi of a ticket while it is open; before and after there is nothing to join. */
async function findWifi(context: AppContext, registrationId: string): Promise<PassWifi | null> {
  const view = await findPassView(context, registrationId)
  if (!view || (view.state !== "ready" && view.state !== "used")) return null
  const { networkName, portalUrl, username } = view
  return { networkName, portalUrl, username, password: await revealPassword(context, registrationId) }
}

/**
 * A ticket as a wallet is to show it now, and its event as it is stored; null for no ticket. `isErased`: it has no name any
 * more and gets none again. Who may see it was asked before.
 */
export async function findTicketPass(
  context: AppContext,
  registrationId: string,
): Promise<{ ticket: TicketPass; stored: EventWithQuestions; isErased: boolean } | null> {
  const { db, siteUrl } = context
  const found = await findRegistrationWithEvent(db, registrationId)
  if (!found) return null
  const { registration, event: stored } = found
  const { id, language, firstName, lastName, ticketCode } = registration
  const ticket: TicketPass = {
    id,
    language,
    event: localiseEvent(stored, language),
    name: `${firstName} ${lastName}`.trim(),
    ticketCode,
    codeText: ticketUrlText(siteUrl, ticketCode),
    ticketUrl: `${siteUrl}/tickets/${id}`,
    status: statusOf(registration, stored),
    wifi: await findWifi(context, registrationId),
  }
  const isErased = registration.purgedAt !== null || (ticket.status === "cancelled" && ticket.name === "")
  return { ticket, stored, isErased }
}

/** Whose wallets a ticket may be put into: none once it is good for nothing. Its mail offers the same. */
export function offeredWallets(
  { wallet, clock }: Pick<AppContext, "wallet" | "clock">,
  registration: RegistrationRow,
  event: Event,
): WalletPlatform[] {
  const now = clock()
  return fitsWallets(registration, event, now) ? liveWallets(wallet, now) : []
}
