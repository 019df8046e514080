import { setTimeout as wait } from "node:timers/promises"
import { type GateError, isGateError } from "./errors"

/** Resolves after `ms`; rejects when the signal aborts. */
export type Sleep = (ms: number, signal?: AbortSignal) => Promise<void>
export const realSleep: Sleep = (ms, signal) => wait(ms, undefined, signal ? { signal } : {})

const maxRetries = 2
const firstWaitMs = 500
const maxWaitMs = 8_000
/** A service that asks for more than this is left to the sweeper. */
const maxRetryAfterMs = 60_000

/** Milliseconds before the retry with this 0-based number: doubling, and jittered between half and all of it. */
export function backoffMs(retry: number, random: () => number): number {
  return Math.min(maxWaitMs, firstWaitMs * 2 ** retry) * (0.5 + random() / 2)
}

/** Reads `Retry-After`, seconds or an HTTP date, as milliseconds from `nowMs`. */
export function parseRetryAfter(header: string | undefined, nowMs: number): number | undefined {
  const text = header?.trim() ?? ""
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1_000
  const date = /^[A-Za-z]{3},/.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(date) ? undefined : Math.max(0, date - nowMs)
}

function waitBefore(retry: number, error: GateError, random: () => number): number {
  if (error.retryAfterMs === undefined) return backoffMs(retry, random)
  // Never earlier than allowed, and up to a fifth later, so that callers refused together do not return together.
  return Math.round(error.retryAfterMs * (1 + random() / 5))
}

function isWorthRetrying(error: unknown): error is GateError {
  // An open circuit and a pause outlast these retries, and an abort is the caller's wish.
  if (!isGateError(error) || !error.retryable) return false
  if (["circuit-open", "paused", "aborted"].includes(error.reason)) return false
  return (error.retryAfterMs ?? 0) <= maxRetryAfterMs
}

export type RetryOptions = {
  sleep: Sleep
  random: () => number
  signal?: AbortSignal | undefined
  retries?: number | undefined
}

/**
 * Repeats a read, up to two times unless told otherwise, after retryable failures (architecture §5). Never for writes: GATE has no
 * idempotency key.
 */
export async function withRetries<T>(attempt: () => Promise<T>, options: RetryOptions): Promise<T> {
  const { retries = maxRetries } = options
  for (let retry = 0; ; retry++) {
    try {
      return await attempt()
    } catch (error) {
      if (retry >= retries || !isWorthRetrying(error)) throw error
      await options.sleep(waitBefore(retry, error, options.random), options.signal).catch(() => {
        throw error
      })
    }
  }
}
