import type { AppContext } from "@/lib/context"
import type { Transaction } from "@/lib/db/database"
import { insertGateTask } from "@/lib/db/queries/gate-tasks"
import { type PersonRow, setPersonName } from "@/lib/db/queries/people"
import { type Bucket, chargeBucket, findBucketEnd } from "@/lib/db/queries/rate-limits"
import {
  appendRegistrationEvent,
  type NamedTicket,
  setRegistrationName,
} from "@/lib/db/queries/registrations"
import { AppError } from "@/lib/domain/errors"
import { changedNameFields, type PersonName } from "@/lib/domain/person-name"

const dayMs = 24 * 60 * 60_000

/** Corrections of one person in a day: enough for second thoughts, too few to pass a ticket around at the door. */
function namesOf(personId: string, now: Date): Bucket {
  return { key: `names:${personId}`, limit: 5, endsAt: new Date(now.getTime() + dayMs) }
}

/** Whether somebody has to wait before their name can be corrected again. */
export async function isRenamedTooOften(
  { db, clock }: Pick<AppContext, "db" | "clock">,
  personId: string,
): Promise<boolean> {
  const now = clock()
  const { key, limit } = namesOf(personId, now)
  const end = await findBucketEnd(db, key, limit)
  return end !== null && end > now
}

/**
 * Makes a name the person's and puts on each of these tickets the name it comes with, within the caller's transaction,
 * which holds the person's lock. GATE is owed what of the person's name is new.
 * @throws AppError `too_many_names`
 */
export async function rename(
  tx: Transaction,
  { clock, newId }: Pick<AppContext, "clock" | "newId">,
  person: PersonRow,
  name: PersonName,
  tickets: NamedTicket[],
): Promise<void> {
  const now = clock()
  const charged = await chargeBucket(tx, namesOf(person.id, now), now)
  if (!charged.ok) throw new AppError("too_many_names", charged.until.getTime() - now.getTime())
  await setPersonName(tx, person.id, name)
  for (const { id, firstName, lastName } of tickets) {
    await setRegistrationName(tx, id, { firstName, lastName })
    await appendRegistrationEvent(tx, id, { name: "registration.renamed", at: now })
  }
  const changedFields = changedNameFields(person, name)
  if (changedFields.length === 0) return
  const wish = { kind: "change_name", changedFields } as const
  await insertGateTask(tx, { ...wish, id: newId(), personId: person.id, createdAt: now, runAt: now })
}
