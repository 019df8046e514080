import { chmodSync, existsSync, lstatSync, readdirSync } from "node:fs"
import path from "node:path"

/** The folder of the embedded database cannot be used; the message says why and what to set. */
class DataDirectoryError extends Error {
  override readonly name = "DataDirectoryError"
}

const unusable: Record<string, string> = {
  EACCES: "this user may not write there",
  EPERM: "this user may not write there",
  EROFS: "the file system is read-only",
  ENOTDIR: "it is no folder",
  EEXIST: "it is no folder",
}

/** @throws DataDirectoryError for what the operating system refuses about the folder itself */
export async function inFolder<T>(folder: string, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : ""
    const reason = unusable[code]
    if (!reason) throw error
    throw new DataDirectoryError(
      `The folder ${folder} cannot be used: ${reason}. Set DATA_DIR to another folder.`,
    )
  }
}

/** What Gatehouse keeps in `DATA_DIR`; a volume may have a `lost+found` of the machine's beside it. */
const ours = ["postgres", "postgres.tmp", "process.lock", "secret"]

/**
 * Keeps what is ours in a folder from other users of the machine: what an earlier version left open is closed.
 * @throws DataDirectoryError when something of it belongs to another user
 */
export function keepPrivate(folder: string): void {
  // A volume's own folder may belong to the machine and let us in by our group.
  if (lstatSync(folder).uid === process.geteuid?.()) chmodSync(folder, 0o700)
  for (const name of ours) {
    const target = path.join(folder, name)
    if (existsSync(target)) makePrivate(target)
  }
}

/** Takes all rights to a file or folder and everything in it from everybody but its owner. */
export function makePrivate(target: string): void {
  const { uid, mode } = lstatSync(target)
  const me = process.geteuid?.()
  if (me !== undefined && me !== 0 && uid !== me) {
    throw new DataDirectoryError(
      `${target} belongs to another user (${uid}, this is ${me}). Start as that user, or set DATA_DIR to another folder.`,
    )
  }
  const isFolder = (mode & 0o170000) === 0o040000
  if ((mode & 0o077) !== 0) chmodSync(target, isFolder ? 0o700 : 0o600)
  if (isFolder) for (const name of readdirSync(target)) makePrivate(path.join(target, name))
}
