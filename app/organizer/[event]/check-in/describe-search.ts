import { getTranslations } from "next-intl/server"
import type { DoorState } from "@/components/organizer/check-in/door-state"
import { searchAtDoor } from "@/lib/attendees/list"
import { longestSearch } from "@/lib/domain/attendee-query"
import { allows, type EventScope } from "@/lib/organizers/scope"
import type { Runtime } from "@/lib/runtime"

/** Whom the door has nothing to let in for. */
const ticketless = new Set(["waitlisted", "offered", "cancelled", "removed"])

/** Attendees by name, address, company or a part of the code. Who only helps at the door reads no addresses. */
export async function describeSearch(
  context: Runtime,
  scope: EventScope,
  typed: string,
): Promise<NonNullable<DoorState["search"]>> {
  const t = await getTranslations("person")
  const search = typed.replace(/\s+/g, " ").slice(0, longestSearch)
  const { rows, next } = await searchAtDoor(context, scope, search)
  const mayView = allows(scope, "view")
  return {
    summary: t("door.found", { count: rows.length, search }),
    more: next === null ? null : t("door.more"),
    rows: rows.map(({ id, name, email, status, checkedInAt }) => ({
      id,
      name: name || t("nameless"),
      detail: [mayView && email, t(`status.${status}`)].filter(Boolean).join(" · "),
      delivery: null,
      path: mayView ? `/organizer/${scope.event.slug}/attendees/${id}` : null,
      canCheckIn: checkedInAt === null && !ticketless.has(status),
      canUndo: checkedInAt !== null,
    })),
  }
}
