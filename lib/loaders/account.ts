import "server-only"
import { getLocale } from "next-intl/server"
import { readOpener } from "@/lib/auth/form-opener"
import { requireSameSite } from "@/lib/auth/request"
import { loadPerson } from "@/lib/auth/session"
import { getEvent } from "@/lib/db/queries/events"
import { hasOpenTask } from "@/lib/db/queries/gate-tasks"
import type { PersonRow } from "@/lib/db/queries/people"
import { listRegistrationsOf } from "@/lib/db/queries/registrations"
import { erasedOn, localiseEvent } from "@/lib/domain/event"
import { runtime } from "@/lib/runtime"
import { seeOther } from "./see-other"
import { signInFirst } from "./sign-in-first"

/** Who is asking, for pages that are nobody else's; strangers sign in first and come back. */
export async function loadOwner(): Promise<PersonRow> {
  return (await loadPerson()) ?? (await signInFirst())
}

/**
 * The same for actions, after the check that the form was sent from here. A form that was opened for somebody else than who
 * has signed in since does nothing and leads to the account it would have been done to.
 * @throws AppError `foreign_request`
 */
export async function requireOwner(form: FormData): Promise<PersonRow> {
  await requireSameSite()
  const person = await loadOwner()
  const opener = readOpener(form)
  if (opener !== null && opener !== person.id) return seeOther("/me?done=other_person")
  return person
}

/** A person's registrations by what they are to them now, each with its event in the reader's language. */
export async function loadOwnRegistrations() {
  const person = await loadOwner()
  const { db, clock } = await runtime()
  const now = clock()
  const language = await getLocale()
  const registrations = await listRegistrationsOf(db, person.id)
  const all = await Promise.all(
    registrations.map(async (registration) => ({
      registration,
      event: localiseEvent(await getEvent(db, registration.eventId), language),
    })),
  )
  const held = all.filter(({ registration }) => registration.step !== "cancelled")
  const byStart = [...held].sort((a, b) => a.event.startsAt.getTime() - b.event.startsAt.getTime())
  return {
    person,
    now,
    upcoming: byStart.filter(({ event }) => event.endsAt > now),
    past: byStart.filter(({ event }) => event.endsAt <= now).reverse(),
    cancelled: all.filter(({ registration }) => registration.step === "cancelled"),
  }
}

/** When which answers are erased by themselves, and whether an erasure is under way in GATE. */
export async function loadRetention() {
  const person = await loadOwner()
  const { db } = await runtime()
  const language = await getLocale()
  const registrations = await listRegistrationsOf(db, person.id)
  const dates = await Promise.all(
    registrations.map(async ({ id, eventId, erasedAt, purgedAt }) => {
      const event = localiseEvent(await getEvent(db, eventId), language)
      const { title, timeZone } = event
      return { id, title, timeZone, goneAt: erasedAt ?? purgedAt, erasedOn: erasedOn(event) }
    }),
  )
  return { person, dates, isErasing: await hasOpenTask(db, person.id, "erase_profile") }
}
