import { and, eq, sql } from "drizzle-orm"
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

/** Records what a page of the list showed, then how far it was read: a page may be recorded any number of times. */
export async function saveDirectoryPage(
  db: Database,
  { entries, ...cursor }: DirectoryCursor & { entries: DirectoryEntry[] },
): Promise<void> {
  const latest = [...new Map(entries.map((entry) => [entry.userId, entry])).values()]
  if (latest.length > 0) {
    await db
      .insert(gateDirectoryEntry)
      .values(latest)
      .onConflictDoUpdate({
        target: gateDirectoryEntry.userId,
        set: { organization: sql`excluded.organization`, emailHash: sql`excluded.email_hash` },
      })
  }
  const { organization: _, ...set } = cursor
  await db
    .insert(gateDirectoryCursor)
    .values(cursor)
    .onConflictDoUpdate({ target: gateDirectoryCursor.organization, set })
}
