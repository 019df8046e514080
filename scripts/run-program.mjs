import { spawn } from "node:child_process"
import path from "node:path"

export const ROOT = path.resolve(import.meta.dirname, "..")

/** Next's own program, run by this Node: no shell and no npx between it and a signal. */
export const NEXT = path.join(ROOT, "node_modules/next/dist/bin/next")

/**
 * Runs Next in this terminal until it ends, passing on the signals that would end it.
 *
 * @param {string[]} args
 * @returns {Promise<number>} its exit code; 128 + 15 after SIGTERM, as a shell would say
 */
export function runNext(args) {
  // A site that promises its visitors privacy does not report on its operators.
  const env = { NEXT_TELEMETRY_DISABLED: "1", ...process.env }
  const child = spawn(process.execPath, [NEXT, ...args], { cwd: ROOT, env, stdio: "inherit" })
  process.on("SIGTERM", () => child.kill("SIGTERM"))
  process.on("SIGINT", () => {
    // Ctrl+C in a terminal reaches the child by itself, and Next takes a second one as "now".
    if (!process.stdin.isTTY) child.kill("SIGINT")
  })
  const signalCodes = { SIGINT: 130, SIGTERM: 143, SIGKILL: 137 }
  return new Promise((resolve, reject) => {
    child.once("error", reject)
    child.once("exit", (code, signal) => {
      resolve(code ?? signalCodes[/** @type {keyof signalCodes} */ (signal)] ?? 1)
    })
  })
}
