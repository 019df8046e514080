import { describe, expect, test } from "vitest"
import { findGateSync } from "@/lib/db/queries/gate-sync"
import { testDatabase } from "@/lib/db/test-database"
import { dialectNames } from "@/lib/gate-local/dialect"
import { createSyncWorld, type SyncWorld } from "@/lib/testing/sync"
import { syncOrganization } from "./sync"

const database = testDatabase()

const walkOf = ({ context, event }: SyncWorld) => findGateSync(context.db, event.organization.id)

/** Makes GATE's pages short, so that few records are many pages. */
function shorten(
  world: SyncWorld,
  size: number,
  between: (offset: number) => Promise<void> = async () => {},
): void {
  const { userExtras } = world.context.gate
  const list: typeof userExtras.list = async (query = {}, options = {}) => {
    const page = await userExtras.list({ ...query, limit: size }, options)
    await between(query.offset ?? 0)
    return page
  }
  world.sync.gate = { ...world.context.gate, userExtras: { ...userExtras, list } }
}

async function strangers(world: SyncWorld, count: number) {
  const people: Awaited<ReturnType<SyncWorld["stranger"]>>[] = []
  for (let nth = 0; nth < count; nth++) people.push(await world.stranger())
  return people
}

async function adopted(world: SyncWorld, people: { email: string }[]): Promise<number> {
  const found = await Promise.all(people.map(({ email }) => world.registrationsOf(email)))
  return found.flat().length
}

describe.each(dialectNames)("on a GATE that speaks %s", (dialect) => {
  test("a walk that was cut short goes on where it stopped, in another process", async () => {
    const world = await createSyncWorld(database.db, { dialect, perMinute: 3 })
    const people = await strangers(world, 5)
    shorten(world, 2)

    await world.round()
    const halfway = await walkOf(world)
    for (let minute = 0; minute < 8; minute++) {
      await world.pass(61_000)
      await syncOrganization({ ...world.sync, owner: "other" }, "7", world.time.clock())
    }

    // Where `/user/` does not say whether an account has ended, an adoption costs a call more.
    const offset = dialect === "documents" ? 2 : 4
    expect(halfway).toMatchObject({ run: 1, offset, finishedAt: null })
    expect(await adopted(world, people)).toBe(5)
    expect(await walkOf(world)).toMatchObject({ finishedAt: expect.any(Date), lastFailure: null })
  })

  test.each([
    ["a refusal with 429", { fault: "throttle" as const, retryAfterSeconds: 120 }, 120],
    ["an error of GATE's", { fault: "error" as const, status: 503 }, 0.5],
    ["a dropped connection", { fault: "drop-before" as const }, 0.5],
    ["a page nobody can read", { fault: "garbage" as const }, 0.5],
  ])("after %s the walk waits and then ends", async (_, fault, seconds) => {
    const world = await createSyncWorld(database.db, { dialect })
    const people = await strangers(world, 1)
    await world.faults([{ ...fault, method: "GET", path: "user_extra", times: 1 }])

    await world.round()
    const failed = await walkOf(world)
    await world.round()
    const callsBefore = await world.calls()
    await world.pass(10 * 60_000)
    await world.round()

    expect(failed?.lastFailure).not.toBeNull()
    expect((failed?.runAt.getTime() ?? 0) - world.time.clock().getTime()).toBeLessThan(0)
    expect(failed && failed.runAt.getTime() - (failed.startedAt?.getTime() ?? 0)).toBeGreaterThanOrEqual(
      seconds * 1_000,
    )
    expect(callsBefore).toBe(1)
    expect(await adopted(world, people)).toBe(1)
    expect((await walkOf(world))?.lastFailure).toBeNull()
  })
})

test("a call GATE does not answer in time ends the round, and a later one goes on", async () => {
  const world = await createSyncWorld(database.db, { timeouts: { readMs: 1_500 } })
  const people = await strangers(world, 1)
  await world.faults([{ fault: "slow", delayMs: 60_000, method: "GET", path: "user_extra", times: 1 }])

  await world.round()
  const failed = await walkOf(world)
  await world.pass(10 * 60_000)
  await world.round()

  expect(failed?.lastFailure).toMatchObject({ kind: "network" })
  expect(await adopted(world, people)).toBe(1)
})

test("a record GATE always fails on does not hold up the others", async () => {
  const world = await createSyncWorld(database.db)
  const [poisoned, ...others] = await strangers(world, 3)
  await world.faults([{ fault: "error", status: 500, method: "GET", path: `/user/${poisoned?.parent}/` }])

  for (let nth = 0; nth < 4; nth++) await world.walk()

  expect(await adopted(world, others)).toBe(2)
  expect((await walkOf(world))?.run).toBeGreaterThan(1)
})

test("records deleted while pages are read remove nobody else, and nobody is missed for good", async () => {
  const world = await createSyncWorld(database.db)
  const ids = [await world.attendee(), await world.attendee(), await world.attendee(), await world.attendee()]
  const late: { email: string }[] = []
  const first = (await world.row(ids[0] ?? "")).gateExtraId ?? ""
  let isDone = false
  shorten(world, 2, async (offset) => {
    if (offset !== 0 || isDone) return
    isDone = true
    // Everything behind it moves up by one: the third record is on no page.
    await world.context.gate.userExtras.delete(first)
    late.push(await world.stranger())
  })

  await world.walk()
  await world.walk()

  const steps = await Promise.all(ids.map(async (id) => (await world.row(id)).step))
  expect(steps).toEqual(["removed", "finished", "finished", "finished"])
  expect(await adopted(world, late)).toBe(1)
})

test("never more calls in any minute than configured, whoever asks", async () => {
  const world = await createSyncWorld(database.db, { perMinute: 7 })
  await strangers(world, 20)
  shorten(world, 3)
  const at: number[] = []
  const { users, userExtras, userTokens } = world.sync.gate
  const note = <Result>(call: Promise<Result>) => {
    at.push(world.time.clock().getTime())
    return call
  }
  world.sync.gate = {
    ...world.sync.gate,
    users: { ...users, get: (...args) => note(users.get(...args)) },
    userTokens: { ...userTokens, get: (...args) => note(userTokens.get(...args)) },
    userExtras: {
      ...userExtras,
      list: (...args) => note(userExtras.list(...args)),
      get: (...args) => note(userExtras.get(...args)),
    },
  }

  for (let second = 0; second < 300; second += 5) {
    await world.round()
    await world.pass(5_000)
  }

  const busiest = Math.max(
    ...at.map((start) => at.filter((time) => time >= start && time < start + 60_000).length),
  )
  expect(busiest).toBe(7)
  expect(at.length).toBeGreaterThan(27)
})

test("two machines walk as one: no page twice, nobody twice, and the calls of both are counted", async () => {
  const world = await createSyncWorld(database.db, { perMinute: 12 })
  const people = await strangers(world, 8)
  shorten(world, 3)
  const before = (await world.requests()).length

  for (let minute = 0; minute < 4; minute++) {
    await Promise.all([
      world.round(),
      syncOrganization({ ...world.sync, owner: "other" }, "7", world.time.clock()),
    ])
    await world.pass(61_000)
  }

  const reads = (await world.requests()).slice(before)
  const offsets = reads.flatMap(({ query }) => query.offset ?? [])
  const walks = (await walkOf(world))?.run ?? 0
  expect(offsets.filter((offset) => offset === "3")).toHaveLength(walks)
  expect(await adopted(world, people)).toBe(8)
  expect(await world.taken()).toBe(8)
})
