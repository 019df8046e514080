import { eventDay } from "./event-time"
import { addDays, localTime, parseLocalTime } from "./local-time"
import type { Picture } from "./picture"

/** What can be said of a session in another language; what is missing stays in the event's own. */
type SessionWords = { title?: string; room?: string; text?: string }

/** A part of an event's programme. */
export type Session = {
  id: string
  startsAt: Date
  endsAt: Date
  title: string
  room: string | null
  /** In the order they are named in. */
  speakerIds: string[]
  /** A few plain sentences. */
  text: string
  /** Grows with every change people's calendars must hear of (RFC 5545 SEQUENCE). */
  revision: number
  translations: Record<string, SessionWords>
}

type SpeakerWords = { name?: string; role?: string; text?: string }

export type Speaker = {
  id: string
  name: string
  role: string | null
  /** A whole address, http or https. */
  link: string | null
  picture?: Picture
  text: string
  translations: Record<string, SpeakerWords>
}

type FaqWords = { question?: string; answer?: string }

/** A question people ask of an event before they come, and its answer in Markdown. */
export type FaqEntry = {
  id: string
  question: string
  answer: string
  translations: Record<string, FaqWords>
}

/** Whom to ask; `phone` is in E.164. */
export type Contact = {
  name: string | null
  email: string | null
  phone: string | null
  translations: Record<string, { name?: string }>
}

/** How to get there, in Markdown. */
export type Directions = { text: string; translations: Record<string, { text?: string }> }

/** What an event's page says beside its description, as its organizer filled it in. */
export type PageContent = {
  /** By their start; those that start together in the organizer's order. */
  sessions: Session[]
  speakers: Speaker[]
  faq: FaqEntry[]
  contact: Contact
  directions: Directions
}

export const emptyPageContent: PageContent = {
  sessions: [],
  speakers: [],
  faq: [],
  contact: { name: null, email: null, phone: null, translations: {} },
  directions: { text: "", translations: {} },
}

/** The lists of it, by the name that addresses and the audit trail have for them. */
export const contentLists = ["sessions", "speakers", "faq"] as const

export type ContentList = (typeof contentLists)[number]

/** A form of the editor: an entry of a list, or the contact with the directions. */
export type ContentForm = ContentList | "contact"

/** More than the longest congress has; each event page shows all of them. */
export const mostEntries: Record<ContentList, number> = { sessions: 300, speakers: 200, faq: 100 }

/** What the audit trail calls one entry of a list. */
export const entryNames = { sessions: "session", speakers: "speaker", faq: "faq_entry" } as const

const deeds = ["added", "edited", "moved", "removed"] as const

/** What the audit trail says of it. Each has a sentence, `editor.content.act.session_added`. */
export const contentActs = [
  ...deeds.map((deed) => `session.${deed}` as const),
  ...deeds.map((deed) => `speaker.${deed}` as const),
  "speaker.picture_saved",
  "speaker.picture_removed",
  ...deeds.map((deed) => `faq_entry.${deed}` as const),
  "contact.edited",
] as const

export type ContentAct = (typeof contentActs)[number]

export function isContentAct(name: string): name is ContentAct {
  return contentActs.some((known) => known === name)
}

type Period = { startsAt: Date; endsAt: Date; timeZone: string }

export function sortSessions(sessions: Session[]): Session[] {
  return sessions.toSorted((one, other) => one.startsAt.getTime() - other.startsAt.getTime())
}

/** The content in `language`, one of those the event is offered in beside its own; any other is the event's own. */
export function localiseContent(
  content: PageContent,
  language: string,
  [, ...others]: string[],
): PageContent {
  if (!others.includes(language)) return content
  const inLanguage = <Entry extends { translations: Record<string, object> }>(entry: Entry): Entry => ({
    ...entry,
    ...entry.translations[language],
  })
  return {
    sessions: content.sessions.map(inLanguage),
    speakers: content.speakers.map(inLanguage),
    faq: content.faq.map(inLanguage),
    contact: inLanguage(content.contact),
    directions: inLanguage(content.directions),
  }
}

