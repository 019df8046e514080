import "server-only"
import { purge } from "./account/purge"
import { oweReminders } from "./account/reminders"
import { syncDue } from "./attendees/sync"
import { keepUpAttendees } from "./attendees/upkeep"
import { sweep } from "./registration/sweep"
import { type Runtime, runtime } from "./runtime"

const roundMs = 2_000
const checkpointMs = 5 * 60_000
const vacuumMs = 24 * 60 * 60_000

/** How often it is asked whom to remind and what may no longer be kept, in milliseconds. */
const choresMs = 60 * 60_000

type Done = {
  checkpoint: number
  vacuum: number
  chores: number
  /** The walk through GATE's records under way: GATE being slow must not hold up registrations. */
  walking: Promise<void> | null
}

async function round(current: Runtime, done: Done): Promise<void> {
  const now = Date.now()
  await sweep(current)
  await keepUpAttendees(current)
  done.walking ??= syncDue(current)
    .catch((error: unknown) => current.log.error({ err: error }, "attendees could not be compared with GATE"))
    .finally(() => {
      done.walking = null
    })
  if (now - done.chores >= choresMs) {
    await oweReminders(current)
    await purge(current)
    done.chores = now
  }
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
  const done: Done = { checkpoint: Date.now(), vacuum: Date.now(), chores: 0, walking: null }
  let stopped = false
  let wake = () => {}
  const loop = (async () => {
    while (!stopped) {
      const current = await runtime()
      await round(current, done).catch((error: unknown) =>
        current.log.error({ err: error }, "a sweep failed"),
      )
      current.vitals.roundEndedAt = new Date()
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
    await done.walking
  }
}
