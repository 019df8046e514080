import { createHmac, timingSafeEqual } from "node:crypto"
import { channel } from "node:diagnostics_channel"
import type { AppContext } from "@/lib/context"
import { findPictureFile } from "@/lib/db/queries/pictures"
import {
  deleteWalletDevice,
  findWalletPass,
  insertWalletDevice,
  listChangedPasses,
  takeWalletPass,
  type WalletPassRow,
} from "@/lib/db/queries/wallet-passes"
import type { EventCover } from "@/lib/domain/cover"
import { coverShape } from "@/lib/domain/picture"
import { isUuid } from "@/lib/domain/uuid"
import { type AppleIssuer, applePass } from "@/lib/pass/apple-pass"
import { liveWallets } from "@/lib/pass/issuers"
import { cutStrip, drawPassPictures } from "@/lib/pass/pass-pictures"
import type { TicketPass } from "@/lib/pass/ticket-pass"
import { findTicketPass } from "./wallet-ticket"

type ServiceContext = Pick<AppContext, "db" | "keys" | "wallet" | "clock">

/** How the requests of Apple's devices begin, after the site's address. */
const servicePath = "/api/wallet"

/** What devices prove themselves with for one pass: nobody who knows the database alone can tell. */
function tokenOf({ keys }: Pick<AppContext, "keys">, { nonce, registrationId }: WalletPassRow): string {
  return createHmac("sha256", keys.wallet).update(`${nonce}|${registrationId}`).digest("base64url")
}

/** The issuer while its certificates are good. */
function liveIssuer({ wallet, clock }: Pick<AppContext, "wallet" | "clock">): AppleIssuer | null {
  return liveWallets(wallet, clock()).includes("apple") ? (wallet.apple?.issuer ?? null) : null
}

/** The cover as a pass has it; the one the event had a moment ago may be gone. */
async function stripOf(
  { db }: Pick<AppContext, "db">,
  cover: EventCover | null,
): Promise<Record<string, Buffer>> {
  const picture = cover && (await findPictureFile(db, cover.hash, `${coverShape.narrowest}.webp`))
  return cover && picture ? { "strip@2x.png": await cutStrip(cover, picture) } : {}
}

async function writePass(
  context: Pick<AppContext, "db" | "keys" | "siteUrl" | "clock">,
  issuer: AppleIssuer,
  row: WalletPassRow,
  ticket: TicketPass,
): Promise<Buffer> {
  const { hue, cover } = ticket.event
  const pictures = { ...(await drawPassPictures(hue)), ...(await stripOf(context, cover)) }
  const service = { url: `${context.siteUrl}${servicePath}`, token: tokenOf(context, row) }
  return applePass(issuer, ticket, service, { pictures, now: context.clock() })
}

/** A ticket as a file for Apple Wallet; null while none are offered. Who may have it was asked before. */
export async function makeApplePass(context: AppContext, registrationId: string): Promise<Buffer | null> {
  const { db, newId, clock } = context
  const issuer = liveIssuer(context)
  if (!issuer) return null
  const row = await takeWalletPass(db, {
    ...{ id: newId(), registrationId, platform: "apple" as const, nonce: newId(), createdAt: clock() },
  })
  const found = await findTicketPass(context, registrationId)
  return found && writePass(context, issuer, row, found.ticket)
}

/** What a device asks about. `authorization`: the header as it was sent. */
type PassRequest = { passType: string; serial: string; authorization: string | null }

/** The pass a device has proved to have; null for every other pass, there or not. */
async function authorisedPass(
  context: ServiceContext,
  { passType, serial, authorization }: PassRequest,
): Promise<WalletPassRow | null> {
  if (passType !== context.wallet.apple?.issuer.passTypeId || !isUuid(serial)) return null
  const row = await findWalletPass(context.db, { registrationId: serial, platform: "apple" })
  if (!row) return null
  const [given, wanted] = [authorization ?? "", `ApplePass ${tokenOf(context, row)}`].map((text) =>
    Buffer.from(text),
  )
  return given && wanted && given.length === wanted.length && timingSafeEqual(given, wanted) ? row : null
}

/** For whoever counts: `{ count }` errors that a device reported. What it says may name its owner, so nobody reads it. */
export const walletErrors = channel("gatehouse:wallet-error")

const deviceIds = /^[\w.-]{1,100}$/
const pushTokens = /^[0-9a-f]{16,200}$/i

/** HTTP's words for what came of a request, as Apple documents them. */
export type DeviceAnswer = 200 | 201 | 400 | 401

const deviceAnswers = { new: 201, known: 200, full: 400 } as const

/** Has a device told of a pass from now on. */
export async function registerDevice(
  context: ServiceContext,
  request: PassRequest & { deviceId: string; pushToken: unknown },
): Promise<DeviceAnswer> {
  const { db, clock } = context
  const { deviceId, pushToken } = request
  const row = await authorisedPass(context, request)
  if (!row) return 401
  const isReadable = deviceIds.test(deviceId) && typeof pushToken === "string" && pushTokens.test(pushToken)
  if (!isReadable) return 400
  const values = { passId: row.id, deviceId, pushToken, createdAt: clock() }
  return deviceAnswers[await db.transaction((tx) => insertWalletDevice(tx, values))]
}

/** Somebody took a pass off a device. */
export async function forgetDevice(
  context: ServiceContext,
  request: PassRequest & { deviceId: string },
): Promise<DeviceAnswer> {
  const row = await authorisedPass(context, request)
  if (!row) return 401
  if (!deviceIds.test(request.deviceId)) return 400
  await deleteWalletDevice(context.db, { passId: row.id, deviceId: request.deviceId })
  return 200
}

/** Transactions that change passes end within this time of stamping them: one with an older stamp may appear later. */
const overlapMs = 60_000

/**
 * Which passes on a device have changed since `tag`, which is a `lastUpdated` of before; null where none has. The device's id is
 * all that it says, and known to nobody else.
 */
export async function listDevicePasses(
  { db, wallet }: ServiceContext,
  { deviceId, passType, tag }: { deviceId: string; passType: string; tag: string | null },
): Promise<{ serialNumbers: string[]; lastUpdated: string } | null> {
  if (passType !== wallet.apple?.issuer.passTypeId || !deviceIds.test(deviceId)) return null
  const since = tag !== null && /^\d{1,15}$/.test(tag) ? new Date(Number(tag) - overlapMs) : null
  const changed = await listChangedPasses(db, deviceId, since)
  const last = changed.at(-1)?.changedAt
  if (!last) return null
  return {
    serialNumbers: changed.map(({ registrationId }) => registrationId),
    lastUpdated: String(last.getTime()),
  }
}

/** A pass as it is now, and when it last changed; without a file where the device has it already or none can be signed. */
type CurrentPass =
  | { kind: "pass"; file: Buffer; changedAt: Date }
  | { kind: "known" | "refused" | "unavailable" }

/** The newest version of a pass for a device that has an older one, of `since`. */
export async function readCurrentPass(
  context: AppContext,
  request: PassRequest & { since: string | null },
): Promise<CurrentPass> {
  const row = await authorisedPass(context, request)
  if (!row) return { kind: "refused" }
  if (request.since !== null && Date.parse(request.since) >= row.changedAt.getTime()) return { kind: "known" }
  const issuer = liveIssuer(context)
  const found = await findTicketPass(context, row.registrationId)
  if (!issuer || !found) return { kind: "unavailable" }
  return { kind: "pass", file: await writePass(context, issuer, row, found.ticket), changedAt: row.changedAt }
}
