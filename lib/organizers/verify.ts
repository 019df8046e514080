import type { AppContext } from "@/lib/context"
import { appendRegistrationEvent } from "@/lib/db/queries/registrations"
import { deleteVerification, hasRevealed, putVerification } from "@/lib/db/queries/verification"
import { fingerprint, isFingerprintOf } from "@/lib/delivery/fingerprint"
import { loadSubject } from "@/lib/delivery/subject"
import type { VerifiedBy } from "@/lib/domain/verification"
import { findRevealUntil, findSensitive, readStored, revealMs } from "./reveal"
import { type EventScope, requirePermission } from "./scope"

/**
 * What became of it. `code_needed`, `not_shown`: this organizer was not shown the number that stands there in the last five
 * minutes; `missing`: there is no such answer; `changed`: another one stands there than the organizer saw.
 */
export type Verified = "verified" | "code_needed" | "not_shown" | "missing" | "changed"

type Request = {
  questionKey: string
  method: VerifiedBy
  /** The fingerprint the page showed the answer with. */
  seen: string | null
}

/**
 * Notes that a sensitive answer is right: compared with the number that was shown to the organizer (`number`), or with a
 * document in their hands (`document`). Only of the answer they saw; the trail says who, when and how, and never what.
 */
export async function verifyAnswer(
  context: AppContext,
  scope: EventScope,
  registrationId: string,
  { questionKey, method, seen }: Request,
): Promise<Verified> {
  requirePermission(scope, "see_sensitive")
  const found = await findSensitive(context, scope, registrationId, questionKey)
  if (!found) return "missing"
  const { personId: actorId } = scope
  if (method === "number" && !(await findRevealUntil(context, scope))) return "code_needed"
  const answer = await readStored(context, await loadSubject(context, found.registration), found.question)
  if (answer === null) return "missing"
  const rendered = { registrationId, key: questionKey, answer }
  if (method === "number") {
    const since = new Date(context.clock().getTime() - revealMs)
    const look = { registrationId, questionKey, seen: fingerprint(context.keys.fingerprint, rendered) }
    if (!(await hasRevealed(context.db, { ...look, actorId, since }))) return "not_shown"
  }
  if (!isFingerprintOf(context.keys.fingerprint, seen, rendered)) return "changed"
  const at = context.clock()
  return context.db.transaction(async (tx) => {
    const values = { registrationId, questionKey, answer, method, at, actorId }
    // GATE may say something that the journal has not heard of yet: the next walk through its records brings it.
    if (!(await putVerification(tx, values))) return "changed"
    const detail = { question: questionKey, method }
    await appendRegistrationEvent(tx, registrationId, { name: "sensitive.verified", at, detail, actorId })
    return "verified"
  })
}

/** Takes a verification back; false when there was none. */
export async function undoVerification(
  context: AppContext,
  scope: EventScope,
  registrationId: string,
  questionKey: string,
): Promise<boolean> {
  requirePermission(scope, "see_sensitive")
  if (!(await findSensitive(context, scope, registrationId, questionKey))) return false
  return context.db.transaction(async (tx) => {
    if (!(await deleteVerification(tx, { registrationId, questionKey }))) return false
    await appendRegistrationEvent(tx, registrationId, {
      name: "sensitive.verification_undone",
      at: context.clock(),
      detail: { question: questionKey },
      actorId: scope.personId,
    })
    return true
  })
}
