import "server-only"
import { cookies } from "next/headers"
import { isUuid } from "@/lib/domain/uuid"
import { environment } from "@/lib/env"

const lifetimeSeconds = 24 * 60 * 60

function cookieName(): string {
  return environment().siteUrl.startsWith("https://") ? "__Host-gatehouse.challenge" : "gatehouse.challenge"
}

/** The challenge this browser began, or null; anything that is not an id of ours counts as none. */
export async function readChallengeId(): Promise<string | null> {
  const value = (await cookies()).get(cookieName())?.value
  return value && isUuid(value) ? value : null
}

/** Binds a challenge to this browser: its code works nowhere else (reliability G4). */
export async function keepChallengeId(challengeId: string): Promise<void> {
  const secure = environment().siteUrl.startsWith("https://")
  const options = { httpOnly: true, sameSite: "lax", path: "/", secure, maxAge: lifetimeSeconds } as const
  ;(await cookies()).set(cookieName(), challengeId, options)
}

/** The challenge has served its purpose. */
export async function dropChallengeId(): Promise<void> {
  const secure = environment().siteUrl.startsWith("https://")
  // Browsers refuse to end a `__Host-` cookie by one that is not secure.
  ;(await cookies()).delete({ name: cookieName(), httpOnly: true, sameSite: "lax", path: "/", secure })
}
