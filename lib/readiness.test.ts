import { afterEach, expect, onTestFinished, test } from "vitest"
import { acceptedRegistration, createWorld } from "@/lib/testing/registration-world"
import { openPostgres } from "./db/open-postgres"
import { setDatabaseDefault, testDatabase } from "./db/test-database"
import { startTestProxy } from "./db/test-proxy"
import { ReadinessProbe, type Vitals } from "./readiness"

const now = new Date("2027-01-10T12:00:00.000Z")
const draining = Symbol.for("gatehouse.draining")

const database = testDatabase()

afterEach(() => Reflect.deleteProperty(globalThis, draining))

const vitals = (change: Partial<Vitals> = {}): Vitals => ({
  startedAt: now,
  schema: 0,
  hasRoom: async () => true,
  gate: { state: "up", since: now },
  roundEndedAt: null,
  ...change,
})

const probe = (change: Partial<Vitals> = {}, db = database.db, limitMs?: number) =>
  new ReadinessProbe(db, vitals(change), () => now, limitMs)

test("a site whose GATE is down is ready, and says since when, and what waits", async () => {
  const world = await createWorld(database.db)
  await acceptedRegistration(world)
  await world.pass(42_000)
  const since = new Date("2027-01-10T11:58:00.000Z")
  const subject = vitals({ gate: { state: "down", since }, roundEndedAt: now })

  const answer = await new ReadinessProbe(database.db, subject, world.time.clock).read()

  expect(answer).toEqual({
    status: "ready",
    faults: [],
    gate: { state: "down", since },
    backlog: { open: 1, oldestOpenSeconds: 42, needsAttention: 0, mailsWaiting: 1 },
    sweeper: { secondsSinceRound: 42 },
  })
})

test("an empty site has nothing open", async () => {
  expect((await probe().read()).backlog).toEqual({
    open: 0,
    oldestOpenSeconds: null,
    needsAttention: 0,
    mailsWaiting: 0,
  })
})

test("a site that takes no new connections gets no visitors", async () => {
  Reflect.set(globalThis, draining, true)

  expect(await probe().read()).toMatchObject({ status: "not_ready", faults: ["draining"] })
})

test("a site whose disk is full gets no visitors until there is room", async () => {
  let room = false
  const full = probe({ hasRoom: async () => room })

  expect(await full.readNow()).toMatchObject({ status: "not_ready", faults: ["disk"] })
  room = true
  expect(await full.readNow()).toMatchObject({ status: "ready" })
})

test("a build that is newer than the database's schema waits for its migrations, an older one goes on", async () => {
  const year = Date.UTC(2100, 0)

  expect(await probe({ schema: year }).read()).toMatchObject({ status: "not_ready", faults: ["migrations"] })
  expect(await probe({ schema: 1 }).read()).toMatchObject({ status: "ready" })
})

test("many probes within a second ask the database once", async () => {
  let asked = 0
  const counting = probe({
    hasRoom: async () => {
      asked += 1
      return true
    },
  })

  await Promise.all(Array.from({ length: 50 }, () => counting.read()))

  expect(asked).toBe(1)
})

test("a database that hangs makes a site unready, whatever the number of probes by one connection, and only until it is back", async (context) => {
  if (!database.url) return context.skip("no PostgreSQL server")
  const proxy = await startTestProxy(database.url)
  const open = openPostgres(proxy.url, () => {}, 3_000)
  onTestFinished(() => Promise.all([open.close(), proxy.close()]).then(() => {}))
  const subject = probe({}, open.db, 200)
  expect(await subject.readNow()).toMatchObject({ status: "ready" })

  proxy.hang()
  for (const _ of [1, 2, 3]) {
    expect(await subject.readNow()).toMatchObject({
      status: "not_ready",
      faults: ["database"],
      backlog: null,
    })
  }
  const used = open.pool.totalCount
  proxy.goOn()

  expect(used).toBe(1)
  await expect.poll(() => subject.readNow(), { timeout: 10_000 }).toMatchObject({ status: "ready" })
})

test("a database that takes no writes makes a site unready", async (context) => {
  if (!database.url) return context.skip("no PostgreSQL server")
  await setDatabaseDefault(database, "default_transaction_read_only", "on")
  const open = openPostgres(database.url, () => {})
  onTestFinished(async () => {
    await open.close()
    await setDatabaseDefault(database, "default_transaction_read_only", "off")
  })

  expect(await probe({}, open.db).read()).toMatchObject({ status: "not_ready", faults: ["read_only"] })
})
