import { and, eq } from "drizzle-orm"
import type { ColumnView } from "../../domain/columns-view"
import type { Database } from "../database"
import { organizerView } from "../schema/organizer"

type ViewKey = { personId: string; eventId: string }

function isOf({ personId, eventId }: ViewKey) {
  return and(eq(organizerView.personId, personId), eq(organizerView.eventId, eventId))
}

export async function findColumnsView(db: Database, key: ViewKey): Promise<ColumnView[] | null> {
  const [row] = await db.select({ columns: organizerView.columns }).from(organizerView).where(isOf(key))
  return row?.columns ?? null
}

/** Replaces what was saved before. */
export async function setColumnsView(db: Database, key: ViewKey, columns: ColumnView[]): Promise<void> {
  await db
    .insert(organizerView)
    .values({ ...key, columns })
    .onConflictDoUpdate({ target: [organizerView.personId, organizerView.eventId], set: { columns } })
}
