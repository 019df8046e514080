import { createHmac, timingSafeEqual } from "node:crypto"
import type { AppContext } from "@/lib/context"
import { setReminders } from "@/lib/db/queries/account"
import { isUuid } from "@/lib/domain/uuid"

type UnsubscribeContext = Pick<AppContext, "keys" | "siteUrl">

function sign({ keys }: Pick<AppContext, "keys">, personId: string): string {
  return createHmac("sha256", keys.unsubscribe).update(personId).digest("base64url")
}

/** Where reminders to somebody are ended: a page for people, and what mail programs POST to (RFC 8058). */
export function unsubscribeUrls(context: UnsubscribeContext, personId: string) {
  const token = `${personId}.${sign(context, personId)}`
  return {
    pageUrl: `${context.siteUrl}/me/unsubscribe?token=${token}`,
    oneClickUrl: `${context.siteUrl}/api/unsubscribe?token=${token}`,
  }
}

/** Whose reminders a token is about, or null for one we did not make. */
export function readUnsubscribeToken(context: Pick<AppContext, "keys">, token: string): string | null {
  const [personId = "", signature = ""] = token.split(".")
  if (!isUuid(personId)) return null
  const [given, wanted] = [Buffer.from(signature), Buffer.from(sign(context, personId))]
  return given.length === wanted.length && timingSafeEqual(given, wanted) ? personId : null
}

/** Ends reminders and news to whoever the token was made for; false for a token we did not make. */
export async function unsubscribe(context: AppContext, token: string): Promise<boolean> {
  const personId = readUnsubscribeToken(context, token)
  if (personId === null) return false
  await setReminders(context.db, personId, context.clock())
  return true
}
