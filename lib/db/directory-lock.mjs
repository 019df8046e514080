import { createHash, randomBytes } from "node:crypto"
import {
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs"
import net from "node:net"
import path from "node:path"
import { setTimeout as sleep } from "node:timers/promises"

/**
 * One process per folder. PGlite takes no lock of its own, and two processes on one data directory lose
 * acknowledged rows without any error (architecture §7).
 *
 * On Linux the lock is two Unix sockets, which the kernel closes the moment their holder dies, even by SIGKILL. An
 * abstract one, named after the folder's real path, lets one of many in one network namespace through. One inside
 * the folder is seen from other namespaces as well, so by a second container on the same volume: whoever listens
 * there and finds nobody else listening has the folder. Two who come at the same moment may both step back, and
 * try again; never do both stay. Elsewhere the lock is a pid file whose process must be alive.
 * Plain JavaScript, because programs read it without a build.
 */

const POLL_MS = 50
const LOCK_FILE = "process.lock"
/** Every holder's socket has a name of its own, so that a dead one can be removed without hitting a living one. */
const SOCKET = /^process-[0-9a-f]{16}\.sock$/
/** File systems of some virtual machines have no sockets; there the abstract one alone must do. */
const NO_SOCKETS = ["EPERM", "ENOTSUP", "EOPNOTSUPP", "EINVAL"]

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
    await sleep(POLL_MS * (0.5 + Math.random()))
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
  const held = platform === "linux" ? await isSocketHeld(folder) : isAlive(pid)
  return held ? { pid } : null
}

/** @param {string} folder */
async function takeSocket(folder) {
  const here = await listen(abstractName(folder)).catch(unlessTaken)
  if (!here) return null
  try {
    const everywhere = await takeFolderSocket(folder)
    if (!everywhere) {
      await close(here)
      return null
    }
    // The sockets decide; the file only tells others whom to stop.
    writeFileSync(path.join(folder, LOCK_FILE), `${process.pid}\n`)
    return {
      async release() {
        rmSync(path.join(folder, LOCK_FILE), { force: true })
        await everywhere.release()
        await close(here)
      },
    }
  } catch (error) {
    await close(here)
    throw error
  }
}

/** @param {Error & { code?: string }} error */
function unlessTaken(error) {
  if (error.code === "EADDRINUSE") return null
  throw error
}

/**
 * Listens first and looks for others then, so that of two who come together at least one sees the other.
 *
 * @param {string} folder
 */
async function takeFolderSocket(folder) {
  const name = `process-${randomBytes(8).toString("hex")}.sock`
  // A socket's address has room for 107 letters, and a folder's path may be longer.
  const descriptor = openSync(folder, "r")
  const address = (/** @type {string} */ entry) => `/proc/self/fd/${descriptor}/${entry}`
  try {
    // Under another name until it listens: a socket that does not is taken for a dead one.
    const server = await listen(address(`.${name}`)).catch((error) => {
      if (NO_SOCKETS.includes(error.code)) return null
      throw error
    })
    if (!server) return { release: async () => {} }
    renameSync(path.join(folder, `.${name}`), path.join(folder, name))
    const release = async () => {
      rmSync(path.join(folder, name), { force: true })
      await close(server)
    }
    for (const other of readdirSync(folder)) {
      if (!SOCKET.test(other) || other === name) continue
      if (await answers(address(other))) {
        await release()
        return null
      }
      rmSync(path.join(folder, other), { force: true })
    }
    return { release }
  } finally {
    closeSync(descriptor)
  }
}

/**
 * @param {string} name
 * @returns {Promise<net.Server>}
 */
function listen(name) {
  const server = net.createServer((socket) => socket.destroy())
  return new Promise((resolve, reject) => {
    server.once("error", reject)
    server.listen(name, () => {
      server.unref()
      resolve(server)
    })
  })
}

/**
 * @param {net.Server} server
 * @returns {Promise<unknown>}
 */
function close(server) {
  return new Promise((resolve) => server.close(resolve))
}

/** @param {string} folder */
async function isSocketHeld(folder) {
  if (await answers(abstractName(folder))) return true
  const descriptor = openOrNull(folder)
  if (descriptor === null) return false
  try {
    for (const entry of readdirSync(folder)) {
      if (SOCKET.test(entry) && (await answers(`/proc/self/fd/${descriptor}/${entry}`))) return true
    }
    return false
  } finally {
    closeSync(descriptor)
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
function abstractName(folder) {
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
    // Refused or gone: nobody listens. Anything else, a full queue for one, is somebody's.
    socket.once("error", (error) => {
      const code = "code" in error ? String(error.code) : ""
      resolve(!["ECONNREFUSED", "ENOENT"].includes(code))
    })
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

/**
 * Null for a folder of another user: nobody of ours can hold it.
 *
 * @param {string} folder
 */
function openOrNull(folder) {
  try {
    return openSync(folder, "r")
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
