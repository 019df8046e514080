import type { AppContext } from "@/lib/context"
import {
  type ActivityQuery,
  listActors,
  listAttendeeActivity,
  listOrganizationActivity,
} from "@/lib/db/queries/activity"
import { type Activity, type ActivityKind, activityKinds } from "@/lib/domain/organizer-act"
import { printable } from "@/lib/domain/printable"
import { isUuid } from "@/lib/domain/uuid"
import { type OrganizerScope, requirePermission } from "./scope"

/** As an address asks for it; what means nothing is left out. */
export type ActivityFilter = {
  kind: ActivityKind
  eventSlug: string | undefined
  actorId: string | undefined
  before: number | undefined
}

export type ActivityPage = { acts: Activity[]; next: number | null }

const pageSize = 50

const mostActors = 500

/** The filter in the parameters of a page's address. */
export function parseActivityFilter(
  parameters: Record<string, string | string[] | undefined>,
): ActivityFilter {
  const text = (name: string) => {
    const value = parameters[name]
    return typeof value === "string" && value !== "" ? printable(value) : undefined
  }
  const actorId = text("by")
  const before = Number(text("before"))
  return {
    kind: activityKinds.find((kind) => kind === text("of")) ?? "organization",
    eventSlug: text("event"),
    actorId: actorId !== undefined && isUuid(actorId) ? actorId : undefined,
    before: Number.isSafeInteger(before) && before > 0 ? before : undefined,
  }
}

/** What the organization's people did, the latest first, fifty at a time. */
export async function listActivity(
  { db }: Pick<AppContext, "db">,
  scope: OrganizerScope,
  { kind, ...filter }: ActivityFilter,
): Promise<ActivityPage> {
  requirePermission(scope, "edit")
  const list = kind === "attendees" ? listAttendeeActivity : listOrganizationActivity
  const query: ActivityQuery = { ...filter, organizationId: scope.organization.id, limit: pageSize + 1 }
  const found = await list(db, query)
  const acts = found.slice(0, pageSize)
  return { acts, next: found.length > pageSize ? (acts.at(-1)?.id ?? null) : null }
}

/** Whose acts can be asked for. */
export function listActivityActors({ db }: Pick<AppContext, "db">, scope: OrganizerScope) {
  requirePermission(scope, "edit")
  return listActors(db, scope.organization.id, mostActors)
}
