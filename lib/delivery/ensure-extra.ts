import { mergeAnswers } from "@/lib/db/queries/profile"
import { type LinkedRegistration, listLinkedRegistrations } from "@/lib/db/queries/shared-records"
import { isEventSpecific, isSensitive } from "@/lib/domain/question"
import { recordHolder } from "@/lib/domain/record-calendar"
import { afterMiss, begunAttempt, freshAttempt, lookUpFirst } from "@/lib/domain/registration"
import type { TrailName } from "@/lib/domain/trail"
import type { UserExtra, UserExtraPatch } from "@/lib/gate/contract/user-extra"
import type { GateError } from "@/lib/gate/errors"
import { answerFields, droppedFields, extraFields, extraPatch, newGateExtra, sameValue } from "./gate-mapping"
import { isLive, keepWords, noteHandedOver, scheduleHandover, takingPlace } from "./hand-over-record"
import { listOwnRecords } from "./own-records"
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

function listOwn({ context, person }: Work): Promise<UserExtra[]> {
  return listOwnRecords(context.gate, requireUserId(person.gateUserId))
}

function requireUserId(id: string | null): string {
  if (id === null) throw new Error("A registration whose user is created has no GATE user id")
  return id
}

function ofEvent(records: UserExtra[], slug: string): UserExtra | undefined {
  return records.find((item) => item.event === slug)
}

async function take(work: Work, extra: UserExtra): Promise<Progress> {
  await record(work, {
    journal: { gateExtraId: String(extra.id), extraAttempt: freshAttempt },
    events: [{ name: "gate_extra.found", detail: { extra: String(extra.id) } }],
  })
  return goOn
}

/** Looks for this event's record of the person, before one is made or after a POST whose outcome is not known. */
export async function findExtra(work: Work): Promise<Progress> {
  const { context, registration, event } = work
  let records: UserExtra[]
  try {
    records = await listOwn(work)
  } catch (error) {
    return comeBackAfter(work, asGateError(error))
  }
  const found = ofEvent(records, event.slug)
  if (found) return take(work, found)
  const now = context.clock()
  if (registration.extraAttempt.startedAt === null) return createExtra(work)
  const { attempt, retryAt } = afterMiss(registration.extraAttempt, now, context.settleMs)
  await record(work, { journal: { extraAttempt: attempt } })
  return retryAt > now ? waitUntil(retryAt) : goOn
}

async function finish(work: Work, name: TrailName, extra: UserExtra, sent: object): Promise<Progress> {
  const dropped = droppedFields(sent, extra)
  if (dropped.length > 0) {
    work.context.log.warn(
      { registration: work.registration.id, fields: dropped },
      "GATE did not keep some fields",
    )
  }
  await record(work, {
    journal: {
      step: "finished",
      gateExtraId: String(extra.id),
      extraAttempt: freshAttempt,
      lastFailure: null,
      finishedAt: work.context.clock(),
    },
    letGo: { runAt: work.context.clock() },
    events: [
      { name, detail: { extra: String(extra.id) } },
      ...(dropped.length > 0
        ? [{ name: "gate_extra.fields_dropped" as const, detail: { fields: dropped } }]
        : []),
      { name: "registration.finished" },
    ],
  })
  return { kind: "finished" }
}

/** POST /user_extra/, committed to in the journal first. */
export async function createExtra(work: Work): Promise<Progress> {
  await record(work, { journal: { extraAttempt: begunAttempt(work.context.clock()) } })
  return postExtra(work)
}

/** The POST itself, for which the journal already says that it is sent. */
export async function postExtra(work: Work): Promise<Progress> {
  const { context, registration, person, event } = work
  const fields = extraFields(registration, event)
  try {
    const extra = await context.gate.userExtras.create(newGateExtra(requireUserId(person.gateUserId), fields))
    return await finish(work, "gate_extra.created", extra, fields)
  } catch (error) {
    const failure = asGateError(error)
    if (failure.outcome === "unknown") return comeBackAfter(work, failure)
    if (["validation", "conflict", "notFound"].includes(failure.kind)) return resolveRefusal(work, failure)
    return comeBackAfter(work, failure, { journal: { extraAttempt: freshAttempt } })
  }
}

/**
 * GATE refused the record: there is one already (409, or 400 on `parent`), the user is gone (404, or 400 on `parent`),
 * or the content is wrong. Which of them is asked of GATE, not read from its wording (contract §8.1, §11 D4-D5).
 */
