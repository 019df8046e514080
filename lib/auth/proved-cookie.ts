import "server-only"
import { createHmac } from "node:crypto"
import { cookies } from "next/headers"
import { deriveKey, environment } from "@/lib/env"

/** The longest that browsers keep a cookie. */
const lifetimeSeconds = 400 * 24 * 60 * 60

/** A household's computer knows some addresses; whoever has proved more loses the oldest. */
const mostAddresses = 10

function cookieName(): string {
  return environment().siteUrl.startsWith("https://") ? "__Host-gatehouse.proved" : "gatehouse.proved"
}

/** What only this server can make of an address: it names nobody, and having it is the proof. */
function sign(email: string): string {
  return createHmac("sha256", deriveKey(environment().secret, "proved addresses"))
    .update(email)
    .digest("base64url")
}

async function readSignatures(): Promise<string[]> {
  const value = (await cookies()).get(cookieName())?.value ?? ""
  return value.split(".").filter((signature) => /^[\w-]{43}$/.test(signature))
}

/** Tells whether this browser has proved an address before, by a code that was mailed there. */
export async function readProvedAddresses(): Promise<(email: string) => boolean> {
  const known = new Set(await readSignatures())
  return (email) => known.has(sign(email))
}

/**
 * Remembers that this browser has proved an address. It opens nothing: it keeps an allowance of codes of its own, so that
 * strangers who ask for codes cannot use up the owner's (decision 0019). So it outlives signing out.
 */
export async function keepProvedAddress(email: string): Promise<void> {
  const all = [...new Set([sign(email), ...(await readSignatures())])].slice(0, mostAddresses)
  const secure = environment().siteUrl.startsWith("https://")
  const options = { httpOnly: true, sameSite: "lax", path: "/", secure, maxAge: lifetimeSeconds } as const
  ;(await cookies()).set(cookieName(), all.join("."), options)
}
