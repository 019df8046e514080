import { afterEach, expect, test, vi } from "vitest"
import { answer, gateErrorOf, setupClient } from "./fake-wire"
import { realSleep } from "./retry"
import { WireError, type WireResponse } from "./wire"

afterEach(() => {
  vi.useRealTimers()
})

function setupHeldWire() {
  const held: ((response: WireResponse) => void)[] = []
  let mostAtOnce = 0
  const { client, wire } = setupClient([
    () =>
      new Promise((resolve) => {
        mostAtOnce = Math.max(mostAtOnce, held.push(resolve))
      }),
  ])
  const release = () => held.shift()?.(answer(201, { id: 1 }))
  return { client, wire, held, release, mostAtOnce: () => mostAtOnce }
}

const create = (client: ReturnType<typeof setupClient>["client"]) => client.users.create({ username: "ada" })

test("eight calls are in flight at once and the others wait their turn", async () => {
  const { client, wire, held, release, mostAtOnce } = setupHeldWire()

  const calls = Array.from({ length: 20 }, () => create(client))
  while (wire.requests.length < 20 || held.length > 0) {
    release()
    await new Promise(setImmediate)
  }

  await Promise.all(calls)
  expect(mostAtOnce()).toBe(8)
})

test("a call too many is refused at once, retryable and not applied", async () => {
  const { client, held, release } = setupHeldWire()
  const accepted = Array.from({ length: 8 + 64 }, () => create(client))

  const error = await gateErrorOf(create(client))

  expect(error).toMatchObject({
    ...{ kind: "transient", reason: "too-many-calls" },
    ...{ retryable: true, outcome: "not-applied" },
  })
  while (held.length > 0) {
    release()
    await new Promise(setImmediate)
  }
  await Promise.all(accepted)
})

test("a call whose deadline passes while it waits was not applied and is never sent", async () => {
  const { client, wire, held, release } = setupHeldWire()
  const busy = Array.from({ length: 8 }, () => create(client))

  const error = await gateErrorOf(client.users.create({ username: "ada" }, { timeoutMs: 10 }))

  expect(error).toMatchObject({ reason: "timeout", outcome: "not-applied" })
  while (held.length > 0) {
    release()
    await new Promise(setImmediate)
  }
  await Promise.all(busy)
  expect(wire.requests).toHaveLength(8)
})

async function callTimes(client: ReturnType<typeof setupClient>["client"], times: number) {
  for (let call = 0; call < times; call++) await create(client).catch(() => undefined)
}

test.each([
  ["status 500", answer(500)],
  ["status 408", answer(408)],
  ["dropped connections", new WireError("dropped")],
  ["timeouts", new WireError("timeout")],
])("twenty calls that end in %s open the circuit, and nothing more is sent", async (_, reply) => {
  const { client, wire, log } = setupClient([reply])
  await callTimes(client, 20)

  const error = await gateErrorOf(create(client))

  expect(error).toMatchObject({ reason: "circuit-open", retryable: true, outcome: "not-applied" })
  expect(wire.requests).toHaveLength(20)
  expect(log.at(-1)).toMatchObject({ result: "circuit-open", status: undefined })
})

test("the circuit opens when just half of the calls fail", async () => {
  let call = 0
  const { client } = setupClient([() => (call++ % 2 === 0 ? answer(201, { id: 1 }) : answer(503))])
  await callTimes(client, 20)

  expect(await gateErrorOf(create(client))).toMatchObject({ reason: "circuit-open" })
})

test.each([400, 401, 403, 404, 409, 429])("refusals with %i never open the circuit", async (status) => {
  const { client, wire } = setupClient([answer(status)])

  await callTimes(client, 40)

  expect(wire.requests).toHaveLength(40)
})

test("after ten seconds one call tries again, and a success closes the circuit", async () => {
  vi.useFakeTimers({ toFake: ["Date"] })
  const bad = Array.from({ length: 20 }, () => answer(500))
  const { client, wire } = setupClient([...bad, answer(201, { id: 1 })])
  await callTimes(client, 20)

  vi.setSystemTime(Date.now() + 9_999)
  expect(await gateErrorOf(create(client))).toMatchObject({ reason: "circuit-open" })
  vi.setSystemTime(Date.now() + 1)
  await create(client)
  await create(client)

  expect(wire.requests).toHaveLength(22)
})

