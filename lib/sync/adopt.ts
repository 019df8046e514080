import { claimPlace } from "@/lib/db/queries/events"
import {
  insertAdoptedPerson,
  insertAdoptedRegistration,
  isBeingDeleted,
  isUnproved,
  linkAccount,
  listMatchesByParent,
} from "@/lib/db/queries/gate-matches"
import { deleteGateRecord, type GateRecordRow, updateGateRecord } from "@/lib/db/queries/gate-records"
import { findPersonByEmail, findPersonByGateUser } from "@/lib/db/queries/people"
import { listRegistrationsOf } from "@/lib/db/queries/registrations"
import { hasAccountEnded } from "@/lib/delivery/account-end"
import { usernameFor } from "@/lib/delivery/username"
import { normaliseEmail } from "@/lib/domain/email"
import { type EventWithQuestions, placesLeft } from "@/lib/domain/event"
import type { GateProblem } from "@/lib/domain/gate-problem"
import { reservedFields } from "@/lib/domain/status-field"
import type { GateId } from "@/lib/gate/contract/page"
import type { User } from "@/lib/gate/contract/user"
import type { UserExtra } from "@/lib/gate/contract/user-extra"
import type { UserToken } from "@/lib/gate/contract/user-token"
import { isGateError } from "@/lib/gate/errors"
import { adoptedRegistration, languageOf, nameOf } from "./adopted-registration"
import { isMasked, readableRecord } from "./gate-copy"
import { readState } from "./gate-state"
import { parentOf } from "./sync-page"
import type { Walk } from "./walk"

/** Answers GATE's records and users by calls that were granted; throws `NoCallLeft` when none is. */
export type GrantedReads = {
  extra(id: string): Promise<UserExtra>
  user(id: string): Promise<User>
  token(id: GateId): Promise<UserToken>
}

const hourMs = 60 * 60_000

/** When a record with a problem is looked at again: a place may become free, an account may be mended. */
const retryMs: Record<GateProblem, number> = {
  duplicate: hourMs,
  no_parent: hourMs,
  event_full: hourMs / 6,
  no_address: hourMs,
  account_ended: hourMs,
  other_account: hourMs,
  foreign: hourMs,
}

/** Somebody who is registering here at this moment: the journal goes first. */
const waitMs = 60_000

type AdoptedPerson = { id: string; gateUserId: string; firstName: string; lastName: string }

/** Who a record belongs to: somebody here, a GATE user who is to become somebody here, or why nobody can. */
type Owner =
  | { kind: "known"; person: AdoptedPerson }
  | { kind: "unlinked"; person: AdoptedPerson }
  | { kind: "new"; person: AdoptedPerson; email: string; username: string }
  | { kind: "problem"; problem: GateProblem }
  | { kind: "wait" }

const problem = (code: GateProblem): Owner => ({ kind: "problem", problem: code })

/** What GATE shows; `hidden`: not to this token. */
async function orHidden<T>(call: Promise<T>): Promise<T | "gone" | "hidden"> {
  try {
    return await call
  } catch (error) {
    if (isGateError(error) && error.kind === "notFound") return "gone"
    if (isGateError(error) && error.kind === "forbidden") return "hidden"
    throw error
  }
}

function isOfOrganization(user: User, { organization }: EventWithQuestions): boolean {
  const shown = user.organization ?? null
  return shown === null || [organization.id, organization.name].includes(String(shown))
}

/** The person of an account: by the account, else by its address when they have no other account (reliability G2). */
async function findOwner(
  walk: Walk,
  reads: GrantedReads,
  event: EventWithQuestions,
  parent: string,
): Promise<Owner> {
  const { db, newId } = walk.context
  const known = await findPersonByGateUser(db, parent)
  if (known) return { kind: "known", person: { ...known, gateUserId: parent } }
  if (await isBeingDeleted(db, parent)) return { kind: "wait" }
  const user = await orHidden(reads.user(parent))
  if (user === "gone") return problem("no_parent")
  if (user === "hidden" || !isOfOrganization(user, event)) return problem("foreign")
  const email = normaliseEmail(user.email ?? "")
  if (email === null) return problem("no_address")
  if (await hasAccountEnded(user, walk.context.clock(), reads.token)) return problem("account_ended")
  const namesake = await findPersonByEmail(db, email)
  if (!namesake) {
    const person = { id: newId(), gateUserId: parent, ...nameOf(user) }
    return { kind: "new", person, email, username: user.username || usernameFor(email) }
  }
  if (namesake.gateUserId !== null || (await isUnproved(db, namesake.id))) return problem("other_account")
  const own = await listRegistrationsOf(db, namesake.id)
  const isRegistering = own.some(({ step }) => step === "accepted" || step === "user_created")
  return isRegistering ? { kind: "wait" } : { kind: "unlinked", person: { ...namesake, gateUserId: parent } }
}

