/** A clock that stands still until a test moves it, and those who sleep by it. */
export type VirtualTime = {
  clock(): Date
  /** Sleeps until time is moved that far. */
  sleep(ms: number): Promise<void>
  /** Moves time itself, for the only one who waits. */
  skip(ms: number): Promise<void>
  pass(ms: number): void
  /** How many still sleep. */
  readonly asleep: number
}

export function virtualTime(start = "2027-01-10T12:00:00.000Z"): VirtualTime {
  let now = Date.parse(start)
  let sleepers: { at: number; wake: () => void }[] = []

  function pass(ms: number): void {
    now += ms
    const woken = sleepers.filter(({ at }) => at <= now)
    sleepers = sleepers.filter(({ at }) => at > now)
    for (const { wake } of woken) wake()
  }

  return {
    clock: () => new Date(now),
    sleep: (ms) => new Promise((wake) => sleepers.push({ at: now + ms, wake })),
    skip: async (ms) => pass(ms),
    pass,
    get asleep() {
      return sleepers.length
    },
  }
}

/** Numbers from 0 to 1 that are the same in every run (mulberry32). */
export function seededRandom(seed = 1): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
