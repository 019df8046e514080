import { createHmac, randomBytes, randomInt, timingSafeEqual } from "node:crypto"
import { type Challenge, createChallenge, verifySolution } from "altcha-lib"
import { deriveKey } from "altcha-lib/algorithms/pbkdf2"
import { z } from "zod"
import type { AppContext } from "@/lib/context"

/**
 * What a client is asked to do before it gets more codes: solve `challenge` (ALTCHA, PBKDF2) or, where no script runs,
 * come back with `ticket` after `waitMs`. Either is good for one code, for this client, for ten minutes.
 */
export type WorkOffer = { challenge: Challenge; ticket: string; waitMs: number }

/** Work that was done: good once, from `notBefore` until `expiresAt`. */
export type Work = { id: string; notBefore: Date; expiresAt: Date }

type WorkContext = Pick<AppContext, "clock" | "keys" | "limits">

const lifetimeMs = 10 * 60_000

/** Rounds of PBKDF2 for one try, and how many tries: 0.6 to 1.2 million rounds, 0.2 s on a laptop and a second on a phone. */
const cost = 2_000
const tries = { least: 300, most: 600 }

function macOf({ keys }: WorkContext, ...parts: string[]): string {
  return createHmac("sha256", keys.limits).update(JSON.stringify(parts)).digest("base64url")
}

function secretsOf(context: WorkContext) {
  return {
    hmacSignatureSecret: macOf(context, "work challenge"),
    hmacKeySignatureSecret: macOf(context, "work solution"),
  }
}

/** New work for a client; `earlier` is a ticket it still waits with, which stays the one to wait with. */
export async function offerWork(context: WorkContext, client: string, earlier = ""): Promise<WorkOffer> {
  const now = context.clock().getTime()
  const challenge = await createChallenge({
    algorithm: "PBKDF2/SHA-256",
    cost,
    counter: randomInt(tries.least, tries.most),
    deriveKey,
    data: { client: macOf(context, "work client", client), expiresAt: now + lifetimeMs },
    ...secretsOf(context),
  })
  const waitMs = (readTicket(context, client, earlier)?.notBefore.getTime() ?? now) - now
  if (waitMs > 0) return { challenge, ticket: earlier, waitMs }
  const nonce = randomBytes(16).toString("base64url")
  const ticket = `${now}.${nonce}.${ticketMac(context, client, now, nonce)}`
  return { challenge, ticket, waitMs: context.limits.waitMs }
}

/** What a form sent as its work, or null when it is none: forged, of another client, too old or not solved. */
export async function readWork(context: WorkContext, client: string, sent: string): Promise<Work | null> {
  return readTicket(context, client, sent) ?? (await readSolution(context, client, sent))
}

function ticketMac(context: WorkContext, client: string, issuedAt: number, nonce: string): string {
  return macOf(context, "work ticket", client, String(issuedAt), nonce)
}

function readTicket(context: WorkContext, client: string, sent: string): Work | null {
  const [, issued = "", nonce = "", mac = ""] = /^(\d{1,15})\.([\w-]{22})\.([\w-]{43})$/.exec(sent) ?? []
  const issuedAt = Number(issued)
  if (mac === "" || !isSame(mac, ticketMac(context, client, issuedAt, nonce))) return null
  return lasting(context, nonce, issuedAt + context.limits.waitMs, issuedAt + lifetimeMs)
}

const solved = z.object({
  challenge: z.object({
    parameters: z.looseObject({
      nonce: z.string(),
      data: z.object({ client: z.string(), expiresAt: z.number() }),
    }),
    signature: z.string(),
  }),
  solution: z.object({ counter: z.number(), derivedKey: z.string() }),
})

/** A challenge is about 700 bytes. */
const longestSolution = 4_096

async function readSolution(context: WorkContext, client: string, sent: string): Promise<Work | null> {
  if (sent === "" || sent.length > longestSolution) return null
  const { success, data } = solved.safeParse(parseJson(sent))
  if (!success) return null
  const challenge = data.challenge as typeof data.challenge & Challenge
  const { verified } = await verifySolution({
    challenge,
    deriveKey,
    solution: data.solution,
    ...secretsOf(context),
  })
  const bound = challenge.parameters.data
  if (!verified || !isSame(bound.client, macOf(context, "work client", client))) return null
  return lasting(context, challenge.parameters.nonce, 0, bound.expiresAt)
}

function lasting({ clock }: WorkContext, id: string, notBefore: number, expiresAt: number): Work | null {
  if (expiresAt <= clock().getTime()) return null
  return { id, notBefore: new Date(notBefore), expiresAt: new Date(expiresAt) }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function isSame(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}
