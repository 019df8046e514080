import { z } from "zod"

const emailSchema = z.email().max(254)

/**
 * The one form of an address we store, send to and compare: NFKC first, because `＠` (U+FF20) becomes `@` only then,
 * trimmed, lower case. Null for anything that is not exactly one plain address.
 */
export function normaliseEmail(typed: string): string | null {
  const address = typed.normalize("NFKC").trim().toLowerCase()
  return emailSchema.safeParse(address).success ? address : null
}
