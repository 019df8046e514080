import type { FieldKeys } from "@/lib/context"
import type { AnswerField } from "@/lib/domain/question"
import { decrypt, encrypt } from "./cipher"

/** What a text is bound to: read back as another person's, or in another field, it is refused (contract §9.6). */
export type SealedFor = { parent: string; field: AnswerField | "network_password" }

const version = "v1"

function placeOf({ parent, field }: SealedFor): string {
  return `${parent}|${field}`
}

/** Whether a text is one of ours, whatever key it needs. */
export function isSealed(text: string): boolean {
  return text.startsWith(`${version}.`)
}

/** The id of the key a text of ours is sealed by. */
export function keyIdOf(sealed: string): string | undefined {
  return sealed.split(".")[1]
}

/**
 * Encrypts by AES-256-GCM into `v1.<key id>.<iv>.<text and tag>`, base64url: 58 characters for a passport number of 11
 * with a key id of one, because nobody knows how much GATE's columns take (contract §9.6).
 * @throws Error when there is no key
 */
export function seal(keys: FieldKeys, plain: string, target: SealedFor): string {
  const [current] = keys
  if (!current) throw new Error("FIELD_ENCRYPTION_KEYS is needed: there is something to keep sealed")
  const { iv, body } = encrypt(current.key, Buffer.from(plain), placeOf(target))
  return [version, current.id, iv.toString("base64url"), body.toString("base64url")].join(".")
}

/** The text in clear, or null: sealed for somebody or something else, by a key no longer listed, or damaged. */
export function unseal(keys: FieldKeys, text: string, target: SealedFor): string | null {
  const [used, id, iv, body] = text.split(".")
  const key = keys.find((known) => known.id === id)?.key
  if (used !== version || !key || !iv || !body) return null
  const sealed = { iv: Buffer.from(iv, "base64url"), body: Buffer.from(body, "base64url") }
  return decrypt(key, sealed, placeOf(target))?.toString() ?? null
}
