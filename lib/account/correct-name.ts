import type { AppContext } from "@/lib/context"
import { getPerson } from "@/lib/db/queries/people"
import { listRenamable } from "@/lib/db/queries/registrations"
import { lockPerson } from "@/lib/db/queries/work-lease"
import { type Conflict, compareThreeWay } from "@/lib/domain/conflict"
import {
  byNameField,
  changedNameFields,
  type NameField,
  nameFields,
  type PersonName,
} from "@/lib/domain/person-name"
import { rename } from "@/lib/registration/rename"

export type NameConflict = Conflict<string> & { key: NameField }

/** `isSaved`: the name of the person or of a ticket is another one now. */
export type NameCorrection = { conflicts: NameConflict[]; isSaved: boolean }

/**
 * Makes a name the person's own, here at once and in GATE by the task this makes. It is put on every ticket that says
 * another one; those that have been used at the door keep the name they were used with, and so do those of events that
 * are over. A family name that the form showed as blank and that stays blank erases none. `seen`: what the form showed
 * of each part; a part that was changed meanwhile and is another one in the form as well is a conflict, and then
 * nothing is saved.
 * @throws AppError `too_many_names`
 */
export async function correctName(
  { db, clock, newId }: Pick<AppContext, "db" | "clock" | "newId">,
  personId: string,
  name: PersonName,
  seen: Record<NameField, string>,
): Promise<NameCorrection> {
  const now = clock()
  return db.transaction(async (tx) => {
    await lockPerson(tx, personId)
    const person = await getPerson(tx, personId)
    const [current, wanted] = [byNameField(person), byNameField(name)]
    const verdicts = nameFields.map((key) => {
      const [theirs, ours] = [current[key], wanted[key]]
      const wasShown = (value: string) => value === seen[key]
      const compared = { theirs, ours, wasShown, isSame: Object.is, isKnown: true, decision: null }
      const verdict = compareThreeWay(compared)
      return { key, theirs, ours, verdict }
    })
    const conflicts = verdicts.filter(({ verdict }) => verdict === "both")
    if (conflicts.length > 0)
      return { conflicts: conflicts.map(({ verdict: _, ...conflict }) => conflict), isSaved: false }
    const hadFamilyName = person.lastName !== ""
    for (const { key, verdict, ours } of verdicts) if (verdict === "ours") current[key] = ours
    const corrected = { firstName: current.first_name, lastName: current.last_name }
    const wrong = (await listRenamable(tx, personId, now))
      .map((ticket) => ({ ticket, name: hadFamilyName ? corrected : withFamilyName(corrected, ticket) }))
      .filter(({ ticket, name }) => changedNameFields(ticket, name).length > 0)
    const isSaved = wrong.length > 0 || changedNameFields(person, corrected).length > 0
    if (isSaved) {
      const renamed = wrong.map(({ ticket, name }) => ({ id: ticket.id, ...name }))
      await rename(tx, { clock, newId }, person, corrected, renamed)
    }
    return { conflicts: [], isSaved }
  })
}

/** A name with the family name of a ticket where it has none of its own. */
function withFamilyName({ firstName, lastName }: PersonName, ticket: PersonName): PersonName {
  return { firstName, lastName: lastName || ticket.lastName }
}
