import "server-only"
import { notFound } from "next/navigation"
import { cache } from "react"
import { requireSameSite } from "@/lib/auth/request"
import { loadPerson, loadSession } from "@/lib/auth/session"
import { getEvent } from "@/lib/db/queries/events"
import type { RegistrationRow } from "@/lib/db/queries/registrations"
import { AppError } from "@/lib/domain/errors"
import type { Permission } from "@/lib/domain/permission"
import { admitInvited } from "@/lib/organizers/admit"
import {
  allows,
  type EventScope,
  findDoorScope,
  findEventScope,
  type OrganizerScope,
  proveScope,
} from "@/lib/organizers/scope"
import { type Runtime, runtime } from "@/lib/runtime"
import { signInFirst } from "./sign-in-first"

/** The organizer who asks, or null for everybody else. Proved once a request. */
export const findOwnScope = cache(async (): Promise<OrganizerScope | null> => {
  const session = await loadSession()
  if (!session) return null
  const context = await runtime()
  const scope = await proveScope(context, session.person, session.organizer)
  return scope ?? admitInvited(context, session.person)
})

const findOwnEventScope = cache(async (slug: string): Promise<EventScope | null> => {
  const scope = await findOwnScope()
  const context = await runtime()
  const own = scope && (await findEventScope(context, scope, slug))
  const session = await loadSession()
  return own ?? (session && findDoorScope(context, session.person, slug))
})

/** Strangers sign in first and come back; for everybody else there is nothing. */
async function turnAway(): Promise<never> {
  return (await loadPerson()) ? notFound() : signInFirst()
}

/** For pages: who asks, as an organizer with this permission; strangers sign in first, everybody else gets a 404. */
export async function loadOrganizer(permission: Permission = "view"): Promise<OrganizerScope> {
  const scope = await findOwnScope()
  return scope && allows(scope, permission) ? scope : turnAway()
}

/** The same for pages of one event; a 404 also for an event of another organization. */
export async function loadEventScope(slug: string, permission: Permission = "view"): Promise<EventScope> {
  const scope = await findOwnEventScope(slug)
  return scope && allows(scope, permission) ? scope : turnAway()
}

/** The check-in of a ticket's event, with the ticket looked up; null for whoever may not check its attendees in. */
export async function findCheckInPath({
  eventId,
  ticketCode,
}: Pick<RegistrationRow, "eventId" | "ticketCode">): Promise<string | null> {
  const { slug } = await getEvent((await runtime()).db, eventId)
  const scope = await findOwnEventScope(slug)
  return scope && allows(scope, "door") ? `/organizer/${slug}/check-in?scan=${ticketCode}` : null
}

/**
 * As `loadOrganizer`, for actions: the form must come from here.
 * @throws AppError `foreign_request`
 */
export async function requireOrganizer(permission: Permission): Promise<OrganizerScope> {
  await requireSameSite()
  return loadOrganizer(permission)
}

/**
 * As `loadEventScope`, for actions: the form must come from here.
 * @throws AppError `foreign_request`
 */
export async function requireEventScope(slug: string, permission: Permission): Promise<EventScope> {
  await requireSameSite()
  return loadEventScope(slug, permission)
}

type EventHandler = (scope: EventScope, context: Runtime) => Response | Promise<Response>

const neverKept = "private, no-store"

function refuse(status: 403 | 404): Response {
  const error = status === 404 ? "not_found" : "foreign_request"
  return Response.json({ error }, { status, headers: { "cache-control": neverKept } })
}

/** Answers a read of one event's data to its organizers, and a 404 to everybody else. No cache keeps the answer. */
export async function organizerRoute(
  slug: string,
  permission: Permission,
  handle: EventHandler,
): Promise<Response> {
  const scope = await findOwnEventScope(slug)
  if (!scope || !allows(scope, permission)) return refuse(404)
  const response = await handle(scope, await runtime())
  response.headers.set("cache-control", neverKept)
  return response
}

type OrganizationHandler = (scope: OrganizerScope, context: Runtime) => Response | Promise<Response>

/** The same for data of an organization. */
export async function organizationRoute(
  permission: Permission,
  handle: OrganizationHandler,
): Promise<Response> {
  const scope = await findOwnScope()
  if (!scope || !allows(scope, permission)) return refuse(404)
  const response = await handle(scope, await runtime())
  response.headers.set("cache-control", neverKept)
  return response
}

/** As `organizerRoute`, for a handler that writes: a 403 for a request that another site started. */
export async function organizerWriteRoute(
  slug: string,
  permission: Permission,
  handle: EventHandler,
): Promise<Response> {
  try {
    await requireSameSite()
  } catch (error) {
    if (error instanceof AppError) return refuse(403)
    throw error
  }
  return organizerRoute(slug, permission, handle)
}
