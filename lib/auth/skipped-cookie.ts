import "server-only"
import { cookies } from "next/headers"
import { environment } from "@/lib/env"

const cookieName = "gatehouse.skipped"

/** Keys of questions passed over in this visit. */
export async function readSkipped(): Promise<Set<string>> {
  const value = (await cookies()).get(cookieName)?.value ?? ""
  return new Set(value.split(".").filter((key) => /^[a-z][a-z0-9_]*$/.test(key)))
}

/**
 * Passes questions of a registration over until the browser is closed: without an age the cookie ends with the visit, and
 * its path keeps the questions of another registration apart. Keys are letters, digits and _.
 */
export async function keepSkipped(registrationId: string, keys: string[]): Promise<void> {
  if (keys.length === 0) return
  const all = new Set([...(await readSkipped()), ...keys])
  const secure = environment().siteUrl.startsWith("https://")
  const path = `/profile/${registrationId}`
  ;(await cookies()).set(cookieName, [...all].join("."), { httpOnly: true, sameSite: "lax", path, secure })
}
