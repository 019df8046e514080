import "server-only"
import { listEventsOf } from "@/lib/db/queries/event-editor"
import type { OrganizerScope } from "@/lib/organizers/scope"
import { doorOf } from "@/lib/organizers/team"
import { runtime } from "@/lib/runtime"

/** The doors somebody can be invited to help at: those of events that are not over, by the value a form sends. */
export async function loadPlaces(scope: OrganizerScope): Promise<{ value: string; title: string }[]> {
  const { db, clock } = await runtime()
  const now = clock()
  const events = await listEventsOf(db, scope.organization.id)
  return events
    .filter(({ endsAt }) => endsAt > now)
    .map(({ slug, title }) => ({ value: doorOf(slug), title }))
}
