import { getTranslations } from "next-intl/server"
import type { DoorState } from "@/components/organizer/check-in/door-state"
import { searchAtDoor } from "@/lib/attendees/list"
import { longestSearch } from "@/lib/domain/attendee-query"
import { printable } from "@/lib/domain/printable"
import { allows, type EventScope } from "@/lib/organizers/scope"
import type { Runtime } from "@/lib/runtime"

/** Whom the door has nothing to let in for. */
const ticketless = new Set(["waitlisted", "offered", "cancelled", "removed"])

/** Attendees by name, address, company or a part of the code; by name and code alone for who only helps at the door. */
export async function describeSearch(
  context: Runtime,
  scope: EventScope,
  typed: string,
): Promise<NonNullable<DoorState["search"]>> {
  const t = await getTranslations("person")
  const search = printable(typed).replace(/\s+/g, " ").slice(0, longestSearch)
  const { found, hasMore } = await searchAtDoor(context, scope, search)
  return {
    summary: t("door.found", { count: found.length, search }),
    more: hasMore ? t("door.more") : null,
    rows: found.map(({ id, name, email, status, isIn }) => ({
      id,
      name: name || t("nameless"),
      detail: [email, t(`status.${status}`)].filter(Boolean).join(" · "),
      delivery: null,
      path: allows(scope, "view") ? `/organizer/${scope.event.slug}/attendees/${id}` : null,
      canCheckIn: !isIn && !ticketless.has(status),
      canUndo: isIn,
    })),
  }
}
