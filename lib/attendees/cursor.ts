import { createCipheriv, createDecipheriv, createHmac, randomBytes } from "node:crypto"
import { z } from "zod"
import { isUuid } from "@/lib/domain/uuid"

/** Where the next page of a list begins, and what was counted for the first one. */
export type Cursor = {
  after: { rank: number; key: string; id: string }
  count: { value: number; isExact: boolean }
}

const cursorSchema = z.object({
  after: z.object({ rank: z.int(), key: z.string(), id: z.string().refine(isUuid) }),
  count: z.object({ value: z.int(), isExact: z.boolean() }),
})

const ivBytes = 12
const tagBytes = 16

function cursorKey(secret: Buffer): Buffer {
  return createHmac("sha256", secret).update("attendee list cursor").digest()
}

/**
 * A cursor as it stands in an address: encrypted, because the key of a row is a name or an answer, and bound to `list`,
 * the event and the query it belongs to.
 */
export function sealCursor(secret: Buffer, list: string, cursor: Cursor): string {
  const iv = randomBytes(ivBytes)
  const cipher = createCipheriv("aes-256-gcm", cursorKey(secret), iv).setAAD(Buffer.from(list))
  const body = [cipher.update(JSON.stringify(cursor), "utf8"), cipher.final(), cipher.getAuthTag()]
  return Buffer.concat([iv, ...body]).toString("base64url")
}

/** The cursor, or null for one of another event or query, or that nobody here made. */
export function openCursor(secret: Buffer, list: string, sealed: string): Cursor | null {
  const bytes = Buffer.from(sealed, "base64url")
  if (bytes.length <= ivBytes + tagBytes) return null
  const decipher = createDecipheriv("aes-256-gcm", cursorKey(secret), bytes.subarray(0, ivBytes))
    .setAAD(Buffer.from(list))
    .setAuthTag(bytes.subarray(-tagBytes))
  try {
    const plain = Buffer.concat([decipher.update(bytes.subarray(ivBytes, -tagBytes)), decipher.final()])
    return cursorSchema.parse(JSON.parse(plain.toString("utf8")))
  } catch {
    return null
  }
}