async function resolveRefusal(work: Work, failure: GateError): Promise<Progress> {
  await record(work, { journal: { extraAttempt: lookUpFirst } })
  const isAboutParent = "parent" in failure.fieldErrors || "non_field_errors" in failure.fieldErrors
  if (failure.kind === "validation" && !isAboutParent) return needsAttention(work, describeFailure(failure))
  try {
    const records = await listOwn(work)
    const existing = ofEvent(records, work.event.slug) ?? (records.length === 1 ? records[0] : undefined)
    if (existing) return await take(work, existing)
    if (records.length === 0 && !(await userExists(work))) return await startOver(work)
  } catch (error) {
    return comeBackAfter(work, asGateError(error))
  }
  return needsAttention(work, describeFailure(failure))
}

async function userExists({ context, person }: Work): Promise<boolean> {
  try {
    await context.gate.users.get(requireUserId(person.gateUserId))
    return true
  } catch (error) {
    if (asGateError(error).kind === "notFound") return false
    throw error
  }
}

/**
 * The account was deleted in GATE after we had its id: the person is onboarded anew. Encrypted answers are bound to the
 * old account and are asked for again.
 */
async function startOver(work: Work): Promise<Progress> {
  const sealed = work.event.questions.filter(isSensitive).map(({ key }) => [key, null] as const)
  await mergeAnswers(work.context.db, work.registration.id, { answers: Object.fromEntries(sealed) })
  await record(work, {
    journal: { step: "accepted" },
    account: { gateUserId: null, userAttempt: lookUpFirst },
    events: [{ name: "gate_user.missing" }],
  })
  return goOn
}

/** One PATCH of the fields that differ. It sets absolute values, so repeating it is harmless. */
async function bringToRecord(
  work: Work,
  known: UserExtra,
  patch: UserExtraPatch,
  name: TrailName,
  onMoved: () => Promise<void> = async () => {},
): Promise<Progress> {
  const isSame = Object.keys(patch).length === 0
  const record = isSame ? known : await work.context.gate.userExtras.patch(known.id, patch)
  await onMoved()
  return finish(work, isSame && name === "gate_extra.updated" ? "gate_extra.matched" : name, record, patch)
}

/** The registrations that use this record as well, and the one whose event it carries now. */
async function listSharers({ context, registration }: Work, known: UserExtra) {
  const linked = await listLinkedRegistrations(context.db, registration.personId)
  const others = linked.filter(
    ({ id, gateExtraId }) => id !== registration.id && gateExtraId === String(known.id),
  )
  return { live: takingPlace(others), shown: others.find(({ event }) => event.slug === known.event) }
}

/**
 * Takes the person's one record for this event, or leaves it where it is until this event's turn comes (decision 0046):
 * what was said about the person goes there at once, what is of this event alone waits here.
 */
async function shareRecord(work: Work, known: UserExtra): Promise<Progress> {
  const { context, registration, person, event } = work
  const { live, shown } = await listSharers(work, known)
  const fields = extraFields(registration, event)
  if (!shown || !isLive(shown))
    return bringToRecord(work, known, extraPatch(known, fields), "gate_extra.updated")
  const own: LinkedRegistration = { ...registration, event }
  const { holder, until } = recordHolder([own, ...live], context.clock(), context.handoverMs)
  await scheduleHandover(context, person.id, until)
  if (holder === own) {
    await keepWords(context, shown, known)
    return bringToRecord(work, known, extraPatch(known, fields), "gate_extra.updated", () =>
      noteHandedOver(context, [shown], String(known.id)),
    )
  }
  const personal = Object.assign(
    {},
    ...event.questions
      .filter((question) => !isEventSpecific(question) && question.key in registration.answers)
      .map((question) => answerFields(question, registration.answers[question.key] ?? null)),
  )
  const differing = Object.entries(personal).filter(([field, value]) => !sameValue(known[field], value))
  return bringToRecord(work, known, Object.fromEntries(differing), "gate_extra.waiting")
}

/** Brings a record that is already there to what this registration says. */
export async function updateExtra(work: Work, extraId: string): Promise<Progress> {
  const { context, event, registration } = work
  try {
    const known = await context.gate.userExtras.get(extraId)
    const isElsewhere = known.event !== undefined && known.event !== null && known.event !== event.slug
    if (isElsewhere) return await shareRecord(work, known)
    const patch = extraPatch(known, extraFields(registration, event))
    return await bringToRecord(work, known, patch, "gate_extra.updated")
  } catch (error) {
    const failure = asGateError(error)
    if (failure.kind === "notFound") {
      await record(work, { journal: { gateExtraId: null, extraAttempt: lookUpFirst } })
      return goOn
    }
    if (failure.kind === "validation" || failure.kind === "conflict")
      return needsAttention(work, describeFailure(failure))
    return comeBackAfter(work, failure)
  }
}
