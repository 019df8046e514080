import { and, asc, eq, gt, inArray, isNotNull, sql } from "drizzle-orm"
import type { NetworkRule, NetworkState, PassUse } from "@/lib/domain/network-pass"
import type { Database } from "../database"
import { event } from "../schema/event"
import { networkAccount, networkPass, networkPassRule } from "../schema/network"
import { registration, registrationEvent } from "../schema/registration"
import { hasTicketNow, type RegistrationRow, toRegistration } from "./registrations"

/** A rule with the version that two organizers editing at once compare. */
export type NetworkRuleRow = NetworkRule & { version: number }

function toRule({ eventId: _, ...rule }: typeof networkPassRule.$inferSelect): NetworkRuleRow {
  return rule
}

/** What an event's organizers decided about its network pass; null: it has none. */
export async function findNetworkRule(db: Database, eventId: string): Promise<NetworkRuleRow | null> {
  const [row] = await db.select().from(networkPassRule).where(eq(networkPassRule.eventId, eventId)).limit(1)
  return row ? toRule(row) : null
}

/** Keeps a rule that is still at `version`, 0 for an event without one; false when somebody else was first. */
export async function writeNetworkRule(
  tx: Database,
  eventId: string,
  rule: NetworkRule,
  version: number,
): Promise<boolean> {
  const values = { ...rule, version: version + 1 }
  const written =
    version === 0
      ? await tx
          .insert(networkPassRule)
          .values({ eventId, ...values })
          .onConflictDoNothing()
          .returning({ version: networkPassRule.version })
      : await tx
          .update(networkPassRule)
          .set(values)
          .where(and(eq(networkPassRule.eventId, eventId), eq(networkPassRule.version, version)))
          .returning({ version: networkPassRule.version })
  return written.length === 1
}

/** Takes an event's pass away; false when it had none. */
export async function deleteNetworkRule(tx: Database, eventId: string): Promise<boolean> {
  const gone = await tx
    .delete(networkPassRule)
    .where(eq(networkPassRule.eventId, eventId))
    .returning({ version: networkPassRule.version })
  return gone.length === 1
}

export type NetworkPassRow = typeof networkPass.$inferSelect

export async function findNetworkPass(db: Database, registrationId: string): Promise<NetworkPassRow | null> {
  const [row] = await db
    .select()
    .from(networkPass)
    .where(eq(networkPass.registrationId, registrationId))
    .limit(1)
  return row ?? null
}

/** The same, and nobody else changes it before the transaction ends. */
export async function lockNetworkPass(tx: Database, registrationId: string): Promise<NetworkPassRow | null> {
  const [row] = await tx
    .select()
    .from(networkPass)
    .where(eq(networkPass.registrationId, registrationId))
    .for("update")
  return row ?? null
}

/** Everything that decides about a person's passes: each registration that has one, or whose event has a rule. */
export async function listPassHoldings(db: Database, personId: string) {
  const rows = await db
    .select({ registration, event, rule: networkPassRule, pass: networkPass })
    .from(registration)
    .innerJoin(event, eq(event.id, registration.eventId))
    .leftJoin(networkPassRule, eq(networkPassRule.eventId, registration.eventId))
    .leftJoin(networkPass, eq(networkPass.registrationId, registration.id))
    .where(
      and(
        eq(registration.personId, personId),
        sql`(${networkPassRule.eventId} is not null or ${networkPass.registrationId} is not null)`,
      ),
    )
    .orderBy(asc(registration.createdAt), asc(registration.id))
    .limit(200)
  return rows.map(({ registration: row, rule, ...rest }) => ({
    ...rest,
    registration: toRegistration(row),
    rule: rule && toRule(rule),
  }))
}

export type PassHolding = Awaited<ReturnType<typeof listPassHoldings>>[number]

/** The state of each attendee's pass, and the account it opens; whoever has none is not among them. */
export async function listNetworkCells(
  db: Database,
  registrationIds: string[],
): Promise<Map<string, { state: NetworkState; account: string | null }>> {
  if (registrationIds.length === 0) return new Map()
  const rows = await db
    .select({ id: networkPass.registrationId, state: networkPass.state, account: networkAccount.username })
    .from(networkPass)
    .leftJoin(networkAccount, eq(networkAccount.personId, networkPass.personId))
    .where(inArray(networkPass.registrationId, registrationIds))
  return new Map(rows.map(({ id, ...cell }) => [id, cell]))
}

/**
 * Who has asked for more time with an event's pass and has no answer yet, whoever waits longest first: nobody can be
 * given any once the pass has closed or they have no ticket any more.
 */
export async function listTimeRequests(
  db: Database,
  eventId: string,
  { now, limit }: { now: Date; limit: number },
) {
  return db
    .select({
      registrationId: networkPass.registrationId,
      firstName: registration.firstName,
      lastName: registration.lastName,
      askedAt: networkPass.timeAskedAt,
    })
    .from(networkPass)
    .innerJoin(registration, eq(registration.id, networkPass.registrationId))
    .where(
      and(
        eq(networkPass.eventId, eventId),
        isNotNull(networkPass.timeAskedAt),
        gt(networkPass.closesAt, now),
        hasTicketNow,
      ),
    )
    .orderBy(asc(networkPass.timeAskedAt), asc(networkPass.registrationId))
    .limit(limit)
}

