/** A registration that wants the one record GATE keeps of its person. */
export type Sharer = {
  id: string
  createdAt: Date
  event: { doorsAt: Date | null; startsAt: Date; endsAt: Date }
}

const doorsOf = ({ event }: Sharer) => (event.doorsAt ?? event.startsAt).getTime()

/** The next doors first; of two that open at once, the one that was registered for last. */
function byDoors(one: Sharer, other: Sharer): number {
  return doorsOf(one) - doorsOf(other) || other.createdAt.getTime() - one.createdAt.getTime()
}

/** When a record goes on to the next event: some time after the end, but not after the next doors, and never before the end. */
function givenUpAt({ event }: Sharer, next: Sharer, handoverMs: number): number {
  const end = event.endsAt.getTime()
  return Math.min(end + handoverMs, Math.max(end, doorsOf(next)))
}

/**
 * Whose event a shared record carries: that of the doors which are next, or open. `until`: when it goes on to another, null
 * where there is none. Nobody once every event is over: the record stays as it is then (decision 0046).
 */
export function recordHolder<Of extends Sharer>(
  sharers: Of[],
  now: Date,
  handoverMs: number,
): { holder: Of | null; until: Date | null } {
  const isOver = ({ event }: Of) => event.endsAt.getTime() + handoverMs <= now.getTime()
  const [first = null, ...later] = sharers.filter((sharer) => !isOver(sharer)).sort(byDoors)
  let holder = first
  let until: number | null = null
  for (const next of later) {
    if (holder === null) break
    until = givenUpAt(holder, next, handoverMs)
    if (now.getTime() < until) break
    holder = next
    until = null
  }
  return { holder, until: until === null ? null : new Date(until) }
}
