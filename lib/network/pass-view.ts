import type { AppContext } from "@/lib/context"
import { findPassHolding } from "@/lib/db/queries/network-passes"
import { unsealPassword } from "@/lib/delivery/network-password"
import { livePass } from "@/lib/delivery/network-plan"
import {
  mayHavePass,
  missingFor,
  type NetworkPassView,
  networkState,
  passWindow,
} from "@/lib/domain/network-pass"

type Holding = NonNullable<Awaited<ReturnType<typeof findPassHolding>>>

function toView({ registration, event, rule, pass, account }: Holding, now: Date): NetworkPassView {
  const { opensAt, closesAt } = rule ? passWindow(rule, event) : (pass ?? { opensAt: now, closesAt: now })
  const base = rule?.timeBalanceSeconds ?? null
  const isLive = livePass({ registration, rule, pass, event }, now) !== null
  const state = pass ? networkState(pass, { opensAt, closesAt }, { isLive, now }) : "none"
  return {
    state: state === "none" && isLive ? "waiting" : state,
    networkName: rule?.networkName ?? "",
    portalUrl: rule?.portalUrl ?? null,
    opensAt,
    closesAt,
    missing:
      rule && mayHavePass(registration) ? missingFor(rule, registration, Boolean(pass?.givenAt)) : null,
    username: account?.username ?? null,
    isMadeHere: account?.isMadeHere ?? true,
    isPasswordDue: account?.isPasswordDue ?? false,
    secondsGranted: base === null ? null : base + (pass?.addedSeconds ?? 0),
    secondsLeft: pass?.secondsLeft ?? null,
    firstLogin: pass?.firstLogin ?? null,
    lastLogin: pass?.lastLogin ?? null,
    readAt: pass?.readAt ?? null,
    timeAskedAt: pass?.timeAskedAt ?? null,
    isEnded: Boolean(pass?.endedAt),
    problem: pass?.problem ?? null,
  }
}

/** The pass of a registration, or null where neither its event nor itself has one. Who may see it was asked before. */
export async function findPassView(
  { db, clock }: Pick<AppContext, "db" | "clock">,
  registrationId: string,
): Promise<NetworkPassView | null> {
  const holding = await findPassHolding(db, registrationId)
  return holding && toView(holding, clock())
}

/** The password of a pass, for its owner and for whoever hands it over at the desk; null where Gatehouse has none. */
export async function revealPassword(
  { db, keys }: Pick<AppContext, "db" | "keys">,
  registrationId: string,
): Promise<string | null> {
  const holding = await findPassHolding(db, registrationId)
  const { password = null, gateUserId = "" } = holding?.account ?? {}
  return password && unsealPassword(keys.fields, password, gateUserId)
}