export type NetworkPassChange = Partial<Omit<NetworkPassRow, "registrationId" | "personId" | "eventId">>

/** What came of a pass in GATE. */
export type PassOutcome = PassUse & Pick<NetworkPassRow, "grantedSeconds" | "deliveredAt" | "problem">

/** Keeps how a pass stands; the first time it is made. What organizers and the person did with it stays. */
export async function writeNetworkPass(
  tx: Database,
  { id, personId, eventId }: Pick<RegistrationRow, "id" | "personId" | "eventId">,
  values: PassOutcome &
    Pick<NetworkPassRow, "state" | "givenAt" | "opensAt" | "closesAt" | "profiles" | "serviceClass">,
): Promise<void> {
  await tx
    .insert(networkPass)
    .values({ registrationId: id, personId, eventId, ...values })
    .onConflictDoUpdate({ target: networkPass.registrationId, set: values })
}

/** Changes the pass of a registration; false when it has none. */
export async function updateNetworkPass(
  tx: Database,
  registrationId: string,
  values: NetworkPassChange,
): Promise<boolean> {
  const changed = await tx
    .update(networkPass)
    .set(values)
    .where(eq(networkPass.registrationId, registrationId))
    .returning({ id: networkPass.registrationId })
  return changed.length === 1
}

/** Adds to what organizers gave on top; false for a registration without a pass. */
export async function addPassSeconds(
  tx: Database,
  registrationId: string,
  seconds: number,
): Promise<boolean> {
  const changed = await tx
    .update(networkPass)
    .set({ addedSeconds: sql`${networkPass.addedSeconds} + ${seconds}`, timeAskedAt: null })
    .where(eq(networkPass.registrationId, registrationId))
    .returning({ id: networkPass.registrationId })
  return changed.length === 1
}

export type NetworkAccountRow = typeof networkAccount.$inferSelect

export async function findNetworkAccount(db: Database, personId: string): Promise<NetworkAccountRow | null> {
  const [row] = await db.select().from(networkAccount).where(eq(networkAccount.personId, personId)).limit(1)
  return row ?? null
}

/** Keeps the account of a person, and returns it as it is kept. */
export async function insertNetworkAccount(
  db: Database,
  values: typeof networkAccount.$inferInsert,
): Promise<NetworkAccountRow> {
  const [row] = await db.insert(networkAccount).values(values).returning()
  if (!row) throw new Error(`The network account of ${values.personId} was not kept`)
  return row
}

export async function updateNetworkAccount(
  db: Database,
  personId: string,
  values: Partial<Omit<NetworkAccountRow, "personId">>,
): Promise<void> {
  await db.update(networkAccount).set(values).where(eq(networkAccount.personId, personId))
}

/** Notes that GATE has a password, unless another one was made meanwhile. */
export async function settlePassword(db: Database, personId: string, password: string): Promise<void> {
  await db
    .update(networkAccount)
    .set({ isPasswordDue: false })
    .where(and(eq(networkAccount.personId, personId), eq(networkAccount.password, password)))
}

export async function deleteNetworkAccount(tx: Database, personId: string): Promise<void> {
  await tx.delete(networkAccount).where(eq(networkAccount.personId, personId))
}

/** What decides how one registration's pass is shown, or null when its event has none and it has none either. */
export async function findPassHolding(db: Database, registrationId: string) {
  const [row] = await db
    .select({ registration, event, rule: networkPassRule, pass: networkPass, account: networkAccount })
    .from(registration)
    .innerJoin(event, eq(event.id, registration.eventId))
    .leftJoin(networkPassRule, eq(networkPassRule.eventId, registration.eventId))
    .leftJoin(networkPass, eq(networkPass.registrationId, registration.id))
    .leftJoin(networkAccount, eq(networkAccount.personId, registration.personId))
    .where(eq(registration.id, registrationId))
    .limit(1)
  if (!row || (!row.rule && !row.pass)) return null
  return {
    ...row,
    registration: toRegistration(row.registration),
    rule: row.rule && toRule(row.rule),
  }
}

/** Whether Gatehouse made the account of a person: the journal says so, wherever the answer to the POST was heard. */
export async function isAccountMadeHere(
  db: Database,
  personId: string,
  gateUserId: string,
): Promise<boolean> {
  const rows = await db
    .select({ id: registrationEvent.id })
    .from(registrationEvent)
    .innerJoin(registration, eq(registration.id, registrationEvent.registrationId))
    .where(
      and(
        eq(registration.personId, personId),
        inArray(registrationEvent.name, ["gate_user.created", "gate_user.found"]),
        sql`${registrationEvent.detail} ->> 'user' = ${gateUserId}`,
      ),
    )
    .limit(1)
  return rows.length > 0
}

/** Forgets the passes of a person and the account they opened. */
export async function forgetNetworkPasses(tx: Database, personId: string): Promise<void> {
  await tx.delete(networkPass).where(eq(networkPass.personId, personId))
  await deleteNetworkAccount(tx, personId)
}
