import { performance } from "node:perf_hooks"

/**
 * Lets in whoever will be answered soon, and turns everybody else away at once: 500 at once would otherwise all be worked
 * on at once, and each would wait for all.
 *
 * What is soon is measured, not assumed, because a process that has just started, or shares its machine, takes ten times
 * as long for a page. `#cost` is for how long the event loop was busy for each request it let go, and `#busyUntil` when
 * it will have done what was let in. Whoever would be answered later than `patienceMs` after he came is refused; a `few` who
 * come together are let in whatever the estimate and the clock say, for a wrong one must not close the site.
 *
 * Node accepts one connection in each turn of its event loop, and a turn takes as long as the pages that are worked on in
 * it. Visitors would wait for seconds where nobody sees them, in the kernel. So while connections keep coming only one
 * visitor is let in every `arrivals` turns, and whoever is seen late counts as having come when the queue began.
 *
 * Requests that wait for GATE or the database cost nothing here, so while the event loop is idle more are let in than
 * `workers`, a few every `tickMs`; not while requests queue for the database's connections, for more would only wait longer.
 */

/**
 * @typedef {{ few: number, workers: number, most: number, patienceMs: number, coldMs: number, tickMs: number, perTick: number, queue: number, arrivals: number }} Limits
 *   `few`: let in together whatever they are taken to cost; `workers`: worked on whatever the load; `most`: never more than these; `patienceMs`: from the arrival to the answer;
 *   `coldMs`: what a request is taken to cost before any was measured; `queue`: most that wait; `arrivals`: turns of the
 *   event loop.
 */

/** 1.2 s leave 0.8 of the two a visitor may wait for the network and for what was measured too low. */
const limits = {
  few: 20,
  workers: 8,
  most: 512,
  patienceMs: 1_200,
  coldMs: 50,
  tickMs: 50,
  perTick: 8,
  queue: 2_000,
  arrivals: 50,
}

/** Requests, or milliseconds of work, after which what they cost is reckoned, though some are still worked on. */
const sample = { requests: 8, ms: 300 }

/** What is left of an earlier estimate after each request. */
const memory = 0.85

export class Admission {
  /** @type {{ since: number, decide: (isIn: boolean) => void }[]} */
  #waiting = []
  #inside = 0
  /** @type {WeakMap<object, number>} for how long a connection may have waited before it was accepted */
  #unseen = new WeakMap()
  #accepted = 0
  /** @type {number | null} since when connections queue in the kernel; null: none does */
  #queueSince = null
  /** How many connections have come since then. */
  #came = 0
  #turns = 0
  #cost
  #busyUntil = 0
  /** @type {{ active: number, left: number, accepted: number } | null} */
  #sample = null
  /** What a connection costs, which most in a crowd have for nothing. */
  #connectionCost = 0
  /** @type {{ active: number, accepted: number } | null} connections that came while nobody was inside */
  #crowd = null
  #isPlanned = false
  #last
  /** @type {NodeJS.Timeout | undefined} */
  #timer

  /**
   * @param {{ now: () => number, active: () => number, isDatabaseBusy?: () => boolean }} signs in milliseconds: the time, and
   *   for how long the event loop was busy in all; whether queries wait because every connection to the database is in use
   * @param {Partial<Limits>} [changed]
   */
  constructor({ now, active, isDatabaseBusy = () => false }, changed = {}) {
    this.now = now
    this.active = active
    this.isDatabaseBusy = isDatabaseBusy
    this.limits = { ...limits, ...changed }
    this.#cost = this.limits.coldMs
    this.#last = { now: now(), active: active() }
  }

