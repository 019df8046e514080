import { z } from "zod"
import { type Question, questionListSchema } from "./question"

/** An event as visitors see it. Times are instants; `timeZone` (IANA) says how to show them. */
export type Event = {
  id: string
  slug: string
  title: string
  host: string
  description: string
  startsAt: Date
  endsAt: Date
  doorsAt: Date | null
  timeZone: string
  venueName: string
  venueAddress: string | null
  capacity: number | null
  taken: number
  registrationOpensAt: Date | null
  registrationClosesAt: Date | null
  organization: { name: string; id: string }
  hue: number
  terms: string
}

export type EventWithQuestions = Event & { questions: Question[] }

export type Registrability = "open" | "not_open" | "closed" | "full"

/** Whether somebody may register at `now`. A full event that is also closed is closed: nothing can free it again. */
export function registrability(event: Event, now: Date): Registrability {
  if (event.registrationOpensAt && now < event.registrationOpensAt) return "not_open"
  if (now >= (event.registrationClosesAt ?? event.endsAt)) return "closed"
  return placesLeft(event) === 0 ? "full" : "open"
}

/** Null when the event has no limit. */
export function placesLeft(event: Pick<Event, "capacity" | "taken">): number | null {
  return event.capacity === null ? null : Math.max(0, event.capacity - event.taken)
}

export function questionsAt(event: EventWithQuestions, stage: Question["stage"]): Question[] {
  return event.questions.filter((question) => question.stage === stage)
}

const instant = z.iso.datetime({ offset: true }).transform((value) => new Date(value))

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name })
    return true
  } catch {
    return false
  }
}

/** An event as an organizer describes it; times are ISO 8601 with an offset. */
export const newEventSchema = z
  .object({
    slug: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "A slug is lower-case words and digits joined by -"),
    title: z.string().trim().min(1).max(120),
    host: z.string().trim().min(1).max(120),
    description: z.string().max(20_000),
    startsAt: instant,
    endsAt: instant,
    doorsAt: instant.nullable().default(null),
    timeZone: z.string().refine(isTimeZone, "Not a time zone of the IANA list, like Europe/Berlin"),
    venueName: z.string().trim().min(1).max(200),
    venueAddress: z.string().trim().min(1).max(300).nullable().default(null),
    capacity: z.int().positive().nullable().default(null),
    registrationOpensAt: instant.nullable().default(null),
    registrationClosesAt: instant.nullable().default(null),
    organization: z.object({ name: z.string().min(1), id: z.string().min(1) }),
    hue: z.int().min(0).max(359).default(258),
    terms: z.string().trim().min(1).max(20_000),
    questions: questionListSchema.default([]),
  })
  .refine((event) => event.endsAt > event.startsAt, {
    path: ["endsAt"],
    message: "An event ends after it starts",
  })

/** What `newEventSchema` reads. */
export type EventDescription = z.input<typeof newEventSchema>
