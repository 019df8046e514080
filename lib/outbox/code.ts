import { createHmac, randomBytes, timingSafeEqual } from "node:crypto"
import { asciiDigits } from "@/lib/domain/digits"

/** Codes live this long (ASVS 6.5.5 allows ten minutes). */
export const codeLifetimeMs = 10 * 60_000

/** Guesses at one code before a new one must be sent. */
export const maxCodeAttempts = 5

/** A second code to the same address has to wait this long. */
export const resendAfterMs = 30_000

/** New with every code; alone it says nothing of the code. */
export function newCodeNonce(): string {
  return randomBytes(16).toString("base64url")
}

/**
 * The six digits of a challenge's code, made as RFC 4226 makes its own: from an HMAC under a key that is not in the
 * database. So a code can be mailed late, and a copy of the database holds none (decision 0018).
 */
export function codeOf(key: Buffer, challenge: { id: string; codeNonce: string }): string {
  const mac = createHmac("sha256", key).update(`code|${challenge.id}|${challenge.codeNonce}`).digest()
  return String(mac.readUIntBE(0, 6) % 1_000_000).padStart(6, "0")
}

/** The six digits of what somebody typed, spaces and dashes aside, or null. */
export function readCode(typed: string): string | null {
  const digits = asciiDigits(typed.normalize("NFKC")).replace(/[\s\-–.]/g, "")
  return /^\d{6}$/.test(digits) ? digits : null
}

/** Compares two codes in a time that tells nothing of either. */
export function isSameCode(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}
