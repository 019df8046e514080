import { expect, test } from "vitest"
import { canUndo, settledAt, undoWindowMs } from "./gate-task"
import { freshAttempt } from "./registration"

const noon = new Date("2027-01-10T12:00:00Z")
const later = (ms: number) => new Date(noon.getTime() + ms)

test("a cancellation can be taken back for ten minutes and not a millisecond longer", () => {
  expect(canUndo(noon, later(undoWindowMs - 1))).toBe(true)
  expect(canUndo(noon, later(undoWindowMs))).toBe(false)
})

test("what was not cancelled has nothing to take back", () => {
  expect(canUndo(null, noon)).toBe(false)
})

test("a POST nobody heard of again has landed after the settle time", () => {
  expect(settledAt({ ...freshAttempt, startedAt: noon }, 90_000)).toEqual(later(90_000))
  expect(settledAt(freshAttempt, 90_000)).toBeNull()
})
