import { afterEach, expect, test, vi } from "vitest"
import { Admission, type Limits } from "./admission.mjs"

let now = 0
/** What the event loop had to do; as long as it has, time passes for it as well. */
let active = 0

function start(changed: Partial<Limits> = {}, isDatabaseBusy = () => false) {
  now = 0
  active = 0
  vi.useFakeTimers()
  const limits = {
    ...{
      few: 2,
      workers: 2,
      most: 4,
      patienceMs: 100,
      coldMs: 1,
      tickMs: 10,
      perTick: 1,
      queue: 5,
      arrivals: 3,
    },
    ...changed,
  }
  return new Admission({ now: () => now, active: () => active, isDatabaseBusy }, limits)
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

async function passes(ms: number, isBusy = true): Promise<void> {
  now += ms
  if (isBusy) active += ms
  await vi.advanceTimersByTimeAsync(ms)
}

/** All turns of the event loop in which something is to be done; for the site no time passes. */
const settle = () => vi.advanceTimersByTimeAsync(30)

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

test("who would be answered too late is turned away at once", async () => {
  const decisions = watch(start({ coldMs: 30 }), 5)

  await settle()

  expect(decisions).toEqual([true, true, null, false, false])
})

/** Requests one after the other, each of which keeps the event loop busy for `ms`. */
async function serve(admission: Admission, count: number, ms: number): Promise<void> {
  for (let left = count; left > 0; left -= 1) {
    watch(admission, 1)
    await settle()
    await passes(ms)
    admission.leave()
  }
}

test("what requests turn out to cost decides how many of the next are let in", async () => {
  const admission = start({ few: 1, workers: 1, queue: 100, coldMs: 40 })
  const visit = async () => {
    const decisions = watch(admission, 20)
    await settle()
    const count = decisions.filter((isIn) => isIn !== false).length
    for (let left = count; left > 0; left -= 1) {
      admission.leave()
      await settle()
    }
    return count
  }

  const cold = await visit()
  await serve(admission, 200, 2)
  const quick = await visit()
  await serve(admission, 30, 60)

  expect([cold, quick, await visit()]).toEqual([2, 20, 1])
})

test("turning a crowd away does not count as what a page costs", async () => {
  const admission = start({ few: 1, workers: 1, queue: 100, coldMs: 10, arrivals: 4 })
  watch(admission, 1)
  for (let turn = 0; turn < 24; turn += 1) {
    admission.accept({})
    now += 20
    active += 20
    await vi.advanceTimersToNextTimerAsync()
  }
  admission.leave()
  await settle()

  const decisions = watch(admission, 20)

  await settle()
  expect(decisions.filter((isIn) => isIn !== false)).toHaveLength(11)
})

test("a few who come together are let in however slow everything is", async () => {
  const decisions = watch(start({ coldMs: 10_000 }), 3)

  await settle()

  expect(decisions).toEqual([true, true, false])
})

test("a few whose machine stood still are let in however late they are seen", async () => {
  const admission = start()
  const decisions: (boolean | null)[] = []
  const come = (connection: object) => {
    admission.accept(connection)
    admission.enter(connection).then((isIn) => decisions.push(isIn))
  }

  come({})
  await settle()
  come({})
  // Between the second one's coming and the turn of the event loop that lets him in.
  now += 3_000
  active += 3_000
  await settle()

  expect(decisions).toEqual([true, true])
})

test("whoever is seen late while a second connection comes is no crowd", async () => {
  const admission = start()
  const connections = [{}, {}]
  for (const connection of connections) {
    admission.accept(connection)
    now += 3_000
  }
  const decisions = connections.map((connection) => admission.enter(connection))

  await settle()

  expect(await Promise.all(decisions)).toEqual([true, true])
})

test("while the event loop is idle more are let in, bit by bit, up to the most there may be", async () => {
  const admission = start()
  const decisions = watch(admission, 5)

  await settle()
  await passes(10, false)
  expect(decisions).toEqual([true, true, true, null, null])
  await passes(50, false)

  expect(decisions).toEqual([true, true, true, true, null])
})

test("nobody more is let in while requests queue for the database, and they are as soon as none does", async () => {
  let isDatabaseBusy = true
  const admission = start({}, () => isDatabaseBusy)
  const decisions = watch(admission, 5)

  await settle()
  await passes(50, false)
  expect(decisions).toEqual([true, true, null, null, null])
  isDatabaseBusy = false
  await passes(10, false)
  await passes(10, false)

  expect(decisions).toEqual([true, true, true, true, null])
})

test("while connections keep coming one visitor is let in every few turns", async () => {
  const admission = start({ few: 9, workers: 9, queue: 9 })
  const decisions: (boolean | null)[] = []
  const seen: number[] = []
  for (let turn = 0; turn < 7; turn += 1) {
    admission.accept({})
    admission.enter().then((isIn) => decisions.push(isIn))
    await vi.advanceTimersToNextTimerAsync()
    seen.push(decisions.length)
  }

  expect(seen).toEqual([0, 0, 1, 1, 1, 2, 2])
})

test("whoever was accepted late counts as having come when the queue began", async () => {
  const admission = start()
  const connections = [{}, {}, {}]
  admission.enter().catch(() => {})
  for (const connection of connections) {
    admission.accept(connection)
    now += 60
    await vi.advanceTimersToNextTimerAsync()
  }

  const isFirstIn = await Promise.race([admission.enter(connections[0]), "waits"])
  const isLastIn = await Promise.race([admission.enter(connections[2]), "waits"])

  expect([isFirstIn, isLastIn]).toEqual(["waits", false])
})

test("nobody who comes later is let in before somebody who waits", async () => {
  const admission = start({ workers: 1 })
  const decisions = watch(admission, 2)
  await passes(1)
  admission.leave()
  decisions.push(...watch(admission, 1))
  await passes(1)

  expect(decisions).toEqual([true, true, null])
})
