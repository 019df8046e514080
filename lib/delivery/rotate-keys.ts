import type { AppContext, FieldKeys } from "@/lib/context"
import { listOrganizations } from "@/lib/db/queries/examination"
import {
  appendRegistrationEvent,
  findRegistration,
  type RegistrationRow,
} from "@/lib/db/queries/registrations"
import {
  findRegistrationsByExtra,
  listPasswordsSealedElsewhere,
  listSealedElsewhere,
  listSensitiveKeys,
  replaceAnswers,
  replacePassword,
} from "@/lib/db/queries/sealed-answers"
import { isDelivered } from "@/lib/domain/answers"
import { sensitiveFields } from "@/lib/domain/question"
import type { UserExtra, UserExtraPatch } from "@/lib/gate/contract/user-extra"
import { type Leased, withLease } from "./answers-lease"
import { deliverWaiting } from "./deliver-waiting"
import { recordAfter } from "./gate-record"
import { sealPassword, unsealPassword } from "./network-password"
import { isSealed, keyIdOf, seal, unseal } from "./sensitive"
import { loadSubject, type Subject } from "./subject"

/** As many calls to GATE at a time as the client allows itself (reliability G7). */
const concurrency = 8

const pageSize = 500

/**
 * What a rotation came to, as ids of registrations. `waiting`: somebody works on it, or GATE could not be asked; another
 * run takes it. `unreadable`: sealed by a key that is not listed, or for somebody else; no run can change that.
 */
export type Rotation = { rotated: number; waiting: string[]; unreadable: string[] }

type Outcome = "rotated" | "current" | "waiting" | "unreadable"

/** The same answer, sealed by the first key. */
class Resealer {
  isUnreadable = false

  constructor(
    private readonly keys: FieldKeys,
    private readonly parent: string | null,
    /** Texts of the first key that are there already, so that journal and GATE go on having one text. */
    private readonly known: (string | null | undefined)[],
  ) {}

  /** The new text, or null: it is sealed by the first key already, in clear, or cannot be read. */
  renew(text: unknown): string | null {
    if (typeof text !== "string" || !isSealed(text) || keyIdOf(text) === this.keys[0]?.id) return null
    for (const field of sensitiveFields) {
      const target = { parent: this.parent ?? "", field }
      const plain = this.parent === null ? null : unseal(this.keys, text, target)
      if (plain === null) continue
      const same = this.known.find((other) => other && unseal(this.keys, other, target) === plain)
      if (same) return same
      const sealed = seal(this.keys, plain, target)
      this.known.push(sealed)
      return sealed
    }
    this.isUnreadable = true
    return null
  }
}

function patchOf(resealer: Resealer, record: UserExtra): UserExtraPatch {
  const fields = sensitiveFields.flatMap((field) => {
    const text = resealer.renew(record[field])
    return text === null ? [] : [[field, text]]
  })
  return Object.fromEntries(fields)
}

function currentTexts(keys: FieldKeys, record: UserExtra): string[] {
  return sensitiveFields.flatMap((field) => {
    const text = record[field]
    return typeof text === "string" && isSealed(text) && keyIdOf(text) === keys[0]?.id ? [text] : []
  })
}

/** The journal's half. An answer that was given anew meanwhile stays as it is: it was sealed by the first key. */
async function renewJournal(
  { db, clock }: AppContext,
  { id, eventId, answers, contested, undelivered }: RegistrationRow,
  resealer: Resealer,
  isPatched: boolean,
): Promise<Outcome> {
  const sensitive = await listSensitiveKeys(db, eventId)
  const texts = sensitive.flatMap((key) =>
    [answers[key], contested[key], undelivered[key]].map((text) => [key, text] as const),
  )
  const renewed = texts.flatMap(([key, before]) => {
    const after = resealer.renew(before)
    return !before || after === null ? [] : [{ key, before, after }]
  })
  if (resealer.isUnreadable) return "unreadable"
  if (renewed.length === 0 && !isPatched) return "current"
  await db.transaction(async (tx) => {
    await replaceAnswers(tx, id, renewed)
    await appendRegistrationEvent(tx, id, { name: "answers.sealed_anew", at: clock() })
  })
  return "rotated"
}

/**
 * GATE first: were the journal first and the process killed between the two, nothing would tell that GATE still has the
 * old text. A PATCH sets the whole text, so repeating one after an unknown outcome is harmless; the lease keeps every
 * other write of ours away meanwhile.
 */
