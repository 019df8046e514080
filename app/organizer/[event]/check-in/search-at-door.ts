import { getTranslations } from "next-intl/server"
import type { DoorState } from "@/components/organizer/check-in/door-state"
import { listAttendees } from "@/lib/attendees/list"
import { longestSearch, noFilter } from "@/lib/domain/attendee-query"
import type { EventScope } from "@/lib/organizers/scope"
import type { Runtime } from "@/lib/runtime"

/** As many as fit under a thumb; who searches types more. */
const mostFound = 8

/** Attendees by name, address, company or a part of the code. */
export async function searchAtDoor(
  context: Runtime,
  scope: EventScope,
  typed: string,
): Promise<NonNullable<DoorState["search"]>> {
  const t = await getTranslations("person")
  const search = typed.replace(/\s+/g, " ").slice(0, longestSearch)
  const query = { ...noFilter, search, sort: { key: "name", direction: "asc" as const } }
  const { rows, next } = await listAttendees(context, scope, query, { limit: mostFound })
  return {
    summary: t("door.found", { count: rows.length, search }),
    more: next === null ? null : t("door.more"),
    rows: rows.map(({ id, name, email, status, checkedInAt }) => ({
      id,
      name: name || t("nameless"),
      detail: [email, t(`status.${status}`)].filter(Boolean).join(" · "),
      delivery: null,
      path: `/organizer/${scope.event.slug}/attendees/${id}`,
      canCheckIn: checkedInAt === null && status !== "cancelled" && status !== "removed",
      canUndo: checkedInAt !== null,
    })),
  }
}
