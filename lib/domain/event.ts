import { z } from "zod"
import type { EventCover } from "./cover"
import { localiseQuestion, type Question, questionListSchema } from "./question"
import { mostClaimHours, mostOfferHours, type WaitlistOrder, waitlistOrders } from "./waitlist"

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
  /** Who is next on the waitlist; null: nobody can join one. */
  waitlistOrder: WaitlistOrder | null
  /** Hours an offered place is held. */
  offerHours: number
  /** Hours before the doors in which a free place goes to whoever claims it first. */
  claimHours: number
  /** How many wait for a place. */
  waiting: number
  registrationOpensAt: Date | null
  registrationClosesAt: Date | null
  organization: { name: string; id: string }
  hue: number
  /** Null: the colour alone. */
  cover: EventCover | null
  terms: string
  /** Until when people may change their answers; null: until the event starts. */
  editDeadline: Date | null
  /** Answers are erased this many days after the event. */
  retentionDays: number
  /** What people with a ticket have to know before they come, in the organizer's words. */
  ticketNote: string | null
  /** Whether people with a ticket are reminded the day before. */
  remindsBefore: boolean
  /** Whether they are thanked the day after. */
  thanksAfter: boolean
  /** Grows with every change people's calendars must hear of (RFC 5545 SEQUENCE). */
  revision: number
  /** It does not take place; tickets stay what they are. */
  cancelledAt: Date | null
  /** Why, in the organizer's words. */
  cancelReason: string | null
  translations: Record<string, EventWords>
}

/** The words of an event in another language; what is missing stays in the event's own. */
export type EventWords = {
  title?: string
  description?: string
  venueName?: string
  terms?: string
  ticketNote?: string
}

export type EventWithQuestions = Event & { questions: Question[] }

/** An event as its organizers see it, published or not. */
export type OrganizerEvent = EventWithQuestions & {
  publishedAt: Date | null
  archivedAt: Date | null
  termsVersion: number
  /** The first one is that of the event's own texts. */
  languages: string[]
  /** Grows with every save, so that of two organizers editing at once the second is told. */
  version: number
  hasNetworkPass: boolean
}

/** The event in `language`, as far as its organizer translated it. What is stored and sent to GATE stays as it was. */
export function localiseEvent<Any extends Event & { questions?: Question[] }>(
  event: Any,
  language: string,
): Any {
  const { questions, cover } = event
  return {
    ...event,
    ...event.translations[language],
    cover: cover && { ...cover, alt: cover.translations[language] ?? cover.alt },
    ...(questions && { questions: questions.map((question) => localiseQuestion(question, language)) }),
  }
}

/** Places somebody can register for; null when the event has no limit. One that is free while people wait is theirs. */
export function placesLeft(event: Pick<Event, "capacity" | "taken" | "waiting">): number | null {
  if (event.waiting > 0) return 0
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

/** More than any event has; what is typed by mistake is refused before PostgreSQL does it. */
const mostPlaces = 10_000_000

/** A few sentences, which fit on a ticket. */
const longestNote = 500

/** Pages of an organization, at whose addresses an event could not be organized. */
export const reservedSlugs = ["new", "reveal", "segments", "verification", "team", "activity"]

/** An event as an organizer describes it; times are ISO 8601 with an offset. */
export const newEventSchema = z
  .object({
    slug: z
      .string()
      .max(80)
      .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "A slug is lower-case words and digits joined by -")
      .refine((slug) => !reservedSlugs.includes(slug), "The organizers' pages use this slug themselves"),
    title: z.string().trim().min(1).max(120),
    host: z.string().trim().min(1).max(120),
    description: z.string().max(20_000),
    startsAt: instant,
    endsAt: instant,
    doorsAt: instant.nullable().default(null),
    timeZone: z.string().refine(isTimeZone, "Not a time zone of the IANA list, like Europe/Berlin"),
    venueName: z.string().trim().min(1).max(200),
    venueAddress: z.string().trim().min(1).max(300).nullable().default(null),
    capacity: z.int().positive().max(mostPlaces).nullable().default(null),
    waitlistOrder: z.enum(waitlistOrders).nullable().default(null),
    offerHours: z.int().min(1).max(mostOfferHours).default(24),
    claimHours: z.int().min(0).max(mostClaimHours).default(3),
    registrationOpensAt: instant.nullable().default(null),
    registrationClosesAt: instant.nullable().default(null),
    organization: z.object({ name: z.string().min(1), id: z.string().min(1) }),
    hue: z.int().min(0).max(359).default(258),
    terms: z.string().trim().min(1).max(20_000),
    editDeadline: instant.nullable().default(null),
    retentionDays: z.int().min(1).max(3650).default(30),
    ticketNote: z.string().trim().min(1).max(longestNote).nullable().default(null),
    remindsBefore: z.boolean().default(true),
    thanksAfter: z.boolean().default(false),
    revision: z.int().min(0).default(0),
    translations: z
      .record(
        z.string(),
        z.object({
          title: z.string().max(120).exactOptional(),
          description: z.string().max(20_000).exactOptional(),
          venueName: z.string().max(200).exactOptional(),
          terms: z.string().max(20_000).exactOptional(),
          ticketNote: z.string().max(longestNote).exactOptional(),
        }),
      )
      .default({}),
    questions: questionListSchema.default([]),
  })
  .refine((event) => event.endsAt > event.startsAt, {
    path: ["endsAt"],
    message: "An event ends after it starts",
  })

/** What `newEventSchema` reads. */
export type EventDescription = z.input<typeof newEventSchema>

/** When names and answers of an event are erased at the latest. */
export function erasedOn({ endsAt, retentionDays }: Pick<Event, "endsAt" | "retentionDays">): Date {
  return new Date(endsAt.getTime() + retentionDays * 24 * 60 * 60_000)
}
