import "server-only"
import { getLocale } from "next-intl/server"
import { cache } from "react"
import { loadPerson } from "@/lib/auth/session"
import type { PersonRow } from "@/lib/db/queries/people"
import {
  findRegistrationOf,
  findRegistrationWithEvent,
  listRegistrationsOf,
  type RegistrationRow,
} from "@/lib/db/queries/registrations"
import { type EventWithQuestions, localiseEvent } from "@/lib/domain/event"
import { waitsAt } from "@/lib/domain/registration"
import { isUuid } from "@/lib/domain/uuid"
import { runtime } from "@/lib/runtime"
import { loadOwner } from "./account"
import { nothingHere } from "./nothing-here"

export type Ticket = { registration: RegistrationRow; event: EventWithQuestions; person: PersonRow }

/** As `findOwnTicket`, with the event as it is stored. Read once a request. */
export const findStoredTicket = cache(async (id: string): Promise<Ticket | null> => {
  const person = await loadPerson()
  if (!person || !isUuid(id)) return null
  const found = await findRegistrationWithEvent((await runtime()).db, id)
  return found?.registration.personId === person.id ? { ...found, person } : null
})

/** A registration of the person who asks, or null for everybody else: whether it exists is nobody's business. */
export const findOwnTicket = cache(async (id: string): Promise<Ticket | null> => {
  const ticket = await findStoredTicket(id)
  return ticket && { ...ticket, event: localiseEvent(ticket.event, await getLocale()) }
})

/** As `findOwnTicket`, for pages and actions: strangers sign in first, and whoever has signed in finds nothing. */
export async function loadTicket(id: string): Promise<Ticket> {
  await loadOwner()
  return (await findOwnTicket(id)) ?? nothingHere()
}

type OwnTicket = { path: string; waits: "waitlisted" | "offered" | undefined }

/** The visitor's own tickets by event, and where they wait for one, for a list of events; none for a stranger. */
export async function loadOwnTickets(): Promise<Map<string, OwnTicket>> {
  const person = await loadPerson()
  const registrations = person ? await listRegistrationsOf((await runtime()).db, person.id) : []
  return new Map(
    registrations
      .filter(({ step }) => step !== "cancelled")
      .map(({ id, eventId, step }) => [eventId, { path: `/tickets/${id}`, waits: waitsAt({ step }) }]),
  )
}

/** Where somebody who has registered for an event already belongs, or null. */
export async function findOwnTicketPath(eventId: string): Promise<string | null> {
  return (await findOwnRegistration(eventId))?.path ?? null
}

/** The same, with whether they only wait there. */
export async function findOwnRegistration(eventId: string): Promise<OwnTicket | null> {
  const person = await loadPerson()
  if (!person) return null
  const { db } = await runtime()
  const registration = await findRegistrationOf(db, { eventId, personId: person.id })
  if (!registration || registration.step === "cancelled") return null
  return { path: `/tickets/${registration.id}`, waits: waitsAt(registration) }
}
