import { insertAccountChange } from "@/lib/db/queries/account"
import { findPerson, setPersonName } from "@/lib/db/queries/people"
import {
  appendRegistrationEvent,
  type RegistrationRow,
  setRegistrationName,
} from "@/lib/db/queries/registrations"
import { lockPerson } from "@/lib/db/queries/work-lease"
import type { RegistrationContext } from "@/lib/registration/context"
import { describeFailure } from "@/lib/registration/work"
import { isUserUnderWay } from "./change-email"
import { type AccountWork, type ComeBack, finish, isFinal, later, note, unlessGone } from "./work"

/** Puts a name on one ticket and makes it the person's, in one transaction with the news that GATE is owed. */
export async function rename(
  { db, clock, newId }: RegistrationContext,
  { id, personId }: Pick<RegistrationRow, "id" | "personId">,
  name: { firstName: string; lastName: string },
): Promise<void> {
  const now = clock()
  await db.transaction(async (tx) => {
    await lockPerson(tx, personId)
    await setRegistrationName(tx, id, name)
    await setPersonName(tx, personId, name)
    await appendRegistrationEvent(tx, id, { name: "registration.renamed", at: now })
    const change = { id: newId(), personId, kind: "change_name", createdAt: now, runAt: now } as const
    await insertAccountChange(tx, change)
  })
}

/** PATCH of the account's name by id, with what it is by now: the last of several wishes counts. */
export async function changeName(work: AccountWork): Promise<ComeBack> {
  const { context, change } = work
  const person = await findPerson(context.db, change.personId)
  if (!person) return finish(work)
  if (await isUserUnderWay(work, person)) return later(work)
  const { gateUserId, firstName, lastName } = person
  if (gateUserId === null) return finish(work)
  try {
    const profile = { first_name: firstName, last_name: lastName }
    await unlessGone(context.gate.users.patch(gateUserId, { profile }))
  } catch (error) {
    if (!isFinal(error)) throw error
    context.log.error({ change: change.id, kind: error.kind }, "GATE refused a name")
    return finish(await note(work, { lastFailure: describeFailure(error) }))
  }
  return finish(work)
}
