import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from "node:crypto"

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

/** 96 bits, the shortest tag that is usual: an IV is the nonce of the stream and the proof of the text at once. */
export const syntheticIvBytes = 12

/** The two keys a synthetic IV needs, so that neither half is used for anything else. */
function keysOf(key: Buffer): { mac: Buffer; stream: Buffer } {
  const derived = Buffer.from(hkdfSync("sha256", key, Buffer.alloc(0), "gatehouse synthetic iv", 64))
  return { mac: derived.subarray(0, 32), stream: derived.subarray(32) }
}

function syntheticIv(mac: Buffer, plain: Uint8Array, boundTo: string): Buffer {
  const bound = Buffer.from(boundTo)
  const length = Buffer.alloc(4)
  length.writeUInt32BE(bound.length)
  const hmac = createHmac("sha256", mac).update(length).update(bound).update(plain)
  return hmac.digest().subarray(0, syntheticIvBytes)
}

/** AES-256-CTR, which encrypts and decrypts alike; the last four bytes of its block count. */
function stream(key: Buffer, iv: Buffer, text: Uint8Array): Buffer {
  const cipher = createCipheriv("aes-256-ctr", key, Buffer.concat([iv, Buffer.alloc(16 - iv.length)]))
  return Buffer.concat([cipher.update(text), cipher.final()])
}

/**
 * Encrypts into as few bytes as can be: IV and text. The IV follows from the text and what it is bound to (SIV), so the same
 * text for the same place is the same bytes again; decision 0045 says why that may be.
 */
export function encryptShort(key: Buffer, plain: Uint8Array, boundTo: string): Buffer {
  const keys = keysOf(key)
  const iv = syntheticIv(keys.mac, plain, boundTo)
  return Buffer.concat([iv, stream(keys.stream, iv, plain)])
}

/** What was encrypted so, or null: by another key, bound to something else, or damaged. */
export function decryptShort(key: Buffer, body: Buffer, boundTo: string): Buffer | null {
  if (body.length < syntheticIvBytes) return null
  const keys = keysOf(key)
  const iv = body.subarray(0, syntheticIvBytes)
  const plain = stream(keys.stream, iv, body.subarray(syntheticIvBytes))
  return timingSafeEqual(iv, syntheticIv(keys.mac, plain, boundTo)) ? plain : null
}
