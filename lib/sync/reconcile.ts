import type { Database } from "@/lib/db/database"
import { cancelRegistration, restoreRegistration } from "@/lib/db/queries/cancellation"
import { claimPlace } from "@/lib/db/queries/events"
import { changeMatch, type MatchChange, whilePersonRests } from "@/lib/db/queries/gate-matches"
import { oweMail } from "@/lib/db/queries/mails"
import { appendRegistrationEvent } from "@/lib/db/queries/registrations"
import { reviewRecord } from "@/lib/delivery/hand-over-record"
import type { TrailName } from "@/lib/domain/trail"
import { type ChangedElsewhere, type Comparison, changedElsewhere } from "./changed-elsewhere"
import { believedSince, type Walk } from "./walk"

/** `same`: nothing to take over. `taken`: it was. `later`: somebody works on it, so the next walk compares again. */
export type Reconciled = "same" | "taken" | "later" | "no_place"

/** Thrown to roll back: nobody is restored without a place. */
class NoPlace extends Error {}

type ComparedRecord = Comparison & { walk: Walk; readAt: Date }

function appender(tx: Database, { match, readAt }: ComparedRecord) {
  return (name: TrailName, detail: Record<string, string | string[]> = {}) =>
    appendRegistrationEvent(tx, match.id, {
      name,
      at: readAt,
      detail: { ...detail, extra: match.gateExtraId ?? "" },
    })
}

function columnsOf(
  { answers, checkedInAt, badgePrintedAt }: ChangedElsewhere,
  { match }: ComparedRecord,
): MatchChange {
  const kept = Object.entries({ ...match.answers, ...answers }).filter(
    (entry): entry is [string, string] => entry[1] !== null,
  )
  // Whoever changed a phone number in GATE typed another spelling.
  const spellings = Object.entries(match.spellings).filter(([key]) => !(key in answers))
  const { contested } = match
  return {
    ...(Object.keys(answers).length > 0
      ? {
          answers: { answers: Object.fromEntries(kept), spellings: Object.fromEntries(spellings), contested },
        }
      : {}),
    ...(checkedInAt === undefined ? {} : { checkedInAt, checkedInBy: null }),
    ...(badgePrintedAt === undefined ? {} : { badgePrintedAt }),
  }
}

async function takeOver(tx: Database, compared: ComparedRecord, changed: ChangedElsewhere): Promise<boolean> {
  const { match, walk, readAt } = compared
  const columns = columnsOf(changed, compared)
  if (Object.keys(columns).length > 0) {
    if (!(await changeMatch(tx, match, believedSince(walk, readAt), columns))) return false
  }
  const append = appender(tx, compared)
  const questions = compared.event.questions.map(({ key }) => key).filter((key) => key in changed.answers)
  if (questions.length > 0) await append("answers.changed_in_gate", { questions })
  if (changed.checkedInAt !== undefined) {
    await append(changed.checkedInAt ? "check_in.made_in_gate" : "check_in.undone_in_gate")
  }
  if (changed.badgePrintedAt !== undefined) {
    await append(changed.badgePrintedAt ? "badge.printed_in_gate" : "badge.undone_in_gate")
  }
  return true
}

/** A registration whose status was changed in GATE is given up here, or gets its place back when there is one. */
async function followStatus(tx: Database, compared: ComparedRecord, cancelled: boolean): Promise<boolean> {
  const { match, event, walk, readAt } = compared
  const append = appender(tx, compared)
  const mail = { id: walk.context.newId(), registrationId: match.id, runAt: readAt }
  if (cancelled) {
    if (!(await cancelRegistration(tx, match.id, readAt))) return false
    await append("registration.cancelled_in_gate")
    await reviewRecord(tx, walk.context, match)
    if (readAt < event.endsAt) await oweMail(tx, { ...mail, kind: "cancelled_by_host" })
    return true
  }
  const restored = { step: "finished", cancelledAfter: new Date(0), now: readAt } as const
  if (!(await restoreRegistration(tx, match.id, restored))) return false
  if (!(await claimPlace(tx, event.id))) throw new NoPlace()
  await append("registration.restored_in_gate")
  await reviewRecord(tx, walk.context, match)
  if (readAt < event.endsAt) await oweMail(tx, { ...mail, kind: "restored" })
  return true
}

/** A record that was believed deleted is there again: so is the registration, whose place was never given away. */
async function findAgain(tx: Database, compared: ComparedRecord): Promise<boolean> {
  const { match, record, walk, readAt } = compared
  const gateExtraId = String(record.id)
  const change: MatchChange = { step: "finished", gateExtraId, runAt: readAt }
  if (!(await changeMatch(tx, match, believedSince(walk, readAt), change))) return false
  await appendRegistrationEvent(tx, match.id, {
    name: "gate_extra.found_again",
    at: readAt,
    detail: { extra: gateExtraId },
  })
  return true
}

async function write(
  compared: ComparedRecord,
  perform: (tx: Database) => Promise<boolean>,
): Promise<Reconciled> {
  const { walk, match, readAt } = compared
  const since = believedSince(walk, readAt)
  try {
    return (await whilePersonRests(walk.context.db, match.personId, since, perform)) ? "taken" : "later"
  } catch (error) {
    if (error instanceof NoPlace) return "no_place"
    throw error
  }
}

/**
 * Takes over what others changed in the record of a registration. Never an answer that still waits to be delivered, and
 * nothing of somebody whom anything was lately written for: what was read may be older than that.
 */
export async function reconcile(compared: ComparedRecord): Promise<Reconciled> {
  const { match, walk, readAt, record, event } = compared
  if (match.erasedAt !== null || match.purgedAt !== null) return "same"
  if (match.step === "removed") {
    const isHere = record.event === undefined || record.event === null || record.event === event.slug
    return isHere ? write(compared, (tx) => findAgain(tx, compared)) : "same"
  }
  if (match.step !== "finished" && match.step !== "cancelled") return "same"
  const changed = changedElsewhere(walk.context.keys.fields, compared, readAt)
  const { cancelled } = changed
  if (cancelled !== undefined) return write(compared, (tx) => followStatus(tx, compared, cancelled))
  const isSame = Object.keys(columnsOf(changed, compared)).length === 0
  return isSame ? "same" : write(compared, (tx) => takeOver(tx, compared, changed))
}
