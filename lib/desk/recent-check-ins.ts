import type { AppContext } from "@/lib/context"
import { listAddresses, listRecentCheckIns, listStatusDeliveries } from "@/lib/db/queries/check-in"
import type { StatusDelivery } from "@/lib/domain/check-in"
import { reservedFields } from "@/lib/domain/status-field"
import { allows, type EventScope, requirePermission } from "@/lib/organizers/scope"

const mostShown = 20

export type CheckedIn = {
  id: string
  name: string
  checkedInAt: Date
  by: string | null
  delivery: StatusDelivery
}

/** Who came in last, who let them in, and whether GATE knows. */
export async function recentCheckIns(
  { db }: Pick<AppContext, "db">,
  scope: EventScope,
): Promise<CheckedIn[]> {
  requirePermission(scope, "door")
  const { event } = scope
  const rows = await listRecentCheckIns(db, event.id, mostShown)
  // Who only helps at the door reads nobody's address, colleagues' neither.
  const organizers = allows(scope, "view")
    ? [...new Set(rows.flatMap(({ checkedInBy }) => checkedInBy ?? []))]
    : []
  const addresses = await listAddresses(db, organizers)
  const deliveries = await listStatusDeliveries(db, rows)
  const hasField = reservedFields(event.questions).checkIn !== null
  return rows.map(({ id, firstName, lastName, checkedInAt, checkedInBy }) => ({
    id,
    name: `${firstName} ${lastName}`.trim(),
    checkedInAt,
    by: (checkedInBy && addresses.get(checkedInBy)) ?? null,
    delivery: hasField ? (deliveries.get(id) ?? "delivered") : "kept_here",
  }))
}
