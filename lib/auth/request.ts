import "server-only"
import { headers } from "next/headers"
import { AppError } from "@/lib/domain/errors"
import { readLocale, type VisitorLocale } from "@/lib/domain/locale"
import { environment } from "@/lib/env"
import { isOwnOrigin } from "./own-origin"

/**
 * Refuses a write that another site started. `proxy.ts` has answered such requests with 403 before; this holds without it
 * (reliability §1.7).
 * @throws AppError `foreign_request`
 */
export async function requireSameSite(): Promise<void> {
  if (!isOwnOrigin(await headers(), environment())) throw new AppError("foreign_request")
}

/**
 * The client's address as the outermost trusted proxy saw it, or null when no proxy is trusted: a header anyone can
 * write counts for nothing (reliability V3).
 */
export async function readClient(): Promise<string | null> {
  const hops = environment().trustedProxyHops
  if (hops === 0) return null
  const forwarded = (await headers()).get("x-forwarded-for")?.split(",") ?? []
  return forwarded.at(-hops)?.trim() ?? null
}

export async function readVisitorLocale(): Promise<VisitorLocale> {
  return readLocale((await headers()).get("accept-language"))
}