test("a read does not wait for an open circuit", async () => {
  const { client, waits } = setupClient([answer(500)])
  await callTimes(client, 20)

  await gateErrorOf(client.users.get(1))

  expect(waits).toEqual([])
})

function throttledThen(retryAfter: string) {
  let now = Date.UTC(2027, 0, 10)
  const pass = (ms: number) => {
    now += ms
  }
  const waits: number[] = []
  const sleep = async (ms: number) => {
    waits.push(ms)
    pass(ms)
  }
  const replies = [answer(429, "", { "retry-after": retryAfter }), answer(201, { id: 1 })]
  return { ...setupClient(replies, { now: () => now, sleep }), pass, waits }
}

test("after a 429 nobody is let through until GATE said, and then everybody", async () => {
  const { client, wire, pass, waits } = throttledThen("30")
  await gateErrorOf(create(client))

  pass(20_000)
  const error = await gateErrorOf(client.users.patch(7, { email: "ada@example.org" }))
  pass(10_000)
  await create(client)

  expect(error).toMatchObject({
    reason: "paused",
    retryable: true,
    outcome: "not-applied",
    retryAfterMs: 10_000,
  })
  expect(wire.requests).toHaveLength(2)
  expect(waits).toEqual([])
})

test("a pause of two seconds is waited for", async () => {
  const { client, waits } = throttledThen("2")
  await gateErrorOf(create(client))

  await create(client)

  expect(waits).toEqual([2_000])
})

test("what GATE asks for while it is ill holds for that call, not for every one", async () => {
  const { client, wire, waits } = setupClient([
    answer(503, "", { "retry-after": "30" }),
    answer(201, { id: 1 }),
  ])
  await gateErrorOf(create(client))

  await create(client)

  expect([wire.requests.length, waits]).toEqual([2, []])
})

test("calls their callers gave up never open the circuit", async () => {
  const { client, wire } = setupClient([new WireError("aborted")])

  await callTimes(client, 40)

  expect(wire.requests).toHaveLength(40)
})

test("a read within a pause is handed back at once", async () => {
  const { client, wire, waits } = throttledThen("30")
  await gateErrorOf(create(client))

  const error = await gateErrorOf(client.users.get(1))

  expect(error.reason).toBe("paused")
  expect([wire.requests.length, waits]).toEqual([1, []])
})

test("a call waits for the end of a pause that is nearly over", async () => {
  const { client, wire, waits } = throttledThen("1")
  await gateErrorOf(create(client))

  await create(client)

  expect(waits).toEqual([1_000])
  expect(wire.requests).toHaveLength(2)
})

test("a call whose deadline passes within a pause was not applied and is never sent", async () => {
  const { client, wire } = setupClient([answer(429, "", { "retry-after": "1" })], { sleep: realSleep })
  await gateErrorOf(create(client))

  const error = await gateErrorOf(client.users.create({ username: "ada" }, { timeoutMs: 10 }))

  expect(error).toMatchObject({ reason: "timeout", outcome: "not-applied" })
  expect(wire.requests).toHaveLength(1)
})

test("where GATE limits often and briefly, everybody who called together is let through in the end", async () => {
  let call = 0
  const everyTenth = () =>
    ++call % 10 === 0 ? answer(429, "", { "retry-after": "1" }) : answer(201, { id: call })
  const { client } = setupClient([everyTenth])

  const calls = await Promise.allSettled(Array.from({ length: 40 }, () => create(client)))

  expect(calls.filter(({ status }) => status === "fulfilled")).toHaveLength(36)
})

test("no header silences GATE's callers for more than five minutes", async () => {
  const { client, wire, pass } = throttledThen("86400")
  await gateErrorOf(create(client))

  pass(5 * 60_000)
  await create(client)

  expect(wire.requests).toHaveLength(2)
})
