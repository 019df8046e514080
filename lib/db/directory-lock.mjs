import { createHash } from "node:crypto"
import { mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs"
import net from "node:net"
import path from "node:path"
import { setTimeout as sleep } from "node:timers/promises"

/**
 * One process per folder. PGlite takes no lock of its own, and two processes on one data directory lose
 * acknowledged rows without any error (database.md, guard 1).
 *
 * On Linux the lock is an abstract Unix socket named after the folder's real path: the kernel frees it the
 * moment its holder dies, even by SIGKILL. It is seen only within one network namespace, so two containers
 * that share a volume do not see each other. Elsewhere it is a pid file whose process must be alive.
 * Plain JavaScript, because programs read it without a build.
 */

const POLL_MS = 50
const LOCK_FILE = "process.lock"

/** Another living process holds the folder; `pid` is 0 when it left no readable note. */
export class DirectoryInUseError extends Error {
  /**
   * @param {string} directory
   * @param {number} pid
   */
  constructor(directory, pid) {
    const who = pid > 0 ? `process ${pid}` : "another process"
    super(`The folder ${directory} is in use by ${who}. Stop that process, or use another folder.`)
    this.name = "DirectoryInUseError"
    this.pid = pid
  }
}

/**
 * Takes the folder (created when absent) for this process, or throws `DirectoryInUseError` once it has been
 * held by somebody else for `waitMs`. A living holder is never robbed.
 *
 * @param {string} directory
 * @param {{ waitMs?: number, platform?: NodeJS.Platform }} [options] `waitMs` 2000: a development server
 *   that restarts itself opens the folder a moment before its predecessor has let go.
 * @returns {Promise<{ release(): Promise<void> }>}
 */
export async function holdDirectoryLock(directory, { waitMs = 2000, platform = process.platform } = {}) {
  mkdirSync(directory, { recursive: true })
  const folder = realpathSync(directory)
  const deadline = performance.now() + waitMs

  for (;;) {
    const lock = platform === "linux" ? await takeSocket(folder) : takePidFile(folder)
    if (lock) return lock
    if (performance.now() >= deadline) throw new DirectoryInUseError(folder, readPid(folder))
    await sleep(POLL_MS)
  }
}

/**
 * Tells who holds the folder now, without touching it.
 *
 * @param {string} directory
 * @param {{ platform?: NodeJS.Platform }} [options]
 * @returns {Promise<{ pid: number } | null>} `pid` is 0 when the holder left no readable note.
 */
export async function findLockHolder(directory, { platform = process.platform } = {}) {
  const folder = realPath(directory)
  if (folder === null) return null
  const pid = readPid(folder)
  const held = platform === "linux" ? await answers(socketName(folder)) : isAlive(pid)
  return held ? { pid } : null
}

/** @param {string} folder */
async function takeSocket(folder) {
  const server = net.createServer((socket) => socket.destroy())
  const taken = await new Promise((resolve, reject) => {
    server.once("error", (error) =>
      "code" in error && error.code === "EADDRINUSE" ? resolve(false) : reject(error),
    )
    server.listen(socketName(folder), () => resolve(true))
  })
  if (!taken) return null

  server.unref()
  // The socket decides; the file only tells others whom to stop.
  writeFileSync(path.join(folder, LOCK_FILE), `${process.pid}\n`)
  return {
    async release() {
      rmSync(path.join(folder, LOCK_FILE), { force: true })
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** @param {string} folder */
function takePidFile(folder) {
  const file = path.join(folder, LOCK_FILE)
  try {
    writeFileSync(file, `${process.pid}\n`, { flag: "wx" })
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error
    if (!isAlive(readPid(folder))) rmSync(file, { force: true })
    return null
  }
  return { release: async () => rmSync(file, { force: true }) }
}

/** @param {string} folder */
function socketName(folder) {
  return `\0gatehouse-${createHash("sha256").update(folder).digest("hex").slice(0, 40)}`
}

/**
 * @param {string} name
 * @returns {Promise<boolean>}
 */
function answers(name) {
  return new Promise((resolve) => {
    const socket = net.connect(name, () => {
      socket.destroy()
      resolve(true)
    })
    socket.once("error", () => resolve(false))
  })
}

/** @param {string} directory */
function realPath(directory) {
  try {
    return realpathSync(directory)
  } catch {
    return null
  }
}

/** @param {string} folder */
function readPid(folder) {
  try {
    return Number.parseInt(readFileSync(path.join(folder, LOCK_FILE), "utf8"), 10) || 0
  } catch {
    return 0
  }
}

/** @param {number} pid */
function isAlive(pid) {
  if (pid <= 0) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // EPERM: it lives, but belongs to another user.
    return error instanceof Error && "code" in error && error.code === "EPERM"
  }
}
