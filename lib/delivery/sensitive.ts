import type { FieldKeys } from "@/lib/context"
import type { AnswerField } from "@/lib/domain/question"
import { decrypt, decryptShort, encryptShort, syntheticIvBytes } from "./cipher"

/** What a text is bound to: read back as another person's, or in another field, it is refused (contract §9.6). */
export type SealedFor = { parent: string; field: AnswerField | "network_password" }

/** What everything is sealed into now, and what was sealed before decision 0045. */
const [short, long] = ["v2", "v1"]

function placeOf({ parent, field }: SealedFor): string {
  return `${parent}|${field}`
}

/** Whether a text is one of ours, whatever key it needs. */
export function isSealed(text: string): boolean {
  return text.startsWith(`${long}.`) || /^v2\.[\w-]+\.[\w-]{16,}$/.test(text)
}

/** The id of the key a text of ours is sealed by. */
export function keyIdOf(sealed: string): string | undefined {
  return sealed.split(".")[1]
}

/**
 * Encrypts into `v2.<key id>.<synthetic IV and text>`, base64url: 49 characters for a passport number of 20 with a key id
 * of two, because columns of 50 are usual and nobody knows how much GATE's take (contract §9.6, decision 0045).
 * @throws Error when there is no key
 */
export function seal(keys: FieldKeys, plain: string, target: SealedFor): string {
  const [current] = keys
  if (!current) throw new Error("FIELD_ENCRYPTION_KEYS is needed: there is something to keep sealed")
  const body = encryptShort(current.key, Buffer.from(plain), placeOf(target))
  return [short, current.id, body.toString("base64url")].join(".")
}

/** How many bytes of text a seal of `length` characters has room for. */
export function sealableBytes(length: number, keyId: string): number {
  const characters = length - [short, keyId, ""].join(".").length
  return Math.max(0, Math.floor((characters * 3) / 4) - syntheticIvBytes)
}

function open(key: Buffer, parts: string[], place: string): Buffer | null {
  const [version, , ...texts] = parts
  const [first, second] = texts.map((text) => Buffer.from(text, "base64url"))
  if (version === short && first && !second) return decryptShort(key, first, place)
  return version === long && first && second ? decrypt(key, { iv: first, body: second }, place) : null
}

/** The text in clear, or null: sealed for somebody or something else, by a key no longer listed, or damaged. */
export function unseal(keys: FieldKeys, text: string, target: SealedFor): string | null {
  const key = keys.find(({ id }) => id === keyIdOf(text))?.key
  return key ? (open(key, text.split("."), placeOf(target))?.toString() ?? null) : null
}
