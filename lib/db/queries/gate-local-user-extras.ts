import { and, asc, count, eq, type SQL, sql } from "drizzle-orm"
import type { Database } from "../database"
import { gateAccount, gateTombstone, gateUserExtra } from "../schema/gate"
import { gateOrganizationIs, lockGateAccount } from "./gate-local-accounts"

type GateUserExtraRow = typeof gateUserExtra.$inferSelect
export type GateUserExtraFields = GateUserExtraRow["fields"]
/** A record with what the answer says about its parent. */
export type GateUserExtra = GateUserExtraRow & { parentAlias: string | null; organizationId: number | null }

export type GateUserExtraFilter = { accountId?: number; organization?: string; scope?: number }

/** What a write changes. `fields` are merged into the stored ones, or replace them. */
export type GateUserExtraChange = {
  accountId?: number
  fields: { mode: "merge" | "replace"; values: GateUserExtraFields }
  /** Whether a parent may have only one record. */
  single: boolean
  at: Date
}

function matching(db: Database, filter: GateUserExtraFilter): SQL | undefined {
  return and(
    filter.accountId === undefined ? undefined : eq(gateUserExtra.accountId, filter.accountId),
    filter.organization === undefined ? undefined : gateOrganizationIs(db, filter.organization),
    filter.scope === undefined ? undefined : eq(gateAccount.organizationId, filter.scope),
  )
}

function selectExtras(db: Database) {
  return db
    .select({
      extra: gateUserExtra,
      parentAlias: gateAccount.alias,
      organizationId: gateAccount.organizationId,
    })
    .from(gateUserExtra)
    .innerJoin(gateAccount, eq(gateUserExtra.accountId, gateAccount.id))
}

/** One page of records in order of id, and how many match in all. */
export async function listGateUserExtras(
  db: Database,
  filter: GateUserExtraFilter,
  page: { limit: number; offset: number },
): Promise<{ count: number; rows: GateUserExtra[] }> {
  const where = matching(db, filter)
  const [total] = await db
    .select({ count: count() })
    .from(gateUserExtra)
    .innerJoin(gateAccount, eq(gateUserExtra.accountId, gateAccount.id))
    .where(where)
  const rows = await selectExtras(db)
    .where(where)
    .orderBy(asc(gateUserExtra.id))
    .limit(page.limit)
    .offset(page.offset)
  return {
    count: Number(total?.count ?? 0),
    rows: rows.map(({ extra, ...parent }) => ({ ...extra, ...parent })),
  }
}

/** The record, or undefined. */
export async function findGateUserExtra(db: Database, id: number): Promise<GateUserExtra | undefined> {
  const [row] = await selectExtras(db).where(eq(gateUserExtra.id, id))
  return row && { ...row.extra, parentAlias: row.parentAlias, organizationId: row.organizationId }
}

/** Whether the account has a record besides the one named. */
export async function hasGateUserExtra(db: Database, accountId: number, exceptId?: number): Promise<boolean> {
  const rows = await db
    .select({ id: gateUserExtra.id })
    .from(gateUserExtra)
    .where(eq(gateUserExtra.accountId, accountId))
    .orderBy(asc(gateUserExtra.id))
    .limit(2)
  return rows.some((row) => row.id !== exceptId)
}

/**
 * Stores a record. The parent's row is locked first, so of two simultaneous inserts for one parent the second sees
 * the first: a unique constraint cannot do this, because one dialect allows several (contract §11 D4).
 */
export async function insertGateUserExtra(
  db: Database,
  extra: { accountId: number; fields: GateUserExtraFields; single: boolean; at: Date },
): Promise<GateUserExtraRow | "parent-gone" | "duplicate"> {
  return db.transaction(async (tx) => {
    if (!(await lockGateAccount(tx, extra.accountId))) return "parent-gone"
    if (extra.single && (await hasGateUserExtra(tx, extra.accountId))) return "duplicate"
    const [row] = await tx
      .insert(gateUserExtra)
      .values({ accountId: extra.accountId, fields: extra.fields, createdAt: extra.at, updatedAt: extra.at })
      .returning()
    if (!row) throw new Error("an insert returned no row")
    return row
  })
}

/** Changes a record; a move to another parent holds that parent's row like an insert does (contract §11 D26). */
export async function updateGateUserExtra(
  db: Database,
  id: number,
  change: GateUserExtraChange,
): Promise<"updated" | "gone" | "parent-gone" | "duplicate"> {
  return db.transaction(async (tx) => {
    if (change.accountId !== undefined) {
      if (!(await lockGateAccount(tx, change.accountId))) return "parent-gone"
      if (change.single && (await hasGateUserExtra(tx, change.accountId, id))) return "duplicate"
    }
    const { mode, values } = change.fields
    const rows = await tx
      .update(gateUserExtra)
      .set({
        ...(change.accountId === undefined ? {} : { accountId: change.accountId }),
        fields:
          mode === "replace" ? values : sql`${gateUserExtra.fields} || ${JSON.stringify(values)}::jsonb`,
        updatedAt: change.at,
      })
      .where(eq(gateUserExtra.id, id))
      .returning({ id: gateUserExtra.id })
    return rows.length > 0 ? "updated" : "gone"
  })
}

/** Deletes a record and leaves a tombstone; false when it was gone already (contract §11 D41). */
export async function deleteGateUserExtra(db: Database, id: number, at: Date): Promise<boolean> {
  return db.transaction(async (tx) => {
    const rows = await tx
      .delete(gateUserExtra)
      .where(eq(gateUserExtra.id, id))
      .returning({ recordId: gateUserExtra.id })
    const gone = rows.map(({ recordId }) => ({ resource: "user_extra" as const, recordId, deletedAt: at }))
    if (gone.length > 0) await tx.insert(gateTombstone).values(gone)
    return gone.length > 0
  })
}
