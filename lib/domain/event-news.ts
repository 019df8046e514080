import type { Event } from "./event"

/** What people plan by: when and where an event is, and whether it takes place. */
export type EventPlan = Pick<
  Event,
  "startsAt" | "endsAt" | "doorsAt" | "timeZone" | "venueName" | "venueAddress"
> & {
  /** The venue's name in the event's other languages, by language. */
  venueNames: Record<string, string>
  isCancelled: boolean
}

type Planned = Omit<EventPlan, "venueNames" | "isCancelled"> &
  Pick<Event, "translations"> & {
    cancelledAt?: Date | null
    /** Translations into other languages are kept, but nobody reads them; absent: `translations` has no others. */
    languages?: string[]
  }

/** The plan of an event that nobody has translated for its reader yet. */
export function planOf(event: Planned): EventPlan {
  const { startsAt, endsAt, doorsAt, timeZone, venueName, venueAddress, translations, languages } = event
  const [, ...others] = languages ?? ["", ...Object.keys(translations)]
  const venueNames = Object.fromEntries(
    others.toSorted().flatMap((language) => {
      const name = translations[language]?.venueName
      return name ? [[language, name]] : []
    }),
  )
  const isCancelled = Boolean(event.cancelledAt)
  return { startsAt, endsAt, doorsAt, timeZone, venueName, venueAddress, venueNames, isCancelled }
}

/** The plan as a reader of `language` knows it. */
export function planIn(plan: EventPlan, language: string): EventPlan {
  return { ...plan, venueName: plan.venueNames[language] ?? plan.venueName, venueNames: {} }
}

const whenAndWhere = ["startsAt", "endsAt", "doorsAt", "timeZone", "venueName", "venueAddress"] as const

/** Whether an event is at another time or place. */
export function isMoved(before: EventPlan, after: EventPlan): boolean {
  const write = (plan: EventPlan) =>
    JSON.stringify([...whenAndWhere.map((name) => plan[name]), Object.entries(plan.venueNames).toSorted()])
  return write(before) !== write(after)
}

/** `before`: the plan its reader went by. */
export type EventNews = { kind: "cancelled" } | { kind: "reinstated" } | { kind: "moved"; before: EventPlan }

/**
 * What somebody is to be told whose last word was one of `known`: what has certainly reached them, and what a mail said
 * of which nobody knows whether it did. Null when they know how things are.
 */
export function newsFor(known: EventPlan[], now: EventPlan): EventNews | null {
  if (now.isCancelled) return known.every(({ isCancelled }) => isCancelled) ? null : { kind: "cancelled" }
  if (known.some(({ isCancelled }) => isCancelled)) return { kind: "reinstated" }
  const before = known.find((plan) => isMoved(plan, now))
  return before ? { kind: "moved", before } : null
}
