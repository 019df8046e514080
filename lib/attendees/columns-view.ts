import type { AppContext } from "@/lib/context"
import { findColumnsView, setColumnsView } from "@/lib/db/queries/organizer-view"
import { attendeeColumns, codesAsWords } from "@/lib/domain/attendee-column"
import { allowedView, type ColumnView, defaultView, parseView } from "@/lib/domain/columns-view"
import type { EventScope } from "@/lib/organizers/scope"

function keysOf({ event }: EventScope): string[] {
  return attendeeColumns(event, codesAsWords).map(({ key }) => key)
}

/** How this organizer looks at the attendees of this event: as saved, without columns that are gone since. */
export async function readColumnsView({ db }: AppContext, scope: EventScope): Promise<ColumnView[]> {
  const keys = keysOf(scope)
  const saved = await findColumnsView(db, { personId: scope.personId, eventId: scope.event.id })
  return saved ? allowedView(saved, keys) : defaultView(keys)
}

/** Remembers `text`, written as the address's `cols`; whatever it names that is no column is left out. */
export async function saveColumnsView({ db }: AppContext, scope: EventScope, text: string): Promise<void> {
  const { view } = parseView(text, keysOf(scope))
  await setColumnsView(db, { personId: scope.personId, eventId: scope.event.id }, view)
}
