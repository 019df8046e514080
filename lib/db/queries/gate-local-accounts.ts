import { and, asc, count, eq, inArray, or, type SQL, sql } from "drizzle-orm"
import type { Database } from "../database"
import { gateAccount, gateOrganization, gateTombstone, gateUserExtra } from "../schema/gate"

type GateAccountRow = typeof gateAccount.$inferSelect
export type NewGateAccount = typeof gateAccount.$inferInsert
/** An account with the name of its organization, which `/user/` shows. */
export type GateAccount = GateAccountRow & { organizationName: string | null }

/**
 * How an account is addressed: by number, by the alias of a seeded account, or by username, which may be one of several
 * where usernames are unique in an organization only.
 */
export type GateAccountKey = { id: number } | { alias: string } | { username: string; scope?: string }

export type GateAccountFilter = {
  key?: GateAccountKey
  username?: string
  /** Name or id of an organization (contract §11 D3). */
  organization?: string
  role?: string
  /** The organization a scoped token may see. */
  scope?: number
}

/** What a write changes. `attributes` are merged into the stored ones, or replace them. */
export type GateAccountChange = {
  set: Partial<Omit<NewGateAccount, "id" | "attributes">>
  attributes?: { mode: "merge" | "replace"; values: Record<string, unknown> }
}

const uniqueViolation = "23505"

function keyIs(key: GateAccountKey): SQL {
  if ("id" in key) return eq(gateAccount.id, key.id)
  if ("alias" in key) return eq(gateAccount.alias, key.alias)
  const named = eq(gateAccount.username, key.username)
  return key.scope === undefined ? named : sql`(${named} and ${eq(gateAccount.usernameScope, key.scope)})`
}

/** A condition on the organization, by name or by id. */
export function gateOrganizationIs(db: Database, reference: string): SQL {
  const byName = eq(gateOrganization.name, reference)
  const byId = /^\d{1,15}$/.test(reference) ? eq(gateOrganization.id, Number(reference)) : undefined
  const ids = db.select({ id: gateOrganization.id }).from(gateOrganization).where(or(byName, byId))
  return inArray(gateAccount.organizationId, ids)
}

function matching(db: Database, filter: GateAccountFilter): SQL | undefined {
  return and(
    filter.key && keyIs(filter.key),
    filter.username === undefined ? undefined : eq(gateAccount.username, filter.username),
    filter.organization === undefined ? undefined : gateOrganizationIs(db, filter.organization),
    filter.role === undefined ? undefined : sql`${gateAccount.attributes} ->> 'role' = ${filter.role}`,
    filter.scope === undefined ? undefined : eq(gateAccount.organizationId, filter.scope),
  )
}

function selectAccounts(db: Database) {
  return db
    .select({ account: gateAccount, organizationName: gateOrganization.name })
    .from(gateAccount)
    .leftJoin(gateOrganization, eq(gateAccount.organizationId, gateOrganization.id))
}

const withName = (row: { account: GateAccountRow; organizationName: string | null }): GateAccount => ({
  ...row.account,
  organizationName: row.organizationName,
})

/** One page of accounts in order of id, and how many match in all. */
export async function listGateAccounts(
  db: Database,
  filter: GateAccountFilter,
  page: { limit: number; offset: number },
): Promise<{ count: number; rows: GateAccount[] }> {
  const where = matching(db, filter)
  const [total] = await db.select({ count: count() }).from(gateAccount).where(where)
  const rows = await selectAccounts(db)
    .where(where)
    .orderBy(asc(gateAccount.id))
    .limit(page.limit)
    .offset(page.offset)
  return { count: Number(total?.count ?? 0), rows: rows.map(withName) }
}

/** The account, the oldest of several, or undefined. */
export async function findGateAccount(db: Database, key: GateAccountKey): Promise<GateAccount | undefined> {
  const [row] = await selectAccounts(db).where(keyIs(key)).orderBy(asc(gateAccount.id)).limit(1)
  return row && withName(row)
}

/** Holds the account's row until the transaction ends, so that two extras for one parent are decided in turn. */
export async function lockGateAccount(tx: Database, id: number): Promise<boolean> {
  const rows = await tx
    .select({ id: gateAccount.id })
    .from(gateAccount)
    .where(eq(gateAccount.id, id))
    .for("update")
  return rows.length > 0
}

/** Stores an account; undefined when the username is taken. */
export async function insertGateAccount(
  db: Database,
  account: NewGateAccount,
): Promise<GateAccountRow | undefined> {
  const [row] = await db
    .insert(gateAccount)
    .values(account)
    .onConflictDoNothing({ target: [gateAccount.username, gateAccount.usernameScope] })
    .returning()
  return row
}

/** Changes an account in one statement. Do not call it inside a transaction that goes on after "username-taken". */
export async function updateGateAccount(
  db: Database,
  id: number,
  { set, attributes }: GateAccountChange,
): Promise<"updated" | "gone" | "username-taken"> {
  const merged = attributes && {
    attributes:
      attributes.mode === "replace"
        ? attributes.values
        : sql`${gateAccount.attributes} || ${JSON.stringify(attributes.values)}::jsonb`,
  }
  try {
    const rows = await db
      .update(gateAccount)
      .set({ ...set, ...merged })
      .where(eq(gateAccount.id, id))
      .returning({ id: gateAccount.id })
    return rows.length > 0 ? "updated" : "gone"
  } catch (error) {
    if (isUniqueViolation(error)) return "username-taken"
    throw error
  }
}

/** Deletes an account with its extras and leaves tombstones; false when it was gone already (contract §11 D40, D41). */
export async function deleteGateAccount(db: Database, id: number, at: Date): Promise<boolean> {
  return db.transaction(async (tx) => {
    if (!(await lockGateAccount(tx, id))) return false
    const extras = await tx
      .delete(gateUserExtra)
      .where(eq(gateUserExtra.accountId, id))
      .returning({ recordId: gateUserExtra.id })
    await tx.delete(gateAccount).where(eq(gateAccount.id, id))
    await tx
      .insert(gateTombstone)
      .values([
        ...extras.map(({ recordId }) => ({ resource: "user_extra" as const, recordId, deletedAt: at })),
        { resource: "user", recordId: id, deletedAt: at },
      ])
    return true
  })
}

function isUniqueViolation(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ("code" in cause && cause.code === uniqueViolation) return true
  }
  return false
}
