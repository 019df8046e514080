import {
  BrokenCircuitError,
  BulkheadRejectedError,
  bulkhead,
  circuitBreaker,
  handleWhen,
  SamplingBreaker,
} from "cockatiel"
import type { GateErrorReason } from "./errors"
import { WireError, type WireResponse } from "./wire"

/** Calls in flight at once (reliability §1 no. 10). */
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
/** cockatiel opens strictly above its threshold; the rule is "half or more". */
const failureShare = 0.499_999

/** GATE is ill when it cannot answer. A refusal (4xx, 429 too) comes from a healthy service. */
function isIllAnswer(response: WireResponse): boolean {
  return response.status === 408 || response.status >= 500
}

function isIllError(error: Error): boolean {
  return error instanceof WireError && error.reason !== "aborted"
}

export type Guard = { run(send: () => Promise<WireResponse>, signal: AbortSignal): Promise<WireResponse> }

/** The bulkhead and circuit breaker that all calls of one client share. */
export function createGuard(): Guard {
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
      places.execute(() => {
        // A deadline that passed while this call waited for its place says nothing about GATE's health.
        signal.throwIfAborted()
        return breaker.execute(send)
      }),
  }
}

/** Why the guard let a call not even start, if that is what the error says. */
export function guardRefusal(error: unknown): GateErrorReason | undefined {
  if (error instanceof BrokenCircuitError) return "circuit-open"
  return error instanceof BulkheadRejectedError ? "too-many-calls" : undefined
}
