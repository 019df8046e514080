/** The parts of an organizer's list of events, in its order. */
const eventGroups = ["upcoming", "drafts", "past", "archived"] as const

export type EventGroup = (typeof eventGroups)[number]

type Dated = { startsAt: Date; endsAt: Date; publishedAt: Date | null; archivedAt: Date | null }

function groupOf({ archivedAt, publishedAt, endsAt }: Dated, now: Date): EventGroup {
  if (archivedAt) return "archived"
  if (!publishedAt) return "drafts"
  return endsAt <= now ? "past" : "upcoming"
}

/** Events in their groups, empty ones left out: what comes next is first, what was last is first. */
export function groupEvents<Listed extends Dated>(
  events: Listed[],
  now: Date,
): { name: EventGroup; events: Listed[] }[] {
  const isForward = (name: EventGroup) => name === "upcoming" || name === "drafts"
  return eventGroups.flatMap((name) => {
    const group = events.filter((event) => groupOf(event, now) === name)
    const forward = group.sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime())
    return group.length > 0 ? [{ name, events: isForward(name) ? forward : forward.reverse() }] : []
  })
}
