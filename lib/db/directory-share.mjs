import { existsSync, readdirSync } from "node:fs"
import path from "node:path"
import { findLockHolder, holdDirectoryLock } from "./directory-lock.mjs"

/**
 * Many processes may use one folder, as several servers run from one `.next`, and none may replace it under
 * them: each holds a lock of its own in `<folder>/running/<pid>`.
 */

const USERS = "running"

/**
 * Marks this process as a user of the folder until `release` or its death.
 *
 * @param {string} directory
 * @returns {Promise<{ release(): Promise<void> }>}
 */
export function shareDirectory(directory) {
  return holdDirectoryLock(path.join(directory, USERS, String(process.pid)))
}

/**
 * One living process that uses the folder, if any.
 *
 * @param {string} directory
 * @returns {Promise<{ pid: number } | null>}
 */
export async function findDirectoryUser(directory) {
  const users = path.join(directory, USERS)
  if (!existsSync(users)) return null
  for (const name of readdirSync(users)) {
    const holder = await findLockHolder(path.join(users, name))
    if (holder) return holder
  }
  return null
}
