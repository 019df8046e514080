import { performance } from "node:perf_hooks"

/**
 * Lets in as many requests as are answered soon, keeps the others waiting for a moment, and turns away whom waiting does
 * not help: 500 at once would otherwise all be worked on at once, and each would wait for all.
 *
 * Node accepts one connection in each turn of its event loop, and a turn takes as long as the pages that are worked on
 * in it. Visitors would wait for seconds where nobody sees them, in the kernel. So while they keep coming nobody is let
 * in for up to `arrivals` turns: the work under way ends, turns become short, and all who are there are seen.
 *
 * Requests that wait for GATE or the database cost nothing here, so while the event loop is idle more are let in than
 * `workers`, a few every `tickMs`.
 */

/**
 * @typedef {{ workers: number, most: number, patienceMs: number, tickMs: number, perTick: number, queue: number, arrivals: number }} Limits
 *   `workers`: worked on whatever the load; `most`: never more than these; `patienceMs`: longest wait before being
 *   turned away; `queue`: most that wait; `arrivals`: turns of the event loop.
 */

/** 16 pages of 15 ms are a quarter of a second of one core: with the wait before, 1.5 s for the last one let in. */
const limits = {
  workers: 16,
  most: 512,
  patienceMs: 1_200,
  tickMs: 50,
  perTick: 8,
  queue: 2_000,
  arrivals: 200,
}

export class Admission {
  /** @type {{ since: number, decide: (isIn: boolean) => void }[]} */
  #waiting = []
  #inside = 0
  #arrived = 0
  #turns = 0
  #isPlanned = false
  /** @type {NodeJS.Timeout | undefined} */
  #timer

  /**
   * @param {{ isCalm: () => boolean, now: () => number }} signs `isCalm`: whether the event loop had time to spare since
   *   it was asked before; `now` in milliseconds
   * @param {Partial<Limits>} [changed]
   */
  constructor({ isCalm, now }, changed = {}) {
    this.isCalm = isCalm
    this.now = now
    this.limits = { ...limits, ...changed }
  }

  /**
   * @returns {Promise<boolean>} whether the request may go on; whoever may calls `leave` once.
   */
  enter() {
    if (this.#waiting.length >= this.limits.queue) return Promise.resolve(false)
    this.#arrived += 1
    return new Promise((decide) => {
      this.#waiting.push({ since: this.now(), decide })
      this.#planTurn()
    })
  }

  leave() {
    this.#inside -= 1
    this.#planTurn()
  }

  #planTurn() {
    if (this.#isPlanned || this.#waiting.length === 0) return
    this.#isPlanned = true
    setImmediate(() => {
      this.#isPlanned = false
      this.#turn()
    })
  }

  /** Once in a turn of the event loop, after it has accepted and read. */
  #turn() {
    const areComing = this.#arrived > 0 && this.#turns < this.limits.arrivals
    this.#arrived = 0
    this.#turns = areComing ? this.#turns + 1 : 0
    this.#turnAway()
    if (areComing) return this.#planTurn()
    this.#letIn(this.limits.workers)
    if (this.#waiting.length === 0 || this.#timer) return
    this.isCalm()
    this.#timer = setInterval(() => this.#tick(), this.limits.tickMs)
  }

  /** While somebody waits. */
  #tick() {
    this.#turnAway()
    const { most, perTick } = this.limits
    if (this.isCalm()) this.#letIn(Math.min(most, this.#inside + perTick))
    if (this.#waiting.length > 0) return
    clearInterval(this.#timer)
    this.#timer = undefined
  }

  #turnAway() {
    const last = this.now() - this.limits.patienceMs
    while (this.#waiting[0] && this.#waiting[0].since < last) this.#waiting.shift()?.decide(false)
  }

  /** @param {number} upTo */
  #letIn(upTo) {
    while (this.#inside < upTo) {
      const next = this.#waiting.shift()
      if (!next) return
      this.#inside += 1
      next.decide(true)
    }
  }
}

/**
 * Whether the event loop was idle for a fifth of the time since the last call.
 *
 * @returns {() => boolean}
 */
export function watchEventLoop() {
  let before = performance.eventLoopUtilization()
  return () => {
    const now = performance.eventLoopUtilization()
    const { utilization } = performance.eventLoopUtilization(now, before)
    before = now
    return utilization < 0.8
  }
}
