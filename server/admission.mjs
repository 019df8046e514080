import { performance } from "node:perf_hooks"

/**
 * Lets in as many requests as are answered soon, keeps the others waiting for a moment, and turns away whom waiting does
 * not help: 500 at once would otherwise all be worked on at once, and each would wait for all.
 *
 * Requests that wait for GATE or the database cost nothing here, so while the event loop is idle more are let in than
 * `workers`, a few every `tickMs`.
 */

/**
 * @typedef {{ workers: number, most: number, patienceMs: number, tickMs: number, perTick: number, queue: number }} Limits
 *   `workers`: admitted at once whatever the load; `most`: never more than these; `patienceMs`: longest wait before
 *   being turned away; `queue`: most that wait.
 */

/** 32 pages of 15 ms are half a second of one core: with the wait before, 1.3 s for the last one let in. */
export const limits = { workers: 32, most: 512, patienceMs: 800, tickMs: 50, perTick: 8, queue: 2_000 }

export class Admission {
  /** @type {{ since: number, decide: (isIn: boolean) => void }[]} */
  #waiting = []
  #inside = 0
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
    if (this.#inside < this.limits.workers && this.#waiting.length === 0) {
      this.#inside += 1
      return Promise.resolve(true)
    }
    if (this.#waiting.length >= this.limits.queue) return Promise.resolve(false)
    return new Promise((decide) => {
      if (this.#waiting.length === 0) {
        this.isCalm()
        this.#timer ??= setInterval(() => this.#tick(), this.limits.tickMs)
      }
      this.#waiting.push({ since: this.now(), decide })
    })
  }

  leave() {
    this.#inside -= 1
    this.#turnAway()
    this.#letIn(this.limits.workers)
  }

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
