import "server-only"
import { runtime } from "@/lib/runtime"

/** Writes what no form expected into the log, once and with its cause. */
export function reportUnexpected(error: unknown): void {
  runtime().then(
    ({ log }) => log.error({ err: error }, "a form failed unexpectedly"),
    () => process.stderr.write("a form failed and the runtime could not be built\n"),
  )
}
