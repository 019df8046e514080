import { subscribe, unsubscribe } from "node:diagnostics_channel"
import type { Logger } from "pino"
import type { RefusedRequests } from "./refused-requests"
import { isRoutine, loggedPath } from "./request-path"

/** Where the server entry tells of every answer that ended. */
export const requestChannel = "gatehouse:request"

/** `path` may have a query; `ms` is the time from the request's first line to the answer's last byte. */
export type AnsweredRequest = { method: string; path: string; status: number; ms: number; requestId: string }

function write(log: Logger, refused: Pick<RefusedRequests, "count">, answered: AnsweredRequest): void {
  const { method, path, status, ms, requestId } = answered
  const [bare = ""] = path.split("?", 1)
  const isRefused = status >= 400 && status < 500
  if (isRefused) refused.count(String(status))
  const level = isRefused || isRoutine(bare) ? "debug" : "info"
  log[level]({ method, path: loggedPath(path), status, ms: Math.round(ms), request: requestId }, "request")
}

/**
 * Writes a line for every answer: pages at `info`; files, health checks and what was refused at `debug`, because anybody
 * can ask for any number of those, and the refused ones are counted. Returns a function that ends it.
 */
export function logRequests(log: Logger, refused: Pick<RefusedRequests, "count">): () => void {
  const listener = (message: unknown) => write(log, refused, message as AnsweredRequest)
  subscribe(requestChannel, listener)
  return () => unsubscribe(requestChannel, listener)
}
