import { randomInt } from "node:crypto"
import type { FieldKeys } from "@/lib/context"
import { seal, unseal } from "./sensitive"

/** Letters and digits nobody mistakes for each other and a phone types without changing its keyboard. */
const letters = "abcdefghjkmnpqrstuvwxyz"
const digits = "23456789"

const groups = 4
const groupLength = 4

/** A password of sixteen lower-case letters and digits in four groups, 66 bits, that a phone takes easily. */
export function newNetworkPassword(): string {
  const group = () =>
    Array.from({ length: groupLength }, (_, place) => {
      const from = place === groupLength - 1 ? digits : letters
      return from[randomInt(from.length)]
    }).join("")
  return Array.from({ length: groups }, group).join("-")
}

/** What is kept of it: bound to the account, by the field keys. */
export function sealPassword(keys: FieldKeys, password: string, gateUserId: string): string {
  return seal(keys, password, { parent: gateUserId, field: "network_password" })
}

/** The password in clear, or null when it cannot be read. */
export function unsealPassword(keys: FieldKeys, sealed: string, gateUserId: string): string | null {
  return unseal(keys, sealed, { parent: gateUserId, field: "network_password" })
}
