import type { AppContext } from "@/lib/context"
import { getPerson } from "@/lib/db/queries/people"
import { chargeBucket } from "@/lib/db/queries/rate-limits"
import { listRenamable } from "@/lib/db/queries/registrations"
import { lockPerson } from "@/lib/db/queries/work-lease"
import { type Conflict, compareThreeWay } from "@/lib/domain/conflict"
import { AppError } from "@/lib/domain/errors"
import { byNameField, type NameField, nameFields, type PersonName } from "@/lib/domain/person-name"
import { rename } from "@/lib/registration/rename"

export type NameConflict = Conflict<string> & { key: NameField }

/** Corrections of one person in a day: enough for second thoughts, too few to pass a ticket around at the door. */
const mostInADay = 5

const dayMs = 24 * 60 * 60_000

/**
 * Makes a name the person's own, here at once and in GATE by the task this makes. Tickets that have been used at the door keep
 * the name they were used with, and so do those of events that are over. `seen`: what the form showed of each part; a part
 * that was changed meanwhile and is another one in the form as well is a conflict, and then nothing is saved.
 * @throws AppError `too_many_names`
 */
export async function correctName(
  { db, clock, newId }: Pick<AppContext, "db" | "clock" | "newId">,
  personId: string,
  name: PersonName,
  seen: Record<NameField, string>,
): Promise<NameConflict[]> {
  const now = clock()
  return db.transaction(async (tx) => {
    await lockPerson(tx, personId)
    const person = await getPerson(tx, personId)
    const [current, wanted] = [byNameField(person), byNameField(name)]
    const verdicts = nameFields.map((key) => {
      const [theirs, ours] = [current[key], wanted[key]]
      const wasShown = (value: string) => value === seen[key]
      const verdict = compareThreeWay({
        ...{ theirs, ours, wasShown, isSame: Object.is, isKnown: true, decision: null },
      })
      return { key, theirs, ours, verdict }
    })
    const conflicts = verdicts.filter(({ verdict }) => verdict === "both")
    if (conflicts.length > 0) return conflicts.map(({ verdict: _, ...conflict }) => conflict)
    for (const { key, verdict, ours } of verdicts) if (verdict === "ours") current[key] = ours
    const corrected = { firstName: current.first_name, lastName: current.last_name }
    const isNew = verdicts.some(({ verdict }) => verdict === "ours")
    if (!isNew) return []
    const bucket = { key: `names:${personId}`, limit: mostInADay, endsAt: new Date(now.getTime() + dayMs) }
    const charged = await chargeBucket(tx, bucket, now)
    if (!charged.ok) throw new AppError("too_many_names", charged.until.getTime() - now.getTime())
    await rename(tx, { clock, newId }, person, corrected, await listRenamable(tx, personId, now))
    return []
  })
}
