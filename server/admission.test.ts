import { afterEach, expect, test, vi } from "vitest"
import { Admission, type Limits } from "./admission.mjs"

let now = 0
let isCalm = false

function start(changed: Partial<Limits> = {}) {
  now = 0
  isCalm = false
  vi.useFakeTimers()
  const limits = {
    workers: 2,
    most: 4,
    patienceMs: 100,
    tickMs: 10,
    perTick: 1,
    queue: 5,
    arrivals: 3,
    ...changed,
  }
  return new Admission({ isCalm: () => isCalm, now: () => now }, limits)
}

afterEach(() => {
  vi.useRealTimers()
})

/** Who of those that entered was let in, `null` for whoever still waits. */
function watch(admission: Admission, count: number): (boolean | null)[] {
  const decisions: (boolean | null)[] = Array.from({ length: count }, () => null)
  for (const index of decisions.keys())
    admission.enter().then((isIn) => {
      decisions[index] = isIn
    })
  return decisions
}

async function passes(ms: number): Promise<void> {
  now += ms
  await vi.advanceTimersByTimeAsync(ms)
}

test("as many as there are workers are let in at once, and the next as soon as one leaves", async () => {
  const admission = start()
  const decisions = watch(admission, 3)
  await passes(1)
  expect(decisions).toEqual([true, true, null])

  admission.leave()
  await passes(1)

  expect(decisions).toEqual([true, true, true])
})

test("who has waited long enough is turned away", async () => {
  const decisions = watch(start(), 3)

  await passes(90)
  expect(decisions[2]).toBeNull()
  await passes(20)

  expect(decisions).toEqual([true, true, false])
})

test("a queue that is full turns the next away at once", async () => {
  const decisions = watch(start(), 6)

  await passes(1)

  expect(decisions).toEqual([true, true, null, null, null, false])
})

test("while the event loop is idle more are let in, bit by bit, up to the most there may be", async () => {
  const admission = start()
  const decisions = watch(admission, 5)
  isCalm = true

  await passes(12)
  expect(decisions).toEqual([true, true, true, null, null])
  await passes(50)

  expect(decisions).toEqual([true, true, true, true, null])
})

test("while visitors keep coming nobody is let in, but not for long", async () => {
  const admission = start({ workers: 9, queue: 9 })
  const decisions: (boolean | null)[] = []
  const seen: number[] = []
  for (let turn = 0; turn < 5; turn += 1) {
    decisions.push(null)
    admission.enter().then((isIn) => {
      decisions[turn] = isIn
    })
    await vi.advanceTimersToNextTimerAsync()
    seen.push(decisions.filter(Boolean).length)
  }

  expect(seen).toEqual([0, 0, 0, 4, 4])
})

test("nobody who comes later is let in before somebody who waits", async () => {
  const admission = start({ workers: 1 })
  const decisions = watch(admission, 2)
  admission.leave()
  decisions.push(...watch(admission, 1))
  await passes(1)

  expect(decisions).toEqual([true, true, null])
})
