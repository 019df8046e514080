import { createHmac, timingSafeEqual } from "node:crypto"
import type { AppContext } from "@/lib/context"
import { findRegistration, type RegistrationRow } from "@/lib/db/queries/registrations"
import { isUuid } from "@/lib/domain/uuid"

type Waiting = Pick<RegistrationRow, "id" | "waitlistedAt">

/** Another time on the waitlist is another link: an old mail does nothing to it. */
function sign({ keys }: Pick<AppContext, "keys">, { id, waitlistedAt }: Waiting): string {
  const since = waitlistedAt?.getTime() ?? 0
  return createHmac("sha256", keys.waitlist).update(`${id}|${since}`).digest("base64url")
}

/** Where somebody on a waitlist claims a place, leaves or gives up what was taken for them, without signing in. */
export function waitlistUrl(context: Pick<AppContext, "keys" | "siteUrl">, waiting: Waiting): string {
  return `${context.siteUrl}/waitlist?token=${waiting.id}.${sign(context, waiting)}`
}

/** Whose link it is, or null for one we did not make. It was mailed to the address, so it proves it. */
export async function findByWaitlistToken(
  context: Pick<AppContext, "db" | "keys">,
  token: string,
): Promise<RegistrationRow | null> {
  const [id = "", signature = ""] = token.split(".")
  const registration = isUuid(id) ? await findRegistration(context.db, id) : null
  if (!registration?.waitlistedAt) return null
  const [given, wanted] = [Buffer.from(signature), Buffer.from(sign(context, registration))]
  return given.length === wanted.length && timingSafeEqual(given, wanted) ? registration : null
}
