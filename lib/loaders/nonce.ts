import "server-only"
import { headers } from "next/headers"

/** The nonce that lets a script of this page run; `proxy.ts` made it. */
export async function loadNonce(): Promise<string | undefined> {
  return /'nonce-([^']+)'/.exec((await headers()).get("content-security-policy") ?? "")?.[1]
}
