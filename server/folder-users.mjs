import { createHash } from "node:crypto"
import { readdirSync, readFileSync, realpathSync } from "node:fs"
import net from "node:net"
import { tmpdir } from "node:os"
import path from "node:path"

/**
 * Which processes run from a folder, so that nobody replaces it under them. Nothing is written into the folder, which
 * may be read-only or somebody else's: each process holds a Unix socket named after folder and process. On Linux it is
 * an abstract one, which the kernel lists for everybody and frees with the process, killed or not. Elsewhere it is a
 * file in the folder for temporary files, which counts only while somebody answers on it.
 */

const isLinux = process.platform === "linux"

/**
 * Marks this process as a user of the folder until `release` or its death.
 *
 * @param {string} folder
 * @returns {Promise<{ release: () => Promise<void> }>}
 */
export async function holdFolder(folder) {
  const server = net.createServer((socket) => socket.destroy())
  const name = `${prefixOf(folder)}${process.pid}`
  await new Promise((resolve, reject) => {
    server.once("error", reject).listen(socketPath(name), () => resolve(undefined))
  })
  server.unref()
  return { release: () => new Promise((resolve) => server.close(() => resolve())) }
}

/**
 * One living process that runs from the folder, if any.
 *
 * @param {string} folder
 * @returns {Promise<{ pid: number } | null>} null also when there is no such folder
 */
export async function findFolderUser(folder) {
  const prefix = prefixOf(folder)
  for (const name of listSocketNames().filter((each) => each.startsWith(prefix))) {
    if (await answers(socketPath(name))) return { pid: Number(name.slice(prefix.length)) }
  }
  return null
}

/** @param {string} folder */
function prefixOf(folder) {
  const hash = createHash("sha256").update(realPath(folder)).digest("hex").slice(0, 16)
  return `gatehouse-${hash}-`
}

/** @param {string} folder */
function realPath(folder) {
  try {
    return realpathSync(folder)
  } catch {
    return path.resolve(folder)
  }
}

/** @param {string} name */
function socketPath(name) {
  return isLinux ? `\0${name}` : path.join(tmpdir(), name)
}

/** @returns {string[]} */
function listSocketNames() {
  if (!isLinux) return readdirSync(tmpdir())
  const names = readFileSync("/proc/net/unix", "latin1").matchAll(/@(gatehouse-[0-9a-f]+-\d+)/g)
  return [...new Set([...names].map(([, name = ""]) => name))]
}

/**
 * @param {string} address
 * @returns {Promise<boolean>}
 */
function answers(address) {
  return new Promise((resolve) => {
    const socket = net.connect(address, () => {
      socket.destroy()
      resolve(true)
    })
    socket.once("error", () => resolve(false))
  })
}
