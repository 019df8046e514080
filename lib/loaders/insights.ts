import "server-only"
import { type Insights, readInsights } from "@/lib/attendees/insights"
import { sumStatuses } from "@/lib/db/queries/insights"
import type { EventScope } from "@/lib/organizers/scope"
import { runtime } from "@/lib/runtime"
import { loadEventScope } from "./organizer"

export type EventInsights = {
  scope: EventScope
  /** Null while they are counted for the first time. */
  insights: Insights | null
  /** Attendees of every status, cancelled ones too; exact at any size. */
  total: number
}

/** An event's numbers; a 404 for everybody but its organizers. */
export async function loadInsights(slug: string): Promise<EventInsights> {
  const scope = await loadEventScope(slug)
  const context = await runtime()
  const statuses = await sumStatuses(context.db, scope.event.id)
  const total = Object.values(statuses).reduce((sum, count) => sum + count, 0)
  return { scope, total, insights: total === 0 ? null : await readInsights(context, scope) }
}
