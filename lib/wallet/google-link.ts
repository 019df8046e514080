import type { AppContext } from "@/lib/context"
import { listEventLanguages, takeWalletPass } from "@/lib/db/queries/wallet-passes"
import type { Event } from "@/lib/domain/event"
import {
  type GoogleClass,
  type GoogleIssuer,
  type GoogleObject,
  googleClass,
  googleObject,
  googleSaveUrl,
} from "@/lib/pass/google-pass"
import type { GoogleWallet } from "@/lib/pass/google-wallet"
import { isPassError } from "@/lib/pass/ticket-pass"
import { sharePictureUrl } from "@/lib/sharing/pictured-event"
import { findTicketPass } from "./wallet-ticket"

/** An event as Google is to keep it. Pictures are fetched by Google, which cannot reach a site at home. */
export async function describeClass(
  { db, siteUrl }: Pick<AppContext, "db" | "siteUrl">,
  issuer: GoogleIssuer,
  event: Event,
): Promise<GoogleClass> {
  const languages = await listEventLanguages(db, event.id)
  const pictureUrl = siteUrl.startsWith("https:")
    ? sharePictureUrl(siteUrl, event, languages[0] ?? "en")
    : null
  return googleClass(issuer, { event, languages, eventUrl: `${siteUrl}/e/${event.slug}`, pictureUrl })
}

/** Whether Google has a ticket; where it could not be given it, the link brings everything along. */
async function isKeptByGoogle(
  { log }: Pick<AppContext, "log">,
  { keep }: Pick<GoogleWallet, "keep">,
  { eventClass, ticket }: { eventClass: GoogleClass; ticket: GoogleObject },
): Promise<boolean> {
  try {
    await keep(eventClass, ticket)
    return true
  } catch (error) {
    if (!isPassError(error)) throw error
    log.warn({ err: error, wallet: "google" }, "Google was not given a ticket: the link has all of it")
    return false
  }
}

/** Where a ticket is saved in Google Wallet; null while that is not offered. Who may have it was asked before. */
export async function makeGoogleLink(context: AppContext, registrationId: string): Promise<string | null> {
  const { db, newId, clock, siteUrl, wallet } = context
  if (!wallet.google) return null
  const { issuer, wallet: google } = wallet.google
  await takeWalletPass(db, {
    ...{ id: newId(), registrationId, platform: "google" as const, nonce: newId(), createdAt: clock() },
  })
  const found = await findTicketPass(context, registrationId)
  if (!found) return null
  const eventClass = await describeClass(context, issuer, found.stored)
  const given = { eventClass, ticket: googleObject(issuer, found.ticket) }
  const isKept = await isKeptByGoogle(context, google, given)
  return googleSaveUrl(issuer, { ...given, isKept }, { siteUrl, now: clock() })
}
