import type { Logger } from "pino"
import { type RefusedRequests, refusalOf } from "./refused-requests"

/**
 * Sends what Next prints through the log as well: Next prints errors as they are, and those of a failed query carry its
 * values. Complaints about requests that were refused are counted.
 */
export function captureConsoleErrors(
  log: Logger,
  refused: Pick<RefusedRequests, "count">,
  target: Pick<Console, "error" | "warn"> = console,
): void {
  const capture =
    (level: "error" | "warn") =>
    (...parts: unknown[]) => {
      const reason = refusalOf(parts)
      const error = parts.find((part) => part instanceof Error)
      if (reason) refused.count(reason)
      else if (error) log[level]({ err: error }, "a request failed")
      else log[level](parts.map(String).join(" "))
    }
  // Next reports a page that failed here and nowhere else.
  target.error = capture("error")
  target.warn = capture("warn")
}
