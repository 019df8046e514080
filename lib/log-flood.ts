const windowMs = 60_000

/** Lines of one kind in a minute: enough to see that it is not one person's trouble. */
const mostAMinute = 20

/** Kinds told apart in a minute; more than that share one count, so that memory does not grow with what strangers send. */
const mostKinds = 200

const rest = "other warnings and errors"

export type LeftOut = { message: string; times: number }

/** Counts lines by kind, minute by minute. */
export class FloodGuard {
  private readonly counts = new Map<string, number>()
  private since: number
  private readonly now: () => number

  /** `now`: milliseconds that never go back. */
  constructor(now: () => number = () => performance.now()) {
    this.now = now
    this.since = now()
  }

  /** Whether one more line of this kind may be written in this minute. */
  admits(kind: string): boolean {
    const key = this.counts.has(kind) || this.counts.size < mostKinds ? kind : rest
    const count = (this.counts.get(key) ?? 0) + 1
    this.counts.set(key, count)
    return count <= mostAMinute
  }

  /** Once a minute is over: how many lines of each kind were left out in it. */
  takeLeftOut(): LeftOut[] {
    if (this.now() - this.since < windowMs) return []
    const left = [...this.counts].flatMap(([kind, count]) =>
      count > mostAMinute ? [{ message: `left out: ${kind}`, times: count - mostAMinute }] : [],
    )
    this.counts.clear()
    this.since = this.now()
    return left
  }
}
