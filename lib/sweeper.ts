import "server-only"
import { sweep } from "./registration/sweep"
import { type Runtime, runtime } from "./runtime"

const roundMs = 2_000
const checkpointMs = 5 * 60_000
const vacuumMs = 24 * 60 * 60_000

async function round(current: Runtime, done: { checkpoint: number; vacuum: number }): Promise<void> {
  const now = Date.now()
  await sweep(current)
  if (now - done.checkpoint >= checkpointMs) {
    await current.maintain.checkpoint()
    done.checkpoint = now
  }
  if (now - done.vacuum >= vacuumMs) {
    await current.maintain.vacuum()
    done.vacuum = now
  }
}

/**
 * Works through what is due, two seconds after the last round ended, until the process ends. Any number of machines may
 * run one: the journal's leases keep them apart. Answers a function that stops it after the current round.
 */
export function startSweeper(): () => Promise<void> {
  const done = { checkpoint: Date.now(), vacuum: Date.now() }
  let stopped = false
  let wake = () => {}
  const loop = (async () => {
    while (!stopped) {
      const current = await runtime()
      await round(current, done).catch((error: unknown) =>
        current.log.error({ err: error }, "a sweep failed"),
      )
      await new Promise<void>((resolve) => {
        wake = resolve
        setTimeout(resolve, roundMs).unref()
      })
    }
  })()
  return async () => {
    stopped = true
    wake()
    await loop
  }
}
