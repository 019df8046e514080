import { and, eq } from "drizzle-orm"
import type { Database } from "../database"
import { gateDirectoryCursor, gateDirectoryEntry } from "../schema/gate-directory"

export type DirectoryCursor = typeof gateDirectoryCursor.$inferSelect
export type DirectoryEntry = typeof gateDirectoryEntry.$inferSelect

/** How far an organization's user list has been read, or null before the first time. */
export async function findDirectoryCursor(
  db: Database,
  organization: string,
): Promise<DirectoryCursor | null> {
  const [row] = await db
    .select()
    .from(gateDirectoryCursor)
    .where(eq(gateDirectoryCursor.organization, organization))
  return row ?? null
}

/** Ids of the accounts that had this address when the list was read. */
export async function listDirectoryUserIds(
  db: Database,
  { organization, emailHash }: { organization: string; emailHash: string },
): Promise<string[]> {
  const rows = await db
    .select({ userId: gateDirectoryEntry.userId })
    .from(gateDirectoryEntry)
    .where(
      and(eq(gateDirectoryEntry.organization, organization), eq(gateDirectoryEntry.emailHash, emailHash)),
    )
    .orderBy(gateDirectoryEntry.userId)
  return rows.map((row) => row.userId)
}

/** Records what a page of the list showed, together with how far it was read. */
export async function saveDirectoryPage(
  db: Database,
  { entries, ...cursor }: DirectoryCursor & { entries: DirectoryEntry[] },
): Promise<void> {
  await db.transaction(async (tx) => {
    for (const entry of entries) {
      await tx
        .insert(gateDirectoryEntry)
        .values(entry)
        .onConflictDoUpdate({ target: gateDirectoryEntry.userId, set: entry })
    }
    const { organization: _, ...set } = cursor
    await tx
      .insert(gateDirectoryCursor)
      .values(cursor)
      .onConflictDoUpdate({ target: gateDirectoryCursor.organization, set })
  })
}
