import { eq } from "drizzle-orm"
import type { Database } from "../database"
import { gateOrganization } from "../schema/gate"

export type GateOrganizationRow = typeof gateOrganization.$inferSelect

/** The organization with this id, or undefined. */
export async function findGateOrganization(
  db: Database,
  id: number,
): Promise<GateOrganizationRow | undefined> {
  const [row] = await db.select().from(gateOrganization).where(eq(gateOrganization.id, id))
  return row
}

/** The organization with this name, or undefined. */
export async function findGateOrganizationByName(
  db: Database,
  name: string,
): Promise<GateOrganizationRow | undefined> {
  const [row] = await db.select().from(gateOrganization).where(eq(gateOrganization.name, name))
  return row
}

/** The organization of this name, made if it was never seen (contract §11 D3). Safe when two requests make it at once. */
export async function ensureGateOrganization(db: Database, name: string): Promise<GateOrganizationRow> {
  const [created] = await db.insert(gateOrganization).values({ name }).onConflictDoNothing().returning()
  const row = created ?? (await findGateOrganizationByName(db, name))
  if (!row) throw new Error("the embedded GATE lost an organization between two statements")
  return row
}
