import "server-only"
import { headers } from "next/headers"
import { clientBehind } from "@/lib/domain/client-address"
import { AppError } from "@/lib/domain/errors"
import { localeOf, suggestedCountry } from "@/lib/domain/locale"
import { countryOfZone } from "@/lib/domain/time-zone-country"
import { environment } from "@/lib/env"
import { isOwnOrigin } from "./own-origin"

/**
 * Refuses a write that another site started. `proxy.ts` has answered such requests with 403 before; this holds without it
 * (reliability G6).
 * @throws AppError `foreign_request`
 */
export async function requireSameSite(): Promise<void> {
  if (!isOwnOrigin(await headers(), environment())) throw new AppError("foreign_request")
}

/** Set by the server entry from the socket, over whatever a client sent. */
const peerHeader = "x-gatehouse-peer"

/** Who is asking, as `clientBehind` counts clients; null where nothing says, as in `next dev`. */
export async function readClient(): Promise<string | null> {
  const sent = await headers()
  return clientBehind(environment().trustedProxyHops, sent.get(peerHeader), sent.get("x-forwarded-for"))
}

async function readAcceptLanguage(): Promise<string | null> {
  return (await headers()).get("accept-language")
}

/** The locale in which the visitor reads a page in `language`, as GATE writes it. */
export async function readPageLocale(language: string): Promise<string> {
  return localeOf(language, await readAcceptLanguage())
}

/** The countries a phone number without a prefix may be of: that of the event's clocks, then the browser's. */
export async function readSuggestedCountries(timeZone: string): Promise<(string | null)[]> {
  return [countryOfZone(timeZone), await readSuggestedCountry()]
}

/** ISO code of the country the visitor's browser suggests, or null. Never an answer: only the visitor gives one. */
export async function readSuggestedCountry(): Promise<string | null> {
  return suggestedCountry(await readAcceptLanguage())
}
