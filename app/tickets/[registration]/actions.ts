"use server"

import { redirect } from "next/navigation"
import { after } from "next/server"
import { cancel, undoCancel } from "@/lib/account/cancel"
import { requireSameSite } from "@/lib/auth/request"
import { takeEnd } from "@/lib/domain/waitlist"
import { loadTicket } from "@/lib/loaders/ticket"
import { askForTime, renewPassword } from "@/lib/network/own-pass"
import { dropResubmission, takeOverResubmission } from "@/lib/registration/resubmission"
import { chooseTaking, claimOffered } from "@/lib/registration/waiting"
import { runtime } from "@/lib/runtime"
import { sweepRegistration } from "@/lib/sweep"

async function requireOwnRegistration(id: string): Promise<string> {
  await requireSameSite()
  return (await loadTicket(id)).registration.id
}

export async function cancelAction(registrationId: string): Promise<void> {
  const id = await requireOwnRegistration(registrationId)
  const context = await runtime()
  await cancel(context, id, "ticket")
  after(() => sweepRegistration(context, id))
  redirect(`/tickets/${id}`)
}

export async function undoCancelAction(registrationId: string): Promise<void> {
  const id = await requireOwnRegistration(registrationId)
  const context = await runtime()
  const result = await undoCancel(context, id)
  after(() => sweepRegistration(context, id))
  redirect(result === "full" ? `/tickets/${id}?undo=full` : `/tickets/${id}`)
}

/** Saves what the person entered when they registered again; `form` has the fingerprints the page showed. */
export async function takeOverAction(registrationId: string, _: unknown, form: FormData): Promise<void> {
  const id = await requireOwnRegistration(registrationId)
  const context = await runtime()
  const seen = [...form.entries()].filter((entry): entry is [string, string] => typeof entry[1] === "string")
  await takeOverResubmission(context, id, Object.fromEntries(seen))
  after(() => sweepRegistration(context, id))
  redirect(`/tickets/${id}`)
}

/** Forgets what the person entered when they registered again. */
export async function keepEarlierAction(registrationId: string): Promise<void> {
  const id = await requireOwnRegistration(registrationId)
  await dropResubmission(await runtime(), id)
  redirect(`/tickets/${id}`)
}

/** Makes a new password for the Wi-Fi; GATE hears of it behind the answer. */
export async function renewPasswordAction(registrationId: string): Promise<void> {
  const id = await requireOwnRegistration(registrationId)
  const context = await runtime()
  await renewPassword(context, id)
  after(() => sweepRegistration(context, id))
  redirect(`/tickets/${id}`)
}

/** Tells the organizers that the person would like more time on the Wi-Fi. */
export async function askForTimeAction(registrationId: string): Promise<void> {
  const id = await requireOwnRegistration(registrationId)
  await askForTime(await runtime(), id)
  redirect(`/tickets/${id}`)
}

/** Makes the place that is held for the person, or one that is free, their own. */
export async function claimAction(registrationId: string): Promise<void> {
  const id = await requireOwnRegistration(registrationId)
  const context = await runtime()
  const claimed = await claimOffered(context, id)
  after(() => sweepRegistration(context, id))
  const isMissed = claimed === "too_late" || claimed === "taken"
  redirect(isMissed ? `/tickets/${id}?claim=${claimed}` : `/tickets/${id}`)
}

/** Leaves the waitlist, or declines what was offered. */
export async function leaveWaitlistAction(registrationId: string): Promise<void> {
  const id = await requireOwnRegistration(registrationId)
  const context = await runtime()
  // Promoted since the page was opened: a ticket is given back on a page that says so.
  await cancel(context, id, "waiting")
  redirect(`/tickets/${id}`)
}

/** Keeps whether a place that comes free is taken at once, and until which day. */
export async function chooseTakingAction(registrationId: string, _: unknown, form: FormData): Promise<void> {
  const id = await requireOwnRegistration(registrationId)
  const context = await runtime()
  const { event } = await loadTicket(id)
  const isTaken = form.get("taking") === "yes"
  const until = isTaken ? takeEnd(event, String(form.get("day")), context.clock()) : null
  if (isTaken && until === null) redirect(`/tickets/${id}?choice=missing`)
  await chooseTaking(context, id, until)
  redirect(`/tickets/${id}?choice=saved`)
}