/** Whether an entry can change places with the one beside it: sessions only with one that starts when they do. */
export function canMove(
  content: PageContent,
  { list, id, direction }: { list: ContentList; id: string; direction: "up" | "down" },
): boolean {
  const index = content[list].findIndex((each) => each.id === id)
  const other = index + (direction === "up" ? -1 : 1)
  if (index < 0 || other < 0 || other >= content[list].length) return false
  if (list !== "sessions") return true
  return content.sessions[index]?.startsAt.getTime() === content.sessions[other]?.startsAt.getTime()
}

/** From when on a session may be: people are let in then. */
export function firstMoment({ startsAt, doorsAt }: { startsAt: Date; doorsAt: Date | null }): Date {
  return doorsAt && doorsAt < startsAt ? doorsAt : startsAt
}

/** What is worth a look about a session and no reason to refuse it: nothing of it is lost. */
export type SessionWarning = { kind: "outside" } | { kind: "same_room"; title: string }

/** By session: those outside the event, as they are after it was shortened, and those that share a room and a time. */
export function warnOfSessions(
  { sessions }: PageContent,
  event: { startsAt: Date; endsAt: Date; doorsAt: Date | null },
): Map<string, SessionWarning[]> {
  const from = firstMoment(event)
  const room = (session: Session) => session.room?.trim().toLocaleLowerCase() || null
  return new Map(
    sessions.flatMap((session): [string, SessionWarning[]][] => {
      const isOutside = session.startsAt < from || session.endsAt > event.endsAt
      const clashes = sessions.filter(
        (other) =>
          other.id !== session.id &&
          other.startsAt < session.endsAt &&
          session.startsAt < other.endsAt &&
          room(other) !== null &&
          room(other) === room(session),
      )
      const warnings: SessionWarning[] = [
        ...(isOutside ? [{ kind: "outside" } as const] : []),
        ...clashes.map(({ title }) => ({ kind: "same_room", title }) as const),
      ]
      return warnings.length > 0 ? [[session.id, warnings]] : []
    }),
  )
}

const dayMs = 24 * 60 * 60_000

/** By how many calendar days an event as a whole is moved; 0 where only one of its ends is, or only the time of day. */
function movedDays(before: Period, after: Period): number {
  const days = (at: "startsAt" | "endsAt") => {
    const day = (period: Period) => Date.parse(eventDay({ startsAt: period[at], timeZone: period.timeZone }))
    return Math.round((day(after) - day(before)) / dayMs)
  }
  return days("startsAt") === days("endsAt") ? days("startsAt") : 0
}

/**
 * The sessions of an event that is moved from one period to another: they go with its days and keep their time of day on
 * its clocks. The same array where nothing moves.
 */
export function moveSessions(sessions: Session[], before: Period, after: Period): Session[] {
  const days = movedDays(before, after)
  if (sessions.length === 0 || (days === 0 && before.timeZone === after.timeZone)) return sessions
  const move = (at: Date): Date => {
    const [day = "", time = ""] = localTime(at, before.timeZone).split("T")
    const moved = parseLocalTime(`${addDays(day, days)}T${time}`, after.timeZone)
    // Clocks are put forward over it on the new day: as long after the event's start as before.
    return moved.ok ? moved.at : new Date(at.getTime() + after.startsAt.getTime() - before.startsAt.getTime())
  }
  return sessions.map((session) => {
    const [startsAt, endsAt] = [move(session.startsAt), move(session.endsAt)]
    // A change of clocks between the two can put the end before the start: the session then lasts as long as it did.
    const lastsMs = session.endsAt.getTime() - session.startsAt.getTime()
    const isTurned = endsAt <= startsAt
    return {
      ...session,
      startsAt,
      endsAt: isTurned ? new Date(startsAt.getTime() + lastsMs) : endsAt,
      revision: session.revision + 1,
    }
  })
}

/** Sessions under the days they begin on, where the event is: `2027-05-14` and its sessions. */
export function sessionsByDay(sessions: Session[], timeZone: string): [day: string, sessions: Session[]][] {
  const days = new Map<string, Session[]>()
  for (const session of sessions) {
    const day = eventDay({ startsAt: session.startsAt, timeZone })
    days.set(day, [...(days.get(day) ?? []), session])
  }
  return [...days]
}
