import type { AppContext } from "@/lib/context"
import { insertGateTask } from "@/lib/db/queries/gate-tasks"
import { setPersonName } from "@/lib/db/queries/people"
import {
  appendRegistrationEvent,
  type RegistrationRow,
  setRegistrationName,
} from "@/lib/db/queries/registrations"
import { lockPerson } from "@/lib/db/queries/work-lease"

/** Puts a name on one ticket and makes it the person's, in one transaction with the news that GATE is owed. */
export async function rename(
  { db, clock, newId }: AppContext,
  { id, personId }: Pick<RegistrationRow, "id" | "personId">,
  name: { firstName: string; lastName: string },
): Promise<void> {
  const now = clock()
  await db.transaction(async (tx) => {
    await lockPerson(tx, personId)
    await setRegistrationName(tx, id, name)
    await setPersonName(tx, personId, name)
    await appendRegistrationEvent(tx, id, { name: "registration.renamed", at: now })
    await insertGateTask(tx, { id: newId(), personId, kind: "change_name", createdAt: now, runAt: now })
  })
}
