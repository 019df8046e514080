import { and, desc, eq, gt, inArray, isNull, ne, or, sql } from "drizzle-orm"
import { holdsPlace, type RegistrationStep } from "@/lib/domain/registration"
import type { Database } from "../database"
import { mailJob } from "../schema/mail"
import { registration, registrationEvent } from "../schema/registration"
import { releasePlace } from "./events"
import { answersOf, hasTicketNow, isWaitingNow, type NewRegistration } from "./registrations"

/** A process that works on the registration loses it: whatever it learns is found out again. */
const released = { lockedBy: null, lockedUntil: null } as const

/** What somebody saw when they gave it up: the two are asked for apart, and a place may come at that moment. */
export type GivenUp = "waiting" | "ticket"

/**
 * Gives up a registration and frees the place it holds, once however often it is called. Returns the step it was at; null
 * when there was nothing to give up, when it is not what they saw (`from`), and when the person does it themselves
 * (`isOwn`) and is checked in.
 */
export async function cancelRegistration(
  tx: Database,
  id: string,
  now: Date,
  { isOwn = false, from }: { isOwn?: boolean; from?: GivenUp | undefined } = {},
): Promise<RegistrationStep | null> {
  const isMeant = from && (from === "waiting" ? isWaitingNow : hasTicketNow)
  const isOut = isOwn ? isNull(registration.checkedInAt) : undefined
  const [held] = await tx
    .select({ eventId: registration.eventId, step: registration.step })
    .from(registration)
    .where(and(eq(registration.id, id), ne(registration.step, "cancelled"), isOut, isMeant))
    .for("update")
  if (!held) return null
  await tx
    .update(registration)
    .set({ step: "cancelled", cancelledAt: now, ...released })
    .where(eq(registration.id, id))
  if (holdsPlace(held)) await releasePlace(tx, held.eventId)
  return held.step
}

/** The organizer who cancelled a registration last, or took it off the waitlist; null when the person did. */
export async function findCancelActor(db: Database, id: string): Promise<string | null> {
  const [row] = await db
    .select({ actorId: registrationEvent.actorId })
    .from(registrationEvent)
    .where(
      and(
        eq(registrationEvent.registrationId, id),
        inArray(registrationEvent.name, ["registration.cancelled", "waitlist.left", "waitlist.declined"]),
      ),
    )
    .orderBy(desc(registrationEvent.id))
    .limit(1)
  return row?.actorId ?? null
}

/** Takes a cancellation back that is younger than `cancelledAfter`. The caller claims the place. */
export async function restoreRegistration(
  tx: Database,
  id: string,
  { step, cancelledAfter, now }: { step: RegistrationStep; cancelledAfter: Date; now: Date },
): Promise<boolean> {
  const restored = await tx
    .update(registration)
    .set({ step, cancelledAt: null, attempts: 0, runAt: now })
    .where(
      and(
        eq(registration.id, id),
        eq(registration.step, "cancelled"),
        gt(registration.cancelledAt, cancelledAfter),
      ),
    )
    .returning({ id: registration.id })
  return restored.length === 1
}

export type RenewedRegistration = Pick<
  NewRegistration,
  "firstName" | "lastName" | "answers" | "spellings" | "locale" | "termsAcceptedAt"
> & { termsVersion: number }

/**
 * Makes a cancelled registration one that was accepted again, with what was typed this time, or that waits. The caller
 * claims the place. Until there is one, GATE is right to say that the registration was cancelled.
 */
export async function renewRegistration(
  tx: Database,
  id: string,
  { step, now, ...typed }: RenewedRegistration & { step: RegistrationStep; now: Date },
): Promise<boolean> {
  const { firstName, lastName, locale, termsAcceptedAt, termsVersion } = typed
  const waiting =
    step === "waitlisted"
      ? { waitlistedAt: now, movedUpAt: null, takeUntil: null, heldUntil: null, placedAt: null }
      : {
          cancelledAt: null,
          placedAt: sql`case when ${registration.waitlistedAt} is not null then ${now.toISOString()}::timestamptz end`,
        }
  const renewed = await tx
    .update(registration)
    .set({
      ...{ firstName, lastName, answers: answersOf(typed), locale, termsAcceptedAt, termsVersion },
      ...{
        step,
        ...waiting,
        erasedAt: null,
        purgedAt: null,
        finishedAt: null,
        attempts: 0,
        runAt: now,
        // Nobody is there yet who comes again.
        ...{ checkedInAt: null, checkedInBy: null, badgePrintedAt: null },
      },
    })
    .where(and(eq(registration.id, id), eq(registration.step, "cancelled")))
    .returning({ id: registration.id })
  return renewed.length === 1
}

/** Gives up every registration of a person whose account goes, erases what they typed, and frees the places. */
export async function surrenderRegistrations(tx: Database, personId: string, now: Date): Promise<string[]> {
  const held = await tx
    .select({ id: registration.id, eventId: registration.eventId, step: registration.step })
    .from(registration)
    .where(and(eq(registration.personId, personId), ne(registration.step, "cancelled")))
    .orderBy(registration.eventId)
    .for("update")
  for (const { id, eventId, step } of held) {
    if (holdsPlace({ step })) await releasePlace(tx, eventId)
    await tx
      .update(registration)
      .set({ step: "cancelled", cancelledAt: now, ...released })
      .where(eq(registration.id, id))
  }
  const mine = tx
    .select({ id: registration.id })
    .from(registration)
    .where(eq(registration.personId, personId))
  await tx.delete(mailJob).where(or(inArray(mailJob.registrationId, mine), inArray(mailJob.readerId, mine)))
  return held.map(({ id }) => id)
}
