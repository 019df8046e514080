import type { AppContext } from "@/lib/context"
import type { Transaction } from "@/lib/db/database"
import { insertGateTask } from "@/lib/db/queries/gate-tasks"
import { type PersonRow, setPersonName } from "@/lib/db/queries/people"
import { appendRegistrationEvent, setRegistrationName } from "@/lib/db/queries/registrations"
import { changedNameFields, type PersonName } from "@/lib/domain/person-name"

/**
 * Makes a name the person's and puts it on these tickets, within the caller's transaction, which holds the person's lock.
 * GATE is owed what of it is new.
 */
export async function rename(
  tx: Transaction,
  { clock, newId }: Pick<AppContext, "clock" | "newId">,
  person: PersonRow,
  name: PersonName,
  registrationIds: string[],
): Promise<void> {
  const now = clock()
  await setPersonName(tx, person.id, name)
  for (const id of registrationIds) {
    await setRegistrationName(tx, id, name)
    await appendRegistrationEvent(tx, id, { name: "registration.renamed", at: now })
  }
  const changedFields = changedNameFields(person, name)
  if (changedFields.length === 0) return
  const wish = { kind: "change_name", changedFields } as const
  await insertGateTask(tx, { ...wish, id: newId(), personId: person.id, createdAt: now, runAt: now })
}
