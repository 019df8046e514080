import {
  BrokenCircuitError,
  BulkheadRejectedError,
  bulkhead,
  circuitBreaker,
  handleWhen,
  SamplingBreaker,
} from "cockatiel"
import type { GateErrorReason } from "./errors"
import { parseRetryAfter, type Sleep } from "./retry"
import { WireError, type WireResponse } from "./wire"

/** Calls in flight at once (reliability G7). */
const maxInFlight = 8
/**
 * Calls that may wait for a place. The journal needs no queue, but list reads have no other one; a call's deadline
 * counts while it waits, so this only bounds memory.
 */
const maxWaiting = 64
const samplingMs = 10_000
/** Twenty calls in ten seconds are enough to judge by. */
const minimumCallsPerSecond = 2
const halfOpenAfterMs = 10_000
/** However long GATE asks for: a mistaken header must not silence the site for a day. */
const longestPauseMs = 5 * 60_000
/**
 * A call waits its turn through pauses of so much in all. Refused at once, calls were starved where GATE limits often and
 * briefly: in a crowd of 300 more were refused here than were sent, and people waited a minute and a half for an account.
 */
const patienceMs = 2_000
/** cockatiel opens strictly above its threshold; the rule is "half or more". */
const failureShare = 0.499_999

/** GATE is ill when it cannot answer. A refusal (4xx, 429 too) comes from a healthy service. */
function isIllAnswer(response: WireResponse): boolean {
  return response.status === 408 || response.status >= 500
}

function isIllError(error: Error): boolean {
  return error instanceof WireError && error.reason !== "aborted"
}

/** GATE has asked every caller for patience (429 with Retry-After), for longer than a call waits. */
class PausedError extends Error {
  override readonly name = "PausedError"

  constructor(readonly remainingMs: number) {
    super("GATE asked to be left alone for a while")
  }
}

export type Guard = { run(send: () => Promise<WireResponse>, signal: AbortSignal): Promise<WireResponse> }

/**
 * The bulkhead and circuit breaker that all calls of one client share, and the pause after a 429: a limit of GATE's is
 * one for the token, so it holds for every call, not only for the one that met it. `now`: milliseconds since 1970.
 */
export function createGuard(now: () => number, sleep: Sleep): Guard {
  let pausedUntil = 0
  const waitForPause = async (signal: AbortSignal) => {
    if (pausedUntil === 0) return
    const giveUpAt = now() + patienceMs
    while (pausedUntil > now()) {
      if (pausedUntil > giveUpAt) throw new PausedError(pausedUntil - now())
      await sleep(pausedUntil - now(), signal)
    }
  }
  const sendAndHeed = async (send: () => Promise<WireResponse>) => {
    const response = await send()
    const asked =
      response.status === 429 ? parseRetryAfter(response.headers["retry-after"], now()) : undefined
    if (asked !== undefined) pausedUntil = Math.max(pausedUntil, now() + Math.min(asked, longestPauseMs))
    return response
  }
  const places = bulkhead(maxInFlight, maxWaiting)
  const breaker = circuitBreaker(
    handleWhen(isIllError).orWhenResult((result) => isIllAnswer(result as WireResponse)),
    {
      halfOpenAfter: halfOpenAfterMs,
      breaker: new SamplingBreaker({
        threshold: failureShare,
        duration: samplingMs,
        minimumRps: minimumCallsPerSecond,
      }),
    },
  )
  return {
    run: (send, signal) =>
      places.execute(async () => {
        // A deadline that passed while this call waited for its place says nothing about GATE's health.
        signal.throwIfAborted()
        await waitForPause(signal)
        return breaker.execute(() => sendAndHeed(send))
      }),
  }
}

/** Why the guard let a call not even start, and in how many milliseconds it may, if that is what the error says. */
export function guardRefusal(error: unknown): { reason: GateErrorReason; retryAfterMs?: number } | undefined {
  if (error instanceof PausedError) return { reason: "paused", retryAfterMs: error.remainingMs }
  if (error instanceof BrokenCircuitError) return { reason: "circuit-open", retryAfterMs: halfOpenAfterMs }
  return error instanceof BulkheadRejectedError ? { reason: "too-many-calls" } : undefined
}
