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

test("a token GATE does not take is a state of its own", () => {
  const { changes, note } = setup()

  note("status", 401, 50)
  note("ok", 200)

  expect(changes.map(({ to }) => to)).toEqual(["refusing", "up"])
})
