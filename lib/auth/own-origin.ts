import "server-only"
import { type Environment, isLoopbackHost } from "@/lib/env"

type Sent = Pick<Headers, "get">
type Own = Pick<Environment, "siteUrl" | "isHome">

/**
 * Whether a request that writes was sent by a page of this site: its `Origin` is scheme, host and port of `SITE_URL`, or
 * at home whatever name of this machine the page was opened under. Every browser we serve sends Origin with a POST and
 * says with Sec-Fetch-Site where it came from; a request without Origin is no browser's. `X-Forwarded-Host` counts for
 * nothing: anybody can write it, and SITE_URL already says what the site is called (reliability A9).
 */
export function isOwnOrigin(sent: Sent, { siteUrl, isHome }: Own): boolean {
  const origin = sent.get("origin")
  const site = sent.get("sec-fetch-site")
  if (origin === null || (site !== null && site !== "same-origin")) return false
  return origin === siteUrl || (isHome && isThisMachine(origin, sent.get("host")))
}

function isThisMachine(origin: string, host: string | null): boolean {
  return origin === `http://${host}` && URL.canParse(origin) && isLoopbackHost(new URL(origin).hostname)
}
