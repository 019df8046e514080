"use server"

import { redirect } from "next/navigation"
import { after } from "next/server"
import { getTranslations } from "next-intl/server"
import { findFeedAddress, renewCalendarFeed, revokeCalendarFeed } from "@/lib/account/calendar-feed"
import { requestDeletion } from "@/lib/account/request-deletion"
import { requestErasure } from "@/lib/account/request-erasure"
import { endBrowserSession } from "@/lib/auth/auth"
import { requireSameSite } from "@/lib/auth/request"
import { deleteSessionsOf, setReminders } from "@/lib/db/queries/account"
import { performDueTasks } from "@/lib/delivery/perform-task"
import { printable } from "@/lib/domain/printable"
import { requireOwner } from "@/lib/loaders/account"
import { unsubscribe } from "@/lib/outbox/unsubscribe"
import { giveOwnConsent, withdrawOwnConsent } from "@/lib/registration/consent"
import { runtime } from "@/lib/runtime"

/** Ends every session of the person, this one included. */
export async function signOutEverywhereAction(_: unknown, form: FormData): Promise<void> {
  const person = await requireOwner(form)
  await deleteSessionsOf((await runtime()).db, person.id)
  await endBrowserSession()
  redirect("/?done=signed_out")
}

export async function setRemindersAction(isOn: boolean, _: unknown, form: FormData): Promise<void> {
  const person = await requireOwner(form)
  const { db, clock } = await runtime()
  await setReminders(db, person.id, isOn ? null : clock())
  // Not to the section: with JavaScript, a redirect to a part of the page one is on does not show it anew.
  redirect(isOn ? "/me?done=reminders_on" : "/me?done=reminders_off")
}

const organizationOf = (form: FormData) => printable(String(form.get("organization") ?? ""))

/** Says yes to the news of the organization that the form names. */
export async function giveConsentAction(_: unknown, form: FormData): Promise<void> {
  const person = await requireOwner(form)
  const t = await getTranslations("marketing")
  const organizationId = organizationOf(form)
  const wordingOf = (organization: string) => t("consent", { organization })
  const isKept = await giveOwnConsent(await runtime(), person.id, { organizationId, wordingOf })
  redirect(isKept ? "/me?done=news" : "/me")
}

/** Takes that back. */
export async function withdrawConsentAction(_: unknown, form: FormData): Promise<void> {
  const person = await requireOwner(form)
  await withdrawOwnConsent(await runtime(), person.id, organizationOf(form))
  redirect("/me?done=no_news")
}

/** Gives one's calendar an address, or another one. */
export async function renewCalendarFeedAction(_: unknown, form: FormData): Promise<void> {
  const person = await requireOwner(form)
  const context = await runtime()
  const isFirst = (await findFeedAddress(context, person.id)) === null
  await renewCalendarFeed(context, person.id)
  redirect(isFirst ? "/me?done=calendar_made" : "/me?done=calendar_renewed")
}

export async function revokeCalendarFeedAction(_: unknown, form: FormData): Promise<void> {
  const person = await requireOwner(form)
  await revokeCalendarFeed(await runtime(), person.id)
  redirect("/me?done=calendar_revoked")
}

export async function eraseProfileAction(_: unknown, form: FormData): Promise<void> {
  const person = await requireOwner(form)
  const context = await runtime()
  await requestErasure(context, person.id)
  after(() => performDueTasks(context))
  redirect("/me/data?done=erased")
}

export async function deleteAccountAction(_: unknown, form: FormData): Promise<void> {
  const person = await requireOwner(form)
  const context = await runtime()
  await requestDeletion(context, person.id)
  await endBrowserSession()
  after(() => performDueTasks(context))
  redirect("/me/deleted")
}

/** The button behind a mail's link; whoever holds the link may press it, signed in or not. */
export async function unsubscribeAction(token: string): Promise<void> {
  await requireSameSite()
  await unsubscribe(await runtime(), token)
  redirect("/me/unsubscribe?done=1")
}
