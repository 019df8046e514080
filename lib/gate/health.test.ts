import { expect, test } from "vitest"
import { type GateChange, GateHealth } from "./health"

function setup() {
  let now = 0
  const changes: GateChange[] = []
  const health = new GateHealth(
    (change) => changes.push(change),
    () => now,
  )
  const note = (result: Parameters<GateHealth["note"]>[0]["result"], status?: number, times = 1) => {
    for (let call = 0; call < times; call++) health.note({ result, status })
  }
  return {
    changes,
    health,
    note,
    pass: (ms: number) => {
      now += ms
    },
  }
}

test("GATE down is one change and its return another, with how long it was away", () => {
  const { changes, note, pass } = setup()

  note("ok", 200)
  pass(60_000)
  note("timeout", undefined, 300)
  pass(600_000)
  note("circuit-open", undefined, 300)
  note("ok", 200, 300)

  expect(changes).toEqual([
    { from: "up", to: "down", forMs: 60_000 },
    { from: "down", to: "up", forMs: 600_000 },
  ])
})

test("failures between successes are no change, and neither is what GATE refuses for good reason", () => {
  const { changes, note } = setup()

  for (let round = 0; round < 100; round++) {
    note("dropped", undefined, 4)
    note("status", 404)
    note("status", 502, 4)
    note("ok", 201)
    note("paused")
    note("status", 429)
  }

  expect(changes).toEqual([])
})

test("an open circuit says at once that GATE is down", () => {
  const { health, note } = setup()

  note("circuit-open")

  expect(health.state).toBe("down")
})

test.each([
  ["dropped connections", "dropped", undefined],
  ["answers 500", "status", 500],
  ["answers 408", "status", 408],
] as const)("the fifth of %s in a row says that GATE is down", (_, result, status) => {
  const { health, note } = setup()

  note(result, status, 4)
  expect(health.state).toBe("up")
  note(result, status)

  expect(health.state).toBe("down")
})

test.each(["paused", "too-many-calls", "aborted"] as const)(
  "calls that end with %s say nothing of GATE, neither good nor bad",
  (result) => {
    const { health, note } = setup()

    note(result, undefined, 20)
    expect(health.state).toBe("up")
    note("dropped", undefined, 4)
    note(result)
    note("dropped")

    expect(health.state).toBe("down")
  },
)

test("without a clock of its own it takes the process's", () => {
  const changes: GateChange[] = []

  new GateHealth((change) => changes.push(change)).note({ result: "circuit-open", status: undefined })

  expect(changes[0]?.forMs).toBeGreaterThanOrEqual(0)
})

test.each([401, 403])("a token GATE answers with %i is a state of its own", (status) => {
  const { changes, note } = setup()

  note("status", status, 50)
  note("ok", 200)

  expect(changes.map(({ to }) => to)).toEqual(["refusing", "up"])
})
