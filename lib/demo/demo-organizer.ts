import { randomBytes } from "node:crypto"
import type { AppContext } from "@/lib/context"
import { isGateError } from "@/lib/gate/errors"
import { demoOrganization } from "./demo-events"

/** Who organizes the demo events of an unconfigured site. */
export const demoOrganizerEmail = "organizer@gatehouse.example"

/** Puts the first organizer into the embedded GATE, unless there is one; the password is nobody's. */
export async function seedDemoOrganizer({ gate, log }: Pick<AppContext, "gate" | "log">): Promise<void> {
  const { count } = await gate.users.list({ username: demoOrganizerEmail, limit: 1, offset: 0 })
  if (count > 0) return
  try {
    await gate.users.create({
      username: demoOrganizerEmail,
      email: demoOrganizerEmail,
      password: randomBytes(24).toString("base64url"),
      organization: demoOrganization.name,
      profile: { first_name: "Noor", last_name: "Haddad", role: "admin" },
    })
  } catch (error) {
    // Another machine on the same database was faster.
    if (!isGateError(error) || error.kind !== "validation") throw error
    log.debug({ kind: error.kind }, "the first organizer is there already")
  }
}
