import { expect, test } from "vitest"
import { FloodGuard } from "./log-flood"

function setup() {
  let now = 0
  const guard = new FloodGuard(() => now)
  const admitted = (kind: string, times: number) =>
    Array.from({ length: times }, () => guard.admits(kind)).filter(Boolean).length
  return {
    guard,
    admitted,
    pass: (ms: number) => {
      now += ms
    },
  }
}

test("twenty lines of one kind are written in a minute, and the number of the others after it", () => {
  const { guard, admitted, pass } = setup()

  expect(admitted("a form failed", 500)).toBe(20)
  expect(admitted("a sweep failed", 3)).toBe(3)
  expect(guard.takeLeftOut()).toEqual([])
  pass(60_000)

  expect(guard.takeLeftOut()).toEqual([{ message: "left out: a form failed", times: 480 }])
  expect(guard.takeLeftOut()).toEqual([])
  expect(admitted("a form failed", 1)).toBe(1)
})

test("whoever makes every line a new kind fills nothing", () => {
  const { guard, pass } = setup()

  const written = Array.from({ length: 10_000 }, (_, at) => guard.admits(`kind ${at}`)).filter(Boolean)
  pass(60_000)

  expect(written.length).toBeLessThan(300)
  expect(guard.takeLeftOut()).toHaveLength(1)
})
