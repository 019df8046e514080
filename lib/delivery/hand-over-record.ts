import type { AppContext } from "@/lib/context"
import type { Database } from "@/lib/db/database"
import { insertGateTask } from "@/lib/db/queries/gate-tasks"
import { mergeAnswers } from "@/lib/db/queries/profile"
import { appendRegistrationEvent, type RegistrationRow } from "@/lib/db/queries/registrations"
import {
  findShownSince,
  hasEarlierHandover,
  hastenHandover,
  isRecordShared,
  type LinkedRegistration,
  listLinkedRegistrations,
} from "@/lib/db/queries/shared-records"
import { customFields, isEventSpecific } from "@/lib/domain/question"
import { recordHolder } from "@/lib/domain/record-calendar"
import { blankValues, reservedFields, reservedValues } from "@/lib/domain/status-field"
import type { UserExtra, UserExtraPatch } from "@/lib/gate/contract/user-extra"
import { isGateError } from "@/lib/gate/errors"
import { readAnswer } from "./gate-answers"
import { answerFields, droppedFields, sameValue } from "./gate-mapping"
import { type ComeBack, finishTask, isFinal, nullIfGone, type TaskWork, updateTask } from "./task-work"
import { describeFailure } from "./work"

/** Whether a registration can have its person's one record: it holds a place, and GATE was told of it. */
export function isLive({ step, erasedAt, purgedAt }: RegistrationRow): boolean {
  return step === "finished" && erasedAt === null && purgedAt === null
}

/** Those a record may carry the event of: one that is cancelled has no doors. */
export function takingPlace(linked: LinkedRegistration[]): LinkedRegistration[] {
  return linked.filter((one) => isLive(one) && one.event.cancelledAt === null)
}

/** All that a record says of one event and no other: its name, its answers, and what Gatehouse keeps beside them. */
function eventFields(registration: LinkedRegistration): UserExtraPatch {
  const { event, answers } = registration
  const own = event.questions
    .filter(isEventSpecific)
    .map((question) => answerFields(question, answers[question.key] ?? null))
  const [places, values] = [reservedFields(event.questions), reservedValues(registration)]
  const reserved = (["status", "checkIn", "badge"] as const).flatMap((name) =>
    places[name] === null || values[name] === blankValues[name] ? [] : [[places[name], values[name]]],
  )
  const cleared = Object.fromEntries(customFields.map((field) => [field, null]))
  return Object.assign({ event: event.slug }, cleared, ...own, Object.fromEntries(reserved))
}

/** What must change in a record that is to say this; a field it does not show is empty or unknown, so nothing is cleared there. */
function movePatch(record: UserExtra, wanted: UserExtraPatch): UserExtraPatch {
  const differing = Object.entries(wanted).filter(
    ([field, value]) => !sameValue(record[field] ?? null, value ?? null),
  )
  return Object.fromEntries(differing)
}

/** Keeps here what others wrote into the answers of the event that gives the record up: in GATE they are gone now. */
export async function keepWords(
  context: AppContext,
  leaving: LinkedRegistration,
  record: UserExtra,
): Promise<void> {
  const changed = leaving.event.questions.filter(isEventSpecific).flatMap((question) => {
    const answer = readAnswer(question, record)
    const isNews =
      answer && answer !== leaving.answers[question.key] && !(question.key in leaving.undelivered)
    return isNews ? [[question.key, answer] as const] : []
  })
  if (changed.length === 0) return
  await context.db.transaction(async (tx) => {
    await mergeAnswers(tx, leaving.id, { answers: Object.fromEntries(changed) })
    const detail = { questions: changed.map(([key]) => key) }
    await appendRegistrationEvent(tx, leaving.id, {
      name: "answers.changed_in_gate",
      at: context.clock(),
      detail,
    })
  })
}

/** Tells the trail of the event that had the record that it went on: the one whose trail says so last. */
export async function noteHandedOver(
  { db, clock }: AppContext,
  others: LinkedRegistration[],
  extraId: string,
): Promise<void> {
  const [at, detail] = [clock(), { extra: extraId }]
  for (const { id } of others) {
    if (!(await findShownSince(db, id))) continue
    await appendRegistrationEvent(db, id, { name: "gate_extra.handed_over", at, detail })
  }
}

