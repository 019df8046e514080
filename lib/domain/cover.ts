import type { Picture } from "./picture"

/** The cover of an event: a picture, and words for whoever can't see it. */
export type EventCover = Picture & {
  /** What it shows, in the event's own language. */
  alt: string
  /** The same in its other languages. */
  translations: Record<string, string>
}

/** Characters; a screen reader reads them in one go. */
export const longestAlt = 250

/** What organizers do with a cover. */
export const coverActs = ["added", "replaced", "changed", "removed"] as const

export type CoverAct = (typeof coverActs)[number]

/** How the audit trail names it. */
export function coverActName(act: CoverAct): `event.cover_${CoverAct}` {
  return `event.cover_${act}`
}
