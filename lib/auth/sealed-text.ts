import "server-only"
import { decrypt, encrypt, ivBytes } from "@/lib/delivery/cipher"
import { deriveKey, environment } from "@/lib/env"

function keyFor(purpose: string): Buffer {
  return deriveKey(environment().secret, purpose)
}

/** What only this server can read again, and nobody can change; each purpose has a key of its own. */
export function sealText(purpose: string, plain: Uint8Array): string {
  const { iv, body } = encrypt(keyFor(purpose), plain)
  return Buffer.concat([iv, body]).toString("base64url")
}

/** What was sealed for this purpose, or null for anything else. */
export function unsealText(purpose: string, sealed: string): Buffer | null {
  const bytes = Buffer.from(sealed, "base64url")
  return decrypt(keyFor(purpose), { iv: bytes.subarray(0, ivBytes), body: bytes.subarray(ivBytes) })
}