/** Thrown to roll back. */
class NotAdopted extends Error {
  constructor(readonly problem: GateProblem) {
    super(problem)
  }
}

type Found = Exclude<Owner, { kind: "problem" } | { kind: "wait" }>

/** Person, place and registration in one transaction, or the problem that kept them out. */
async function insertAdopted(
  { context }: Walk,
  event: EventWithQuestions,
  record: UserExtra,
  owner: Found,
): Promise<{ registrationId: string } | GateProblem> {
  const now = context.clock()
  const { person } = owner
  const values = adoptedRegistration({
    event,
    record,
    person,
    newId: context.newId,
    keys: context.keys.fields,
    now,
  })
  try {
    await context.db.transaction(async (tx) => {
      if (owner.kind === "new") {
        const { email, username: gateUsername } = owner
        const newcomer = { ...person, email, gateUsername, language: languageOf(record), createdAt: now }
        if (!(await insertAdoptedPerson(tx, newcomer))) throw new NotAdopted("other_account")
      }
      if (owner.kind === "unlinked" && !(await linkAccount(tx, person.id, person.gateUserId)))
        throw new NotAdopted("other_account")
      if (!(await insertAdoptedRegistration(tx, values))) throw new NotAdopted("duplicate")
      if (!(await claimPlace(tx, event.id))) throw new NotAdopted("event_full")
    })
    return { registrationId: values.id }
  } catch (error) {
    if (error instanceof NotAdopted) return error.problem
    throw error
  }
}

/** What was read longer ago may be gone by now, or another event's. */
const freshMs = 60_000

/** The record, read again where what is kept of it is old, or masked where the event asks for it; null when it is gone. */
async function currentRecord(walk: Walk, reads: GrantedReads, row: GateRecordRow): Promise<UserExtra | null> {
  const known = row.record as UserExtra
  const isFresh = walk.context.clock().getTime() - row.seenAt.getTime() < freshMs
  if (isFresh && known.id !== undefined && !isMasked(known)) return known
  const record = await orHidden(reads.extra(row.extraId))
  return record === "gone" || record === "hidden" ? null : readableRecord(record)
}

/**
 * Adopts a record that names an event of ours and belongs to nobody here: with its person, who may be new, and a place,
 * if there is one. Otherwise it keeps its problem, for organizers to see, and is looked at again later. No mail is sent:
 * whoever registered elsewhere was told there.
 */
export async function adopt(walk: Walk, reads: GrantedReads, row: GateRecordRow): Promise<void> {
  const { db, clock } = walk.context
  const later = (ms: number) => new Date(clock().getTime() + ms)
  const keepProblem = (code: GateProblem) =>
    updateGateRecord(db, row.extraId, {
      problem: code,
      adoptAt: code === "duplicate" ? null : later(retryMs[code]),
      ...(code === "foreign" ? { record: {} } : {}),
    })
  const event = walk.events.find(({ slug }) => slug === row.eventSlug)
  if (!event) return deleteGateRecord(db, row.extraId)
  if (placesLeft(event) === 0) return keepProblem("event_full")
  const record = await currentRecord(walk, reads, row)
  if (record === null || record.event !== event.slug) return deleteGateRecord(db, row.extraId)
  if (readState(record, reservedFields(event.questions).status)?.isOn)
    return deleteGateRecord(db, row.extraId)
  const parent = parentOf(record) ?? row.parentId
  if (parent === null) return keepProblem("no_parent")
  if ((await listMatchesByParent(db, [event.id], [parent])).length > 0) return keepProblem("duplicate")
  const owner = await findOwner(walk, reads, event, parent)
  if (owner.kind === "wait") return updateGateRecord(db, row.extraId, { adoptAt: later(waitMs) })
  if (owner.kind === "problem") return keepProblem(owner.problem)
  const inserted = await insertAdopted(walk, event, record, owner)
  if (typeof inserted === "string") return keepProblem(inserted)
  await updateGateRecord(db, row.extraId, { ...inserted, problem: null, adoptAt: null })
}
