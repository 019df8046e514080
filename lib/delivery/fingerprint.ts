import { createHmac, timingSafeEqual } from "node:crypto"

/** The answer a form was rendered from. */
export type Rendered = { registrationId: string; key: string; answer: string | null }

/**
 * Proof of the answer a field was rendered from: it goes out with the form and comes back with what was typed, so that
 * a change by somebody else in between is seen (contract §9.14, §11 D44). It says nothing of the answer itself.
 */
export function fingerprint(secret: Buffer, { registrationId, key, answer }: Rendered): string {
  return createHmac("sha256", secret)
    .update(JSON.stringify([registrationId, key, answer]))
    .digest("base64url")
}

export function isFingerprintOf(secret: Buffer, seen: string | null, rendered: Rendered): boolean {
  const [given, wanted] = [Buffer.from(seen ?? ""), Buffer.from(fingerprint(secret, rendered))]
  return given.length === wanted.length && timingSafeEqual(given, wanted)
}
