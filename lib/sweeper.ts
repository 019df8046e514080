import "server-only"
import { oweEventMails } from "@/lib/outbox/event-mails"
import { oweReminders } from "@/lib/outbox/reminders"
import { syncDue } from "@/lib/sync/sync"
import { purge } from "./account/purge"
import { keepUpAttendees } from "./attendees/upkeep"
import { type Runtime, runtime } from "./runtime"
import { choresOf } from "./sweep"

const minuteMs = 60_000
const hourMs = 60 * minuteMs

/** How often what is due is looked for. */
const roundMs = 2_000

type Chore = {
  name: string
  /** Milliseconds from the end of a round to the next, or from its beginning where rounds may overlap. */
  every: number
  work: () => Promise<unknown>
  mayOverlap?: boolean
  /** There is nothing to do yet when a process starts. */
  waitsFirst?: boolean
}

function choresFor(current: Runtime): Chore[] {
  const { registrations, answers, tasks, wallets, ...others } = choresOf(current)
  const ofOthers = Object.entries({ registrations, answers, tasks, wallets })
  const { checkpoint, vacuum } = current.maintain
  return [
    ...ofOthers.map(([name, work]) => ({ name, work, every: roundMs, mayOverlap: true })),
    ...Object.entries(others).map(([name, work]) => ({ name, work, every: roundMs })),
    { name: "attendee list", every: roundMs, work: () => keepUpAttendees(current) },
    { name: "comparison with GATE", every: roundMs, work: () => syncDue(current) },
    { name: "event mails", every: minuteMs, work: () => oweEventMails(current) },
    { name: "reminders", every: hourMs, work: () => oweReminders(current) },
    { name: "purge", every: hourMs, work: () => purge(current) },
    { name: "checkpoint", every: 5 * minuteMs, work: checkpoint, waitsFirst: true },
    { name: "vacuum", every: 24 * hourMs, work: vacuum, waitsFirst: true },
  ]
}

/** The end of everything that repeats: a wait that one call ends for all. */
class Ending {
  isOver = false
  private readonly wakes = new Set<() => void>()

  pause(ms: number): Promise<void> {
    if (this.isOver) return Promise.resolve()
    return new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer)
        this.wakes.delete(wake)
        resolve()
      }
      const timer = setTimeout(wake, ms)
      timer.unref()
      this.wakes.add(wake)
    })
  }

  call(): void {
    this.isOver = true
    for (const wake of this.wakes) wake()
  }
}

async function repeat(
  { name, every, work, mayOverlap = false, waitsFirst = false }: Chore,
  { log }: Runtime,
  ending: Ending,
  ended: (name: string) => void,
): Promise<void> {
  const underWay = new Set<Promise<void>>()
  const round = async () => {
    try {
      await work()
    } catch (error) {
      log.error({ err: error, chore: name }, "a sweep failed")
    }
    ended(name)
  }
  if (waitsFirst) await ending.pause(every)
  while (!ending.isOver) {
    const running = round().finally(() => underWay.delete(running))
    underWay.add(running)
    if (!mayOverlap) await running
    await ending.pause(every)
  }
  await Promise.all(underWay)
}

/**
 * Does what is due until the process ends, every chore on its own, so that a GATE that answers slowly delays no mail. Any
 * number of machines may run one: leases keep them apart. Returns a function that stops it after the rounds under way.
 */
export function startSweeper(): () => Promise<void> {
  const ending = new Ending()
  const running = (async () => {
    const current = await runtime()
    const chores = choresFor(current)
    const endedAt = new Map<string, number>()
    const often = chores.filter(({ every }) => every === roundMs)
    const ended = (name: string) => {
      endedAt.set(name, Date.now())
      const times = often.map((chore) => endedAt.get(chore.name))
      // The one that has waited longest speaks for all.
      if (times.every((time) => time !== undefined))
        current.vitals.roundEndedAt = new Date(Math.min(...times))
    }
    await Promise.all(chores.map((chore) => repeat(chore, current, ending, ended)))
  })()
  return async () => {
    ending.call()
    await running
  }
}
