import "server-only"
import { notFound } from "next/navigation"
import { cache } from "react"
import { loadPerson } from "@/lib/auth/session"
import { getEvent } from "@/lib/db/queries/events"
import type { PersonRow } from "@/lib/db/queries/people"
import {
  findRegistration,
  findRegistrationOf,
  listRegistrationsOf,
  type RegistrationRow,
} from "@/lib/db/queries/registrations"
import type { EventWithQuestions } from "@/lib/domain/event"
import { isUuid } from "@/lib/domain/uuid"
import { runtime } from "@/lib/runtime"

export type Ticket = { registration: RegistrationRow; event: EventWithQuestions; person: PersonRow }

/** A registration of the person who asks, or null for everybody else: whether it exists is nobody's business. */
export const findOwnTicket = cache(async (id: string): Promise<Ticket | null> => {
  const person = await loadPerson()
  if (!person || !isUuid(id)) return null
  const { db } = await runtime()
  const registration = await findRegistration(db, id)
  if (registration?.personId !== person.id) return null
  return { registration, person, event: await getEvent(db, registration.eventId) }
})

/** As `findOwnTicket`, for pages: a 404 where there is none. */
export async function loadTicket(id: string): Promise<Ticket> {
  return (await findOwnTicket(id)) ?? notFound()
}

/** Where somebody who has registered for an event already belongs, or null. */
export async function findOwnTicketPath(eventId: string): Promise<string | null> {
  const person = await loadPerson()
  if (!person) return null
  const { db } = await runtime()
  const registration = await findRegistrationOf(db, { eventId, personId: person.id })
  return registration ? `/tickets/${registration.id}` : null
}

/** What somebody who has signed in holds tickets for, the newest first; null for a stranger. */
export async function loadOwnTickets() {
  const person = await loadPerson()
  if (!person) return null
  const { db, clock } = await runtime()
  const registrations = await listRegistrationsOf(db, person.id)
  const tickets = await Promise.all(
    registrations.map(async ({ id, eventId }) => ({ id, event: await getEvent(db, eventId) })),
  )
  return { person, tickets, now: clock() }
}
