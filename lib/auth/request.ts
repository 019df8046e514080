import "server-only"
import { headers } from "next/headers"
import { clientBehind } from "@/lib/domain/client-address"
import { AppError } from "@/lib/domain/errors"
import { readLocale, type VisitorLocale } from "@/lib/domain/locale"
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

/** Set by the server entry from the socket, over whatever a client sent. */
const peerHeader = "x-gatehouse-peer"

/** Who is asking, as `clientBehind` counts clients; null where nothing says, as in `next dev`. */
export async function readClient(): Promise<string | null> {
  const sent = await headers()
  return clientBehind(environment().trustedProxyHops, sent.get(peerHeader), sent.get("x-forwarded-for"))
}

export async function readVisitorLocale(): Promise<VisitorLocale> {
  return readLocale((await headers()).get("accept-language"))
}
