import { findPersonByGateUser } from "@/lib/db/queries/people"
import { normaliseEmail } from "@/lib/domain/email"
import {
  accountEnded,
  afterMiss,
  begunAttempt,
  freshAttempt,
  lookUpFirst,
  unprovedAddress,
} from "@/lib/domain/registration"
import type { User } from "@/lib/gate/contract/user"
import { isGateError } from "@/lib/gate/errors"
import { hasAccountEnded } from "./account-end"
import { findUserIdsByEmail } from "./directory"
import { postExtra } from "./ensure-extra"
import { newGateUser } from "./gate-mapping"
import { alternativeUsername } from "./username"
import {
  asGateError,
  comeBackAfter,
  describeFailure,
  goOn,
  needsAttention,
  type Progress,
  record,
  type Work,
  waitUntil,
} from "./work"

/** `unfinished`: GATE's list of users has not been read to its end, so nobody knows yet. */
type Found = { kind: "ours"; user: User } | { kind: "foreign" } | { kind: "none" } | { kind: "unfinished" }

async function getByUsername({ context, person }: Work): Promise<User | "foreign" | null> {
  const { users } = context.gate
  try {
    const user = await users.getByUsername(person.gateUsername)
    return user
  } catch (error) {
    const failure = asGateError(error)
    if (failure.kind === "notFound") return null
    if (failure.kind !== "forbidden") throw failure
    // 403 is another tenant's account (contract §11 D37), unless this token may read no accounts at all.
    await users.list({ username: person.gateUsername, limit: 1, offset: 0 })
    return "foreign"
  }
}

/**
 * Whose the account is. Ours when its address is the proved one or the one proved before it, or when our own journal
 * tried to create it and GATE shows no address; never by its name alone (reliability G2).
 */
function judge({ person }: Work, user: User): Found {
  const ours = { kind: "ours", user } as const
  if (user.email) {
    const address = normaliseEmail(user.email)
    const isOurs = address !== null && [person.email, person.previousEmail].includes(address)
    return isOurs ? ours : { kind: "foreign" }
  }
  const isOurAttempt = person.userAttempt.startedAt !== null || person.gateUsername === person.email
  return isOurAttempt ? ours : { kind: "foreign" }
}

async function lookUp(work: Work): Promise<Found> {
  const { context, person, event } = work
  const named = await getByUsername(work)
  if (named === "foreign") return { kind: "foreign" }
  if (named) return judge(work, named)
  const { ids, isWhole } = await findUserIdsByEmail(context, event.organization.name, person.email)
  for (const id of ids) {
    const user = await context.gate.users.get(id).catch((error: unknown) => {
      if (isGateError(error) && (error.kind === "notFound" || error.kind === "forbidden")) return null
      throw error
    })
    if (user && normaliseEmail(user.email ?? "") === person.email) return { kind: "ours", user }
  }
  return { kind: isWhole ? "none" : "unfinished" }
}

/** Whether an account that was there before us would be taken for an address nobody has proved. */
function isUnproved({ registration, person }: Work): boolean {
  return registration.needsProof && person.userAttempt.startedAt === null
}

/**
 * There is an account for the address of somebody an organizer added: it is theirs once they prove the address, and a
 * machine that took it now would show an organizer what a stranger keeps in GATE (reliability G2).
 */
export async function awaitProof(work: Work): Promise<Progress> {
  await record(work, {
    journal: { step: "needs_attention", lastFailure: { kind: unprovedAddress } },
    events: [{ name: "registration.proof_awaited" }],
  })
  return goOn
}

/**
 * Whether the account is one that was there before us and that GATE has ended: it is not taken. Ours, just made, has
 * nothing to end.
 */
async function isEndedStranger({ context, person }: Work, user: User): Promise<boolean> {
  if (person.userAttempt.startedAt !== null) return false
  return hasAccountEnded(user, context.clock(), (id) => context.gate.userTokens.get(id))
}

/** The place stays theirs; GATE hears nothing until the account is renewed there and an organizer tries again. */
async function refuseEnded(work: Work): Promise<Progress> {
  await record(work, {
    journal: { step: "needs_attention", lastFailure: { kind: accountEnded } },
    events: [{ name: "registration.account_ended" }],
  })
  return goOn
}

