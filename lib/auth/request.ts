import "server-only"
import { headers } from "next/headers"
import { AppError } from "@/lib/domain/errors"
import { localeOf, suggestedCountry } from "@/lib/domain/locale"
import { environment } from "@/lib/env"

/**
 * Refuses a write that another site started. Next compares Origin with Host but lets a request without Origin pass with
 * a warning; every browser we serve sends one with a POST (reliability T10).
 * @throws AppError `foreign_request`
 */
export async function requireSameSite(): Promise<void> {
  const sent = await headers()
  const origin = sent.get("origin")
  const site = sent.get("sec-fetch-site")
  const host = sent.get("x-forwarded-host") ?? sent.get("host")
  const isOwnOrigin = origin !== null && URL.canParse(origin) && new URL(origin).host === host
  if (!isOwnOrigin || (site !== null && site !== "same-origin")) throw new AppError("foreign_request")
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

async function readAcceptLanguage(): Promise<string | null> {
  return (await headers()).get("accept-language")
}

/** The locale in which the visitor reads a page in `language`, as GATE writes it. */
export async function readPageLocale(language: string): Promise<string> {
  return localeOf(language, await readAcceptLanguage())
}

/** ISO code of the country the visitor's browser suggests, or null. Never an answer: only the visitor gives one. */
export async function readSuggestedCountry(): Promise<string | null> {
  return suggestedCountry(await readAcceptLanguage())
}