  /** @param {object} connection that was just accepted */
  accept(connection) {
    this.#accepted += 1
    if (this.#queueSince === null) {
      this.#queueSince = this.now()
      this.#came = 0
      if (this.#inside === 0) this.#crowd = { active: this.active(), accepted: 0 }
    }
    this.#came += 1
    for (const counted of [this.#crowd, this.#sample]) if (counted) counted.accepted += 1
    const unseenMs = this.now() - this.#queueSince
    if (unseenMs > 0) this.#unseen.set(connection, unseenMs)
    this.#planTurn()
  }

  /**
   * @param {object} [connection] the request came on; what it waited unseen counts once
   * @returns {Promise<boolean>} whether the request may go on; whoever may calls `leave` once.
   */
  enter(connection = this) {
    const since = this.now() - (this.#unseen.get(connection) ?? 0)
    this.#unseen.delete(connection)
    const before = this.#inside + this.#waiting.length
    const isFresh = this.now() - since < this.limits.patienceMs / 2
    const isOneOfFew = before === 0 || (before < this.limits.few && (isFresh || this.#areFew()))
    const isIn = isOneOfFew || this.#isInTime(since, this.#waiting.length)
    if (!isIn || this.#waiting.length >= this.limits.queue) return Promise.resolve(false)
    return new Promise((decide) => {
      this.#waiting.push({ since, decide })
      this.#planTurn()
    })
  }

  leave() {
    this.#inside -= 1
    this.#reckon()
    if (this.#inside === 0) this.#busyUntil = 0
    this.#planTurn()
  }

  /**
   * Whether somebody who came at `since` is answered in time when so many are before him.
   *
   * @param {number} since
   * @param {number} before
   */
  #isInTime(since, before) {
    const start = Math.max(this.now(), this.#busyUntil)
    return start + (before + 1) * this.#cost - since <= this.limits.patienceMs
  }

  /**
   * Whether those who came are no crowd. Then being late is the machine's doing, which stood still, and nobody's turning away
   * would help: one visitor alone, whose browser opens a second connection, was told that many people are here.
   */
  #areFew() {
    return this.#came <= this.limits.few
  }

  /** What a request costs, once all that were let in have left, or enough of them. */
  #reckon() {
    if (!this.#sample) return
    this.#sample.left += 1
    const { active, left, accepted } = this.#sample
    const ms = this.active() - active
    if (this.#inside > 0 && left < sample.requests && ms < sample.ms) return
    const cost = Math.max(this.#cost / 4, (ms - accepted * this.#connectionCost) / left)
    this.#cost += (cost - this.#cost) * (1 - memory ** left)
    this.#sample = null
  }

  /** Turning a crowd away is work as well, and no part of what a page costs. */
  #meetCrowd() {
    if (this.#crowd && this.#crowd.accepted >= this.limits.arrivals / 2)
      this.#connectionCost = (this.active() - this.#crowd.active) / this.#crowd.accepted
    this.#crowd = null
  }

  #planTurn() {
    if (this.#isPlanned || (this.#waiting.length === 0 && this.#queueSince === null)) return
    this.#isPlanned = true
    setImmediate(() => {
      this.#isPlanned = false
      this.#turn()
    })
  }

  /** Once in a turn of the event loop, after it has accepted and read. */
  #turn() {
    if (this.#accepted === 0) {
      this.#queueSince = this.#crowd = null
      this.#came = 0
    }
    this.#accepted = 0
    this.#turns = this.#queueSince === null ? 0 : this.#turns + 1
    this.#turnAway()
    // One in a turn: a turn that begins eight pages is as long as eight pages.
    if (this.#turns % this.limits.arrivals === 0) this.#letIn(this.limits.workers, 1)
    if (this.#queueSince !== null || this.#inside < this.limits.workers) this.#planTurn()
    if (this.#waiting.length === 0 || this.#timer) return
    this.#isCalm()
    this.#timer = setInterval(() => this.#tick(), this.limits.tickMs)
  }

  /** While somebody waits. */
  #tick() {
    this.#turnAway()
    const { most, perTick } = this.limits
    if (this.#isCalm() && !this.isDatabaseBusy()) this.#letIn(most, perTick)
    if (this.#waiting.length > 0) return
    clearInterval(this.#timer)
    this.#timer = undefined
  }

  /** Whether the event loop was idle for a fifth of the time since this was asked before. */
  #isCalm() {
    const { now, active } = this.#last
    this.#last = { now: this.now(), active: this.active() }
    return this.#last.active - active < (this.#last.now - now) * 0.8
  }

  /** Those for whom it has become too late; of a crowd's first few those alone who have waited for so long already. */
  #turnAway() {
    if (this.#inside === 0) return
    const { few, workers, patienceMs } = this.limits
    const isNext = this.#inside < workers
    const spared = few - this.#inside
    this.#waiting = this.#waiting.filter(({ since, decide }, place) => {
      if (isNext && place < spared && this.#areFew()) return true
      const isInTime = isNext || place < spared ? this.now() - since <= patienceMs : this.#isInTime(since, 0)
      if (!isInTime) decide(false)
      return isInTime
    })
  }

  /**
   * @param {number} upTo
   * @param {number} count
   */
  #letIn(upTo, count) {
    for (let left = count; left > 0 && this.#inside < upTo; left -= 1) {
      const next = this.#waiting.shift()
      if (!next) return
      this.#inside += 1
      this.#busyUntil = Math.max(this.now(), this.#busyUntil) + this.#cost
      this.#meetCrowd()
      this.#sample ??= { active: this.active(), left: 0, accepted: 0 }
      next.decide(true)
    }
  }
}

/** For how long this process's event loop was busy since it began, in milliseconds. */
export function eventLoopActiveMs() {
  return performance.eventLoopUtilization().active
}

// Kept by lib/runtime.ts, which is bundled and shares no module with this program.
const queue = Symbol.for("gatehouse.database-queue")

/** Whether queries wait because every connection to the database is in use; never before the site has opened it. */
export function isDatabaseBusy() {
  const count = Reflect.get(globalThis, queue)
  return typeof count === "function" && count() > 0
}