async function adopt(work: Work, user: User): Promise<Progress> {
  if (isUnproved(work)) return awaitProof(work)
  const id = String(user.id)
  try {
    if (await isEndedStranger(work, user)) return await refuseEnded(work)
  } catch (error) {
    return comeBackAfter(work, asGateError(error))
  }
  const owner = await findPersonByGateUser(work.context.db, id)
  if (owner && owner.id !== work.person.id) {
    // The account's address was changed in GATE: which of two people it is now, a machine must not decide.
    const failure = {
      kind: "conflict",
      fieldErrors: { email: ["The account belongs to another person here."] },
    }
    return needsAttention(work, failure)
  }
  const name = work.person.userAttempt.startedAt ? "gate_user.found" : "gate_user.adopted"
  await record(work, {
    journal: { step: "user_created", extraAttempt: lookUpFirst },
    account: { gateUserId: id, userAttempt: freshAttempt },
    events: [{ name, detail: { user: id } }],
  })
  return goOn
}

async function rename(work: Work): Promise<Progress> {
  const { person } = work
  const gateUsername = alternativeUsername(person.email, person.id)
  if (gateUsername === person.gateUsername) {
    return needsAttention(work, {
      kind: "conflict",
      fieldErrors: { username: ["Both usernames are taken."] },
    })
  }
  await record(work, {
    account: { gateUsername, userAttempt: lookUpFirst },
    events: [{ name: "gate_user.renamed" }],
  })
  return goOn
}

/** Looks for the person's account before one is made, and again after a POST whose outcome is not known. */
export async function findUser(work: Work): Promise<Progress> {
  const { context, person } = work
  let found: Found
  try {
    found = await lookUp(work)
  } catch (error) {
    return comeBackAfter(work, asGateError(error))
  }
  if (found.kind === "ours") return adopt(work, found.user)
  if (found.kind === "foreign") return rename(work)
  const now = context.clock()
  if (found.kind === "unfinished") return waitUntil(now)
  if (person.userAttempt.startedAt === null) return createUser(work)
  const { attempt, retryAt } = afterMiss(person.userAttempt, now, context.settleMs)
  await record(work, { account: { userAttempt: attempt } })
  return retryAt > now ? waitUntil(retryAt) : goOn
}

/** POST /user/, committed to in the journal first (reliability I7). */
export async function createUser(work: Work): Promise<Progress> {
  const { context } = work
  await record(work, { account: { userAttempt: begunAttempt(context.clock()) } })
  try {
    const user = await context.gate.users.create(newGateUser(work.person, work.registration, work.event))
    const id = String(user.id)
    // Nobody else makes a record for an account this young, so the next POST is committed to along with it.
    await record(work, {
      journal: { step: "user_created", extraAttempt: begunAttempt(context.clock()), lastFailure: null },
      account: { gateUserId: id, userAttempt: freshAttempt },
      events: [{ name: "gate_user.created", detail: { user: id } }],
    })
  } catch (error) {
    const failure = asGateError(error)
    if (failure.outcome === "unknown") return comeBackAfter(work, failure)
    if (failure.kind === "validation" || failure.kind === "conflict") return resolveRefusal(work, failure)
    return comeBackAfter(work, failure, { account: { userAttempt: freshAttempt } })
  }
  return postExtra(work)
}

/**
 * GATE refused the account: because there is one of that name or address already, which a look-up shows, or because of
 * what was in it, which only a person can mend. The wording of the refusal is not relied on (contract §3).
 */
async function resolveRefusal(work: Work, failure: ReturnType<typeof asGateError>): Promise<Progress> {
  await record(work, { account: { userAttempt: lookUpFirst } })
  let found: Found
  try {
    found = await lookUp(work)
  } catch (error) {
    return comeBackAfter(work, asGateError(error))
  }
  if (found.kind === "ours") return adopt(work, found.user)
  if (found.kind === "unfinished") return waitUntil(work.context.clock())
  const isAboutName = failure.kind === "conflict" || "username" in failure.fieldErrors
  if (found.kind === "foreign" || isAboutName) return rename(work)
  return needsAttention(work, describeFailure(failure))
}
