import { and, eq, sql } from "drizzle-orm"
import { companion } from "../companion"
import type { Database } from "../database"
import { gateDirectoryCursor, gateDirectoryEntry } from "../schema/gate-directory"

export type DirectoryCursor = typeof gateDirectoryCursor.$inferSelect
export type DirectoryEntry = typeof gateDirectoryEntry.$inferSelect

/**
 * How far an organization's user list has been read, null before the first time, and the ids of the accounts that had this
 * address when it was.
 */
export async function readDirectory(
  db: Database,
  { organization, emailHash }: { organization: string; emailHash: string },
): Promise<{ cursor: DirectoryCursor | null; ids: string[] }> {
  const { userId } = gateDirectoryEntry
  const isOfAddress = and(
    eq(gateDirectoryEntry.organization, organization),
    eq(gateDirectoryEntry.emailHash, emailHash),
  )
  const [row] = await db
    .select({
      cursor: gateDirectoryCursor,
      ids: sql<string[]>`array(select ${userId} from ${gateDirectoryEntry} where ${isOfAddress})`,
    })
    .from(sql`(values (1)) as one`)
    .leftJoin(gateDirectoryCursor, eq(gateDirectoryCursor.organization, organization))
  return row ?? { cursor: null, ids: [] }
}

/** Records what a page of the list showed, and how far it was read: a page may be recorded any number of times. */
export async function saveDirectoryPage(
  db: Database,
  { entries, ...cursor }: DirectoryCursor & { entries: DirectoryEntry[] },
): Promise<void> {
  const latest = [...new Map(entries.map((entry) => [entry.userId, entry])).values()]
  const written = () =>
    db
      .insert(gateDirectoryEntry)
      .values(latest)
      .onConflictDoUpdate({
        target: gateDirectoryEntry.userId,
        set: { organization: sql`excluded.organization`, emailHash: sql`excluded.email_hash` },
      })
  const along = latest.length > 0 ? [companion(db, "written", written())] : []
  const { organization: _, ...set } = cursor
  await db
    .with(...along)
    .insert(gateDirectoryCursor)
    .values(cursor)
    .onConflictDoUpdate({ target: gateDirectoryCursor.organization, set })
}
