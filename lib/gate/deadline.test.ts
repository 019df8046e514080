import { getEventListeners } from "node:events"
import { afterEach, beforeEach, expect, test, vi } from "vitest"
import { withDeadline } from "./deadline"

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const never = () => new Promise<never>(() => {})

test("a call in time has its answer, and leaves nothing behind with a caller that lives on", async () => {
  const { signal } = new AbortController()

  await expect(withDeadline(1_000, signal, async () => "answer")).resolves.toBe("answer")

  expect(getEventListeners(signal, "abort")).toEqual([])
  expect(vi.getTimerCount()).toBe(0)
})

test("a call that waits for ever ends at its deadline, and what it runs is told", async () => {
  let told: AbortSignal | undefined
  const call = withDeadline(1_000, undefined, (signal) => {
    told = signal
    return never()
  })
  const failure = expect(call).rejects.toMatchObject({ reason: "timeout" })

  await vi.advanceTimersByTimeAsync(999)
  expect(told?.aborted).toBe(false)
  await vi.advanceTimersByTimeAsync(1)

  await failure
  expect(told?.aborted).toBe(true)
})

test("a call ends when its caller gives up", async () => {
  const controller = new AbortController()
  const call = withDeadline(1_000, controller.signal, never)

  controller.abort()

  await expect(call).rejects.toMatchObject({ reason: "aborted" })
  expect(vi.getTimerCount()).toBe(0)
})

test("a call whose caller had given up is not begun", async () => {
  const run = vi.fn(never)

  await expect(withDeadline(1_000, AbortSignal.abort(), run)).rejects.toMatchObject({ reason: "aborted" })

  expect(run).not.toHaveBeenCalled()
})
