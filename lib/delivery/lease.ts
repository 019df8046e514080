import type { Logger } from "pino"

/** Three tries within the 15 seconds a lease lasts. */
const renewEveryMs = 4_000

/**
 * How long a lease is renewed: longer than the slowest read, three tries of 5 s and two waits of 72 s when GATE asks for a
 * minute. Work that hangs for longer is given up, and what it learns is dropped.
 */
const renewAtMostMs = 180_000

/**
 * Does work that takes calls to GATE and keeps its lease from ending meanwhile, so that a lease can be short and a slow
 * worker still is not overtaken. `renew` returns false when the lease has ended. Real time, whatever the clock of the
 * context: the lease is one of the database's.
 */
export async function whileRenewed<T>(
  { log }: { log: Logger },
  renew: () => Promise<boolean>,
  work: () => Promise<T>,
): Promise<T> {
  const renewUntil = performance.now() + renewAtMostMs
  let isRenewing = false
  const timer = setInterval(async () => {
    if (isRenewing) return
    isRenewing = true
    try {
      if (performance.now() > renewUntil || !(await renew())) clearInterval(timer)
    } catch (error) {
      log.warn({ err: error }, "a lease could not be renewed")
    }
    isRenewing = false
  }, renewEveryMs)
  try {
    return await work()
  } finally {
    clearInterval(timer)
  }
}
