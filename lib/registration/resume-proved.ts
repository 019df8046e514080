import type { AppContext } from "@/lib/context"
import type { PersonRow } from "@/lib/db/queries/people"
import { listUnproved, markAddressProved, moveStep } from "@/lib/db/queries/profile"
import { appendRegistrationEvent } from "@/lib/db/queries/registrations"
import { resumableStep, unprovedAddress } from "@/lib/domain/registration"

/** Lets go on what an organizer began for an address, now that its owner has proved it. */
export async function resumeProved(
  { db, clock }: Pick<AppContext, "db" | "clock">,
  person: PersonRow,
): Promise<void> {
  const at = clock()
  for (const registration of await listUnproved(db, person.id)) {
    const { id, lastFailure } = registration
    await db.transaction(async (tx) => {
      await markAddressProved(tx, id)
      await appendRegistrationEvent(tx, id, { name: "registration.address_proved", at })
      if (lastFailure?.kind !== unprovedAddress) return
      const to = resumableStep(registration, person)
      await moveStep(tx, id, { from: "needs_attention", to }, at)
    })
  }
}