async function rotateClaimed(context: AppContext, registration: RegistrationRow): Promise<Leased<Outcome>> {
  const subject: Subject = await loadSubject(context, registration)
  const { fields } = context.keys
  let record: UserExtra | null = null
  let isPatched = false
  let resealer = new Resealer(fields, subject.person.gateUserId, [])
  try {
    if (registration.gateExtraId !== null) {
      record = await context.gate.userExtras.get(registration.gateExtraId)
      resealer = new Resealer(fields, subject.person.gateUserId, currentTexts(fields, record))
      const patch = patchOf(resealer, record)
      isPatched = Object.keys(patch).length > 0
      if (isPatched) await context.gate.userExtras.patch(registration.gateExtraId, patch)
    }
  } catch (failure) {
    const gone = await recordAfter(context, subject, failure)
    if (gone.kind === "unknown") return { result: "waiting", failure: gone.error }
  }
  return { result: await renewJournal(context, registration, resealer, isPatched) }
}

/** Answers on their way to GATE arrive first; a record under way may still carry the old text, so it is waited for. */
async function rotateOne(context: AppContext, id: string): Promise<Outcome> {
  let registration = await findRegistration(context.db, id)
  if (registration?.step === "finished" && !isDelivered(registration)) {
    await deliverWaiting(context, id)
    registration = await findRegistration(context.db, id)
  }
  if (!registration) return "current"
  const { step } = registration
  if (step === "accepted" || step === "user_created") return "waiting"
  if (step === "finished" || step === "cancelled") {
    if (step === "finished" && !isDelivered(registration)) return "waiting"
    const leased = await withLease(context, id, (row) => rotateClaimed(context, row), [
      "finished",
      "cancelled",
    ])
    return leased?.result ?? "waiting"
  }
  // Nothing works on what was removed or needs attention, and what GATE said of it stays as it is.
  return (await rotateClaimed(context, registration)).result
}

async function* inJournal({ db, keys }: AppContext): AsyncIterable<string> {
  const current = keys.fields[0]?.id ?? ""
  for (let after: string | null = null; ; ) {
    const ids: string[] = await listSealedElsewhere(db, current, after, pageSize)
    yield* ids
    after = ids.at(-1) ?? null
    if (after === null || ids.length < pageSize) return
  }
}

/** Registrations whose record in GATE is sealed by another key than the first, whatever the journal says. */
async function* inGate({ db, gate, keys }: AppContext): AsyncIterable<string> {
  const isOld = (text: unknown) =>
    typeof text === "string" && isSealed(text) && keyIdOf(text) !== keys.fields[0]?.id
  for (const organization of await listOrganizations(db)) {
    for await (const record of gate.userExtras.all({ parent__organization_id: organization.id })) {
      if (!sensitiveFields.some((field) => isOld(record[field]))) continue
      yield* await findRegistrationsByExtra(db, String(record.id))
    }
  }
}

/** GATE has network passwords in its own way, so only what is kept here changes. One that cannot be read is renewed by its owner. */
async function rotatePasswords({ db, keys: { fields } }: AppContext, rotation: Rotation): Promise<void> {
  const current = fields[0]?.id ?? ""
  for (let last: string | null = null; ; ) {
    const page = await listPasswordsSealedElsewhere(db, current, last, pageSize)
    for (const { personId, gateUserId, password: before } of page) {
      const plain = unsealPassword(fields, before, gateUserId)
      if (plain === null) continue
      await replacePassword(db, personId, { before, after: sealPassword(fields, plain, gateUserId) })
      rotation.rotated += 1
    }
    last = page.at(-1)?.personId ?? null
    if (last === null || page.length < pageSize) return
  }
}

/**
 * Seals every sensitive answer and network password by the first key, in the journal and in GATE, while people go on reading and writing them.
 * It may be ended at any moment and begun again: what is sealed anew is passed over. When nothing is left, the other keys
 * are needed no more.
 * @throws GateError when GATE's records cannot be listed
 */
export async function rotateKeys(
  context: AppContext,
  onProgress: (done: number) => void = () => {},
): Promise<Rotation> {
  if (context.keys.fields.length === 0) throw new Error("FIELD_ENCRYPTION_KEYS names no key")
  const rotation: Rotation = { rotated: 0, waiting: [], unreadable: [] }
  let done = 0
  const take = async (ids: AsyncIterable<string>) => {
    const seen = new Set<string>([...rotation.waiting, ...rotation.unreadable])
    const source = ids[Symbol.asyncIterator]()
    const worker = async () => {
      for (let next = await source.next(); !next.done; next = await source.next()) {
        if (seen.has(next.value)) continue
        seen.add(next.value)
        const outcome = await rotateOne(context, next.value)
        if (outcome === "rotated") rotation.rotated += 1
        if (outcome === "waiting" || outcome === "unreadable") rotation[outcome].push(next.value)
        onProgress(++done)
      }
    }
    await Promise.all(Array.from({ length: concurrency }, worker))
  }
  await take(inJournal(context))
  await take(inGate(context))
  await rotatePasswords(context, rotation)
  return rotation
}
