import { abortError, WireError } from "./wire"

/**
 * Runs a call under one deadline in milliseconds, joined with the caller's own signal. The promise settles at the
 * deadline even when `run` is still waiting for a free place.
 * @throws WireError `timeout` or `aborted`
 */
export function withDeadline<T>(
  timeoutMs: number,
  callerSignal: AbortSignal | undefined,
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  // Not AbortSignal.any: on Node 20 it keeps every derived signal alive as long as a long-lived caller's.
  const controller = new AbortController()
  const { signal } = controller
  const onCallerAbort = () => controller.abort(new WireError("aborted"))
  if (callerSignal?.aborted) onCallerAbort()
  if (signal.aborted) return Promise.reject(abortError(signal))

  callerSignal?.addEventListener("abort", onCallerAbort)
  const timer = setTimeout(() => controller.abort(new WireError("timeout")), timeoutMs)
  return new Promise<T>((resolve, reject) => {
    signal.addEventListener("abort", () => reject(abortError(signal)))
    run(signal).then(resolve, reject)
  }).finally(() => {
    clearTimeout(timer)
    callerSignal?.removeEventListener("abort", onCallerAbort)
  })
}
