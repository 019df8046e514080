"use server"

import { redirect } from "next/navigation"
import { after } from "next/server"
import { cancel, undoCancel } from "@/lib/account/cancel"
import { requireSameSite } from "@/lib/auth/request"
import { loadTicket } from "@/lib/loaders/ticket"
import { askForTime, renewPassword } from "@/lib/network/own-pass"
import { dropResubmission, takeOverResubmission } from "@/lib/registration/resubmission"
import { runtime } from "@/lib/runtime"
import { sweepRegistration } from "@/lib/sweep"

async function requireOwnRegistration(id: string): Promise<string> {
  await requireSameSite()
  return (await loadTicket(id)).registration.id
}

export async function cancelAction(registrationId: string): Promise<void> {
  const id = await requireOwnRegistration(registrationId)
  const context = await runtime()
  await cancel(context, id)
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