/** Tells the trails of both events, unless they say so already: whoever did it may have been killed before. */
async function noteMove(
  context: AppContext,
  { holder, linked, extraId }: { holder: LinkedRegistration; linked: LinkedRegistration[]; extraId: string },
): Promise<void> {
  await noteHandedOver(
    context,
    linked.filter(({ id }) => id !== holder.id),
    extraId,
  )
  if (await findShownSince(context.db, holder.id)) return
  const [at, detail] = [context.clock(), { extra: extraId }]
  await appendRegistrationEvent(context.db, holder.id, { name: "gate_extra.taken_over", at, detail })
}

/**
 * Sees to it that a person's record goes on to the next event at `until`, at the latest. Only for whoever has claimed one
 * of the person's registrations or tasks: nobody else is performing a handover then.
 */
export async function scheduleHandover(
  { db, newId, clock }: AppContext,
  personId: string,
  until: Date | null,
): Promise<void> {
  if (until === null || (await hastenHandover(db, personId, until))) return
  const createdAt = clock()
  await insertGateTask(db, { id: newId(), personId, kind: "hand_over_record", createdAt, runAt: until })
}

/**
 * Has the calendar looked at now, because a registration was given up or taken back. A task of its own each time: one that
 * is being performed may have read what was before.
 */
export async function reviewRecord(
  tx: Database,
  { newId, clock }: Pick<AppContext, "newId" | "clock">,
  registration: Pick<RegistrationRow, "id" | "personId" | "gateExtraId">,
): Promise<void> {
  if (!(await isRecordShared(tx, registration))) return
  const [now, { personId }] = [clock(), registration]
  await insertGateTask(tx, { id: newId(), personId, kind: "hand_over_record", createdAt: now, runAt: now })
}

/** A PATCH whose outcome is unknown may land until then, and one that landed late is seen (reliability G1). */
function settled({ clock, settleMs }: AppContext): Date {
  return new Date(clock().getTime() + settleMs)
}

function mark(work: TaskWork, extraId: string, isUnderWay: boolean): Promise<TaskWork> {
  const others = work.task.extraIds.filter((id) => id !== extraId)
  return updateTask(work, { extraIds: isUnderWay ? [...others, extraId] : others })
}

/** One PATCH; what GATE refuses of it by name stays here, and the rest goes without. */
async function sendMove(
  { context }: TaskWork,
  holder: LinkedRegistration,
  extraId: string,
  patch: UserExtraPatch,
): Promise<UserExtra | null> {
  try {
    return await nullIfGone(context.gate.userExtras.patch(extraId, patch))
  } catch (error) {
    const refused = isFinal(error) ? Object.keys(error.fieldErrors) : []
    const rest = Object.fromEntries(Object.entries(patch).filter(([field]) => !refused.includes(field)))
    const isHopeless = refused.includes("event") || Object.keys(rest).length === Object.keys(patch).length
    if (isHopeless) throw error
    context.log.error({ registration: holder.id, fields: refused }, "GATE refused fields of a handover")
    return nullIfGone(context.gate.userExtras.patch(extraId, rest))
  }
}

type Handover = { work: TaskWork; comeBack: ComeBack }

/** Brings one record in line with the calendar. `linked`: every registration that is linked with it. */
async function handOver(work: TaskWork, extraId: string, linked: LinkedRegistration[]): Promise<Handover> {
  const { context, task } = work
  const live = linked.filter(isLive)
  const isMarked = task.extraIds.includes(extraId)
  const { holder, until } = recordHolder(takingPlace(linked), context.clock(), context.handoverMs)
  // Answers whose PATCH may still land would land in the other event's fields.
  const busyUntil = live.map(({ runAt }) => runAt).find((at) => at > context.clock())
  if (busyUntil) return { work, comeBack: busyUntil }
  const record = holder && (await nullIfGone(context.gate.userExtras.get(extraId)))
  if (!record) return { work: isMarked ? await mark(work, extraId, false) : work, comeBack: null }
  const shown = record.event ?? null
  const leaving = linked.find(({ id, event }) => id !== holder.id && event.slug === shown)
  const isElsewhere = shown !== null && shown !== holder.event.slug
  // An event of nobody here was written by somebody else: what they decided stays.
  if ((isElsewhere && !leaving) || (!isElsewhere && !isMarked)) return { work, comeBack: until }
  const patch = movePatch(record, eventFields(holder))
  const move = { holder, linked, extraId }
  if (Object.keys(patch).length === 0) {
    await noteMove(context, move)
    return { work: await mark(work, extraId, false), comeBack: until }
  }
  if (leaving && isLive(leaving)) await keepWords(context, leaving, record)
  const current = await mark(work, extraId, true)
  const patched = await sendMove(current, holder, extraId, patch)
  const dropped = patched ? droppedFields(patch, patched) : []
  if (dropped.length > 0)
    context.log.warn({ registration: holder.id, fields: dropped }, "GATE did not keep all of a handover")
  await noteMove(context, move)
  // Once more when nothing can land any more that was sent for the other event; and then it is over.
  if (!isMarked) return { work: current, comeBack: settled(context) }
  return { work: await mark(current, extraId, false), comeBack: until }
}

