import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto"

const algorithm = "aes-256-gcm"
export const ivBytes = 12
const tagBytes = 16

/** Encrypts by AES-256-GCM. `boundTo` is not kept and must be the same when it is read again. */
export function encrypt(key: Buffer, plain: Uint8Array, boundTo = ""): { iv: Buffer; body: Buffer } {
  const iv = randomBytes(ivBytes)
  const cipher = createCipheriv(algorithm, key, iv).setAAD(Buffer.from(boundTo))
  return { iv, body: Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]) }
}

/** What was encrypted, or null: by another key, bound to something else, or damaged. */
export function decrypt(
  key: Buffer,
  { iv, body }: { iv: Buffer; body: Buffer },
  boundTo = "",
): Buffer | null {
  if (iv.length !== ivBytes || body.length < tagBytes) return null
  const decipher = createDecipheriv(algorithm, key, iv, { authTagLength: tagBytes })
    .setAAD(Buffer.from(boundTo))
    .setAuthTag(body.subarray(-tagBytes))
  try {
    return Buffer.concat([decipher.update(body.subarray(0, -tagBytes)), decipher.final()])
  } catch {
    return null
  }
}
