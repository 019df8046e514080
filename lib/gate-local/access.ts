import { createHash } from "node:crypto"
import { z } from "zod"
import { forbidden, unauthorized } from "./refusal"

/** What a bearer token may do, and the organization it is confined to (contract §11.1). */
export const tokenSchema = z.strictObject({
  token: z.string().min(1),
  access: z.enum(["full", "readonly", "none"]),
  organization: z.union([z.string().min(1), z.int().positive()]).optional(),
})
export type Token = z.infer<typeof tokenSchema>

/** Tokens by digest: a look-up by digest tells a guesser nothing about how much of a token was right. */
export type TokenTable = ReadonlyMap<string, Token>

const digest = (token: string) => createHash("sha256").update(token).digest("hex")

/** The full token of the environment, and further ones; on equal text the environment's wins. */
export function tokenTable(fullToken: string, others: readonly Token[] = []): TokenTable {
  const all = [...others, { token: fullToken, access: "full" } satisfies Token]
  return new Map(all.map((token) => [digest(token.token), token]))
}

/**
 * The token behind an Authorization header; the scheme is compared without regard to case (contract §1).
 * @throws Refusal 401
 */
export function authenticate(header: string | undefined, tokens: TokenTable): Token {
  const [scheme, value, ...rest] = (header ?? "").trim().split(/\s+/)
  if (scheme?.toLowerCase() !== "bearer") {
    throw unauthorized("Authentication credentials were not provided.")
  }
  const token = value && rest.length === 0 ? tokens.get(digest(value)) : undefined
  if (!token) throw unauthorized("Invalid token.")
  return token
}

const readingMethods = new Set(["GET", "HEAD", "OPTIONS"])

/** @throws Refusal 403 when the token may not do this at all */
export function requirePermission(token: Token, method: string): void {
  if (token.access === "none") throw forbidden()
  if (token.access === "readonly" && !readingMethods.has(method)) throw forbidden()
}
