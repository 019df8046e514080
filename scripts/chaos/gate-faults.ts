import type { Fault } from "@/lib/gate-local/faults"

type Kind = Omit<Fault, "method" | "probability">

/** A site gives a write 10 s and a read 5 s. */
const writeLimitMs = 10_000
const readLimitMs = 5_000

/** Of all calls. */
const share = 0.3

export type FaultTiming = {
  /** Every write that fails is one that is stored late. */
  onlyLate: boolean
  /** When a write that was dropped is stored after all; the site must be told to wait longer than that. */
  lateMs: number
  /** How much longer than the site's patience a slow answer takes; 0: there is none. */
  slownessMs: number
}

/** The eight ways of reliability R1 in which a write fails. */
function writeFaults({ onlyLate, lateMs, slownessMs }: FaultTiming): Kind[] {
  if (onlyLate) return [{ fault: "late", delayMs: lateMs }]
  return [
    { fault: "drop-before" },
    { fault: "drop-after" },
    { fault: "error", status: 500 },
    { fault: "error-after", status: 500 },
    { fault: "error-after", status: 502 },
    { fault: "throttle", retryAfterSeconds: 1 },
    { fault: "late", delayMs: lateMs },
    ...(slownessMs > 0 ? [{ fault: "slow", delayMs: writeLimitMs + slownessMs } as const] : []),
  ]
}

function readFaults({ slownessMs }: FaultTiming): Kind[] {
  return [
    { fault: "drop-before" },
    { fault: "error", status: 500 },
    { fault: "error", status: 502 },
    { fault: "throttle", retryAfterSeconds: 1 },
    { fault: "garbage" },
    ...(slownessMs > 0 ? [{ fault: "slow", delayMs: readLimitMs + slownessMs } as const] : []),
  ]
}

/** The first fault that fits hits, so each next one gets a greater part of what the earlier ones let pass. */
function evenly(method: string, kinds: Kind[]): Fault[] {
  const each = share / kinds.length
  return kinds.map((kind, index) => ({ ...kind, method, probability: each / (1 - index * each) }))
}

/** Thirty percent of all calls fail, each way as often as the others. */
export function gateFaults(timing: FaultTiming): Fault[] {
  return [
    ...evenly("POST", writeFaults(timing)),
    ...evenly("PATCH", writeFaults(timing)),
    ...evenly("GET", readFaults(timing)),
  ]
}
