import { createHmac, randomInt, scrypt, timingSafeEqual } from "node:crypto"
import { promisify } from "node:util"
import { asciiDigits } from "@/lib/domain/digits"

const scryptAsync = promisify<string | Buffer, string, number, { N: number }, Buffer>(scrypt)

/** Codes live this long (ASVS 6.5.5 allows ten minutes). */
export const codeLifetimeMs = 10 * 60_000

/** Guesses at one code before a new one must be sent. */
export const maxCodeAttempts = 5

/** A second code to the same address has to wait this long. */
export const resendAfterMs = 30_000

/** Six digits from the system's random source. */
export function newCode(): string {
  return String(randomInt(1_000_000)).padStart(6, "0")
}

/** The six digits of what somebody typed, spaces and dashes aside, or null. */
export function readCode(typed: string): string | null {
  const digits = asciiDigits(typed.normalize("NFKC")).replace(/[\s\-–.]/g, "")
  return /^\d{6}$/.test(digits) ? digits : null
}

/**
 * Keyed and slow: six digits are guessed in a second from a plain hash. The key is not in the database and the
 * challenge's id binds the code to the browser it was sent for (reliability §1.5). Base64.
 */
export async function hashCode(key: Buffer, challengeId: string, code: string): Promise<string> {
  const peppered = createHmac("sha256", key).update(`${challengeId}|${code}`).digest()
  return (await scryptAsync(peppered, challengeId, 32, { N: 2 ** 14 })).toString("base64")
}

export function sameHash(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}
