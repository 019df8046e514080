import { createHmac, timingSafeEqual } from "node:crypto"
import { calendarFeed, type FeedEntry } from "@/lib/calendar/calendar-file"
import type { AppContext } from "@/lib/context"
import {
  deleteCalendarFeed,
  findCalendarFeed,
  findFeedOwner,
  writeCalendarFeed,
} from "@/lib/db/queries/calendar-feeds"
import { listCalendarTickets } from "@/lib/db/queries/registrations"
import { localiseEvent } from "@/lib/domain/event"
import { isOff } from "@/lib/domain/registration"

type FeedContext = Pick<AppContext, "db" | "keys" | "siteUrl" | "clock" | "newId" | "mail">

/** How long an event that is over stays in a calendar that is subscribed to. */
export const feedPastMs = 90 * 24 * 60 * 60_000

function macOf({ keys }: Pick<FeedContext, "keys">, nonce: Buffer): Buffer {
  return createHmac("sha256", keys.calendar).update(nonce).digest().subarray(0, 16)
}

/** Where a calendar is, by its nonce: nobody who knows the database alone can tell. */
export function feedAddress(context: Pick<FeedContext, "keys" | "siteUrl">, nonce: string): string {
  const bytes = Buffer.from(nonce.replaceAll("-", ""), "hex")
  const token = Buffer.concat([bytes, macOf(context, bytes)]).toString("base64url")
  return `${context.siteUrl}/calendar/${token}.ics`
}

/** The nonce of a file's name, or null for a name we did not make. */
function readNonce(context: Pick<FeedContext, "keys">, file: string): string | null {
  const [, token] = /^([\w-]{43})\.ics$/.exec(file) ?? []
  const bytes = Buffer.from(token ?? "", "base64url")
  const nonce = bytes.subarray(0, 16)
  if (bytes.length !== 32 || !timingSafeEqual(bytes.subarray(16), macOf(context, nonce))) return null
  return nonce.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5")
}

/** Where somebody's calendar is; null while they have none. */
export async function findFeedAddress(context: FeedContext, personId: string): Promise<string | null> {
  const feed = await findCalendarFeed(context.db, personId)
  return feed && feedAddress(context, feed.nonce)
}

/** Gives somebody's calendar a new address. One that it had is good for nothing from now on. */
export async function renewCalendarFeed(context: FeedContext, personId: string): Promise<void> {
  const { db, newId, clock } = context
  await writeCalendarFeed(db, { personId, nonce: newId(), createdAt: clock() })
}

/** Takes the address of somebody's calendar away. */
export async function revokeCalendarFeed({ db }: Pick<FeedContext, "db">, personId: string): Promise<void> {
  await deleteCalendarFeed(db, personId)
}

/** The calendar at the address that ends in `file`, named `name` in its owner's language; null for no such address. */
export async function composeOwnFeed(
  context: FeedContext,
  file: string,
  name: (language: string) => string,
): Promise<string | null> {
  const { db, siteUrl, clock, mail } = context
  const nonce = readNonce(context, file)
  const owner = nonce && (await findFeedOwner(db, nonce))
  if (!owner) return null
  const now = clock()
  const tickets = await listCalendarTickets(db, owner.personId, new Date(now.getTime() - feedPastMs))
  const entries = tickets.map((ticket): FeedEntry => {
    const { turns, event } = ticket
    const url = `${siteUrl}/e/${event.slug}`
    const sequence = event.revision + turns
    return {
      event: localiseEvent(event, owner.language),
      mail: { url, sequence, at: now, organizer: mail.sender },
      isOff: isOff(ticket, event),
    }
  })
  return calendarFeed(name(owner.language), entries)
}