/**
 * Where GATE keeps one record a person, the record follows the calendar: it carries the event whose doors are next or open
 * (decision 0046). A task stays until there is no next event; one asked for later leaves the rest to the earlier one.
 */
export async function handOverRecord(started: TaskWork): Promise<ComeBack> {
  const { context, task } = started
  let work = started
  const times: Date[] = []
  const all = await listLinkedRegistrations(context.db, task.personId)
  for (const extraId of new Set(all.flatMap(({ gateExtraId }) => gateExtraId ?? []))) {
    const linked = all.filter(({ gateExtraId }) => gateExtraId === extraId)
    if (linked.length < 2 && !task.extraIds.includes(extraId)) continue
    try {
      const done = await handOver(work, extraId, linked)
      work = done.work
      if (done.comeBack) times.push(done.comeBack)
    } catch (error) {
      if (isFinal(error)) {
        context.log.error({ task: task.id, err: error }, "GATE refused to hand a record over")
        return finishTask(await updateTask(work, { lastFailure: describeFailure(error) }))
      }
      if (!isGateError(error) || error.outcome !== "unknown") throw error
      await updateTask(work, { lastFailure: describeFailure(error) })
      return settled(context)
    }
  }
  if (work.task.lastFailure) work = await updateTask(work, { lastFailure: null })
  const [next = null] = times.sort((one, other) => one.getTime() - other.getTime())
  const isUnderWay = work.task.extraIds.length > 0
  if (next === null || (!isUnderWay && (await hasEarlierHandover(context.db, task)))) {
    if (next !== null) await hastenHandover(context.db, task.personId, next)
    return finishTask(work)
  }
  return next
}

/** What a record says of a person because these events ask for it. */
function personalFields(registrations: LinkedRegistration[]): string[] {
  const questions = registrations.flatMap(({ event }) => event.questions)
  return questions
    .filter((question) => !isEventSpecific(question))
    .flatMap((question) => Object.keys(answerFields(question, null)))
}

/**
 * Clears in a record what only a registration that is erased had asked, where other events of the person need the record,
 * and has it go on to one of them if it is the erased one's. False when nobody else needs it.
 */
export async function passOnRecord(
  { context }: TaskWork,
  erased: RegistrationRow,
  record: UserExtra,
): Promise<boolean> {
  const extraId = String(record.id)
  const linked = await listLinkedRegistrations(context.db, erased.personId)
  const sharers = linked.filter(({ gateExtraId }) => gateExtraId === extraId)
  const live = sharers.filter((one) => one.id !== erased.id && isLive(one))
  const [latest] = live.toSorted((one, other) => other.event.endsAt.getTime() - one.event.endsAt.getTime())
  const holder = recordHolder(takingPlace(live), context.clock(), context.handoverMs).holder ?? latest
  if (!holder) return false
  const leaving = sharers.filter(({ id }) => id === erased.id)
  const stay = personalFields(live)
  const alone = personalFields(leaving).filter((field) => !stay.includes(field))
  const isShown = leaving.some(({ event }) => event.slug === record.event)
  const moved = isShown ? eventFields(holder) : {}
  const patch = movePatch(record, { ...Object.fromEntries(alone.map((field) => [field, null])), ...moved })
  if (Object.keys(patch).length > 0) await nullIfGone(context.gate.userExtras.patch(extraId, patch))
  if (isShown) await noteMove(context, { holder, linked: sharers, extraId })
  return true
}
