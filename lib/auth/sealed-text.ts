import "server-only"
import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto"
import { deriveKey, environment } from "@/lib/env"

const ivBytes = 12
const tagBytes = 16

function keyFor(purpose: string): Buffer {
  return deriveKey(environment().secret, purpose)
}

/** What only this server can read again, and nobody can change: AES-256-GCM under a key of its own for each purpose. */
export function sealText(purpose: string, plain: Uint8Array): string {
  const iv = randomBytes(ivBytes)
  const cipher = createCipheriv("aes-256-gcm", keyFor(purpose), iv)
  return Buffer.concat([iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()]).toString("base64url")
}

/** What was sealed for this purpose, or null for anything else. */
export function unsealText(purpose: string, sealed: string): Buffer | null {
  const bytes = Buffer.from(sealed, "base64url")
  if (bytes.length < ivBytes + tagBytes) return null
  const decipher = createDecipheriv("aes-256-gcm", keyFor(purpose), bytes.subarray(0, ivBytes), {
    authTagLength: tagBytes,
  }).setAuthTag(bytes.subarray(-tagBytes))
  try {
    return Buffer.concat([decipher.update(bytes.subarray(ivBytes, -tagBytes)), decipher.final()])
  } catch {
    return null
  }
}
