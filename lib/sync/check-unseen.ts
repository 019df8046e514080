import { findMatch } from "@/lib/db/queries/gate-matches"
import { updateGateRecord } from "@/lib/db/queries/gate-records"
import { findRegistration } from "@/lib/db/queries/registrations"
import { recordAfter } from "@/lib/delivery/gate-record"
import { loadSubject } from "@/lib/delivery/subject"
import { isGateError } from "@/lib/gate/errors"
import type { GrantedReads } from "./adopt"
import { processRecords } from "./sync-page"
import type { Walk } from "./walk"

/**
 * Asks GATE for the record of a registration that its list did not show. Rows move between pages, so only a 404 means
 * gone: the registration becomes `removed`. A record that is there without its user stays an attendee, and organizers
 * are told.
 */
export async function checkUnseen(walk: Walk, reads: GrantedReads, registrationId: string): Promise<void> {
  const { context } = walk
  const match = await findMatch(context.db, registrationId)
  if (match?.step !== "finished" || match.gateExtraId === null) return
  const readAt = context.clock()
  try {
    const record = await reads.extra(match.gateExtraId)
    await processRecords(walk, [record], readAt)
  } catch (error) {
    if (!isGateError(error)) throw error
    if (error.kind === "forbidden") return
    if (error.kind !== "notFound") throw error
    const registration = await findRegistration(context.db, registrationId)
    if (registration?.step !== "finished") return
    await recordAfter(context, await loadSubject(context, registration), error)
    return
  }
  if (match.gateUserId === null) return
  try {
    await reads.user(match.gateUserId)
  } catch (error) {
    if (!isGateError(error) || error.kind !== "notFound") throw error
    await updateGateRecord(context.db, match.gateExtraId, { problem: "no_parent" })
  }
}
