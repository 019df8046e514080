"use server"

import { redirect } from "next/navigation"
import { after } from "next/server"
import { cancel } from "@/lib/account/cancel"
import { requireSameSite } from "@/lib/auth/request"
import type { RegistrationRow } from "@/lib/db/queries/registrations"
import { nothingHere } from "@/lib/loaders/nothing-here"
import { findByWaitlistToken } from "@/lib/outbox/waitlist-link"
import { claimOffered } from "@/lib/registration/waiting"
import { runtime } from "@/lib/runtime"
import { sweepRegistration } from "@/lib/sweep"

async function requireLink(token: string): Promise<RegistrationRow> {
  await requireSameSite()
  return (await findByWaitlistToken(await runtime(), token)) ?? nothingHere()
}

/** Claims a place for whoever a mail's link is for. */
export async function claimByLinkAction(token: string): Promise<void> {
  const { id } = await requireLink(token)
  const context = await runtime()
  const claimed = await claimOffered(context, id)
  after(() => sweepRegistration(context, id))
  const isMissed = claimed === "too_late" || claimed === "taken"
  redirect(`/waitlist?token=${token}${isMissed ? `&claim=${claimed}` : ""}`)
}

/** Leaves the waitlist, or declines what was offered, for whoever a mail's link is for. */
export async function leaveByLinkAction(token: string): Promise<void> {
  const registration = await requireLink(token)
  // Promoted since the page was opened: giving up a ticket is asked for apart.
  await cancel(await runtime(), registration.id, "waiting")
  redirect(`/waitlist?token=${token}`)
}

/** Gives up the place somebody got by the waitlist. */
export async function giveBackByLinkAction(token: string): Promise<void> {
  const registration = await requireLink(token)
  const context = await runtime()
  await cancel(context, registration.id, "ticket")
  after(() => sweepRegistration(context, registration.id))
  redirect(`/waitlist?token=${token}`)
}
