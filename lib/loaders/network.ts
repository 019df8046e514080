import "server-only"
import type { NetworkPassView } from "@/lib/domain/network-pass"
import { portalHref, wifiCode } from "@/lib/domain/wifi-join"
import { readUse } from "@/lib/network/own-pass"
import { findPassView, revealPassword } from "@/lib/network/pass-view"
import { runtime } from "@/lib/runtime"
import { findOwnTicket } from "./ticket"

/** A pass as its owner sees it, with what a phone needs. */
export type OwnPass = {
  view: NetworkPassView
  /** Null until GATE has the account, or where Gatehouse does not know it. */
  password: string | null
  /** What a camera joins by; null while there is nothing to join with. */
  code: string | null
  portalHref: string | null
}

/** The network pass of one's own ticket as it was read last; null for everybody else's, and for none. */
export async function findOwnPass(id: string): Promise<OwnPass | null> {
  const context = await runtime()
  if (!(await findOwnTicket(id))) return null
  const view = await findPassView(context, id)
  if (!view) return null
  const password = await revealPassword(context, id)
  const { networkName, portalUrl, username } = view
  const credentials = username !== null && password !== null ? { username, password } : null
  return {
    view,
    password,
    code:
      portalUrl || credentials
        ? wifiCode({ networkName, credentials: portalUrl ? null : credentials })
        : null,
    portalHref: portalUrl && username !== null ? portalHref(portalUrl, { username, password }) : portalUrl,
  }
}

/** The same with how it is used as GATE says now. Most events have none, so that is asked first. */
export async function loadOwnPass(id: string): Promise<OwnPass | null> {
  const kept = await findOwnPass(id)
  return kept && (await readUse(await runtime(), id)) ? findOwnPass(id) : kept
}
