import { readFileSync } from "node:fs"

const POLL_MS = 500

/**
 * Calls `callback` once npm, which started this program through a shell, is gone. npm hands no signal on: SIGTERM ends
 * it and the shell, SIGKILL only itself, and the site would stay behind with its port. Does nothing for a program that
 * npm did not start, such as one that is meant to outlive its terminal.
 *
 * @param {() => void} callback
 */
export function onNpmGone(callback) {
  if (process.env.npm_lifecycle_event === undefined) return
  const shell = process.ppid
  const npm = parentOf(shell)
  const timer = setInterval(() => {
    if (process.ppid === shell && parentOf(shell) === npm) return
    clearInterval(timer)
    callback()
  }, POLL_MS)
  timer.unref()
}

/**
 * @param {number} pid
 * @returns {number | undefined} undefined where the system has no /proc
 */
function parentOf(pid) {
  try {
    // The second field is the program's name in brackets, which may hold brackets and spaces.
    const [, fields = ""] = /^.*\) (.*)$/s.exec(readFileSync(`/proc/${pid}/stat`, "latin1")) ?? []
    return Number(fields.split(" ")[1])
  } catch {
    return undefined
  }
}
