import type { Database } from "@/lib/db/database"
import {
  countUnderWay,
  hasCapacityCheck,
  listAccountsMadeTwice,
  listBrokenPictures,
  listPlaces,
  listRecordsMadeTwice,
  listWithoutTicketMail,
  type Places,
} from "@/lib/db/queries/examination"
import type { ExaminationContext, ExaminationOptions } from "./examination"
import type { Violation } from "./violation"

function placesFaults({ eventId, capacity, taken, live, beyond, waiting, waitlisted }: Places): Violation[] {
  const subject = `event ${eventId}`
  const faults: Violation[] = []
  if (taken !== live)
    faults.push({ invariant: "I2", subject, problem: `counts ${taken} places taken, but ${live} hold one` })
  if (capacity !== null && taken > capacity + beyond)
    faults.push({ invariant: "I2", subject, problem: `${taken} of ${capacity} places are taken` })
  if (waiting !== waitlisted)
    faults.push({ invariant: "I2", subject, problem: `counts ${waiting} who wait, but ${waitlisted} do` })
  return faults
}

/** What would still be on its way if nothing had failed for good (I8). */
async function lateFaults(db: Database): Promise<Violation[]> {
  const { answers, tasks } = await countUnderWay(db)
  return [
    ...(answers > 0 ? [late("I8", "answers", `of ${answers} registrations have not reached GATE`)] : []),
    ...(tasks > 0 ? [late("I8", "tasks", `${tasks} have not reached GATE`)] : []),
  ]
}

function late(invariant: Violation["invariant"], subject: string, problem: string): Violation {
  return { invariant, subject, problem }
}

/** What the database alone shows: places, things made twice, mails nobody owes. */
export async function examineRows(
  { db }: Pick<ExaminationContext, "db">,
  { isSettled = false }: ExaminationOptions,
): Promise<Violation[]> {
  const violations = (await listPlaces(db)).flatMap(placesFaults)
  if (!(await hasCapacityCheck(db)))
    violations.push({ invariant: "I2", subject: "database", problem: "has lost the constraint on places" })
  for (const id of await listAccountsMadeTwice(db))
    violations.push({ invariant: "I4", subject: `person ${id}`, problem: "had two GATE accounts made" })
  for (const id of await listRecordsMadeTwice(db))
    violations.push({ invariant: "I4", subject: `registration ${id}`, problem: "had two GATE records made" })
  for (const id of await listWithoutTicketMail(db))
    violations.push({
      invariant: "mail",
      subject: `registration ${id}`,
      problem: "has a place, and no mail with the ticket was ever owed",
    })
  for (const id of await listBrokenPictures(db))
    violations.push({
      invariant: "picture",
      subject: `event ${id}`,
      problem: "lacks files of its pictures, or has too many",
    })
  return isSettled ? [...violations, ...(await lateFaults(db))] : violations
}
