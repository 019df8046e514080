import type { FieldKeys } from "@/lib/context"
import { encrypt } from "@/lib/delivery/cipher"
import type { SealedFor } from "@/lib/delivery/sensitive"

/** A text as it was sealed before decision 0045: by AES-256-GCM, under a nonce of its own. */
export function longSeal([current]: FieldKeys, plain: string, { parent, field }: SealedFor): string {
  if (!current) throw new Error("There is no key")
  const { iv, body } = encrypt(current.key, Buffer.from(plain), `${parent}|${field}`)
  return ["v1", current.id, iv.toString("base64url"), body.toString("base64url")].join(".")
}
