import { chmodSync, lstatSync, readdirSync } from "node:fs"
import path from "node:path"

/** The folder of the embedded database cannot be used; the message says why and what to set. */
export class DataDirectoryError extends Error {
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

/**
 * Keeps everything in a folder from other users of the machine: what an earlier version left open is closed.
 * @throws DataDirectoryError when something in it belongs to another user
 */
export function makePrivate(folder: string): void {
  const me = process.geteuid?.()
  // A volume's own folder may belong to the machine and let us in by our group; what is in it is ours.
  if (me === lstatSync(folder).uid) chmodSync(folder, 0o700)
  for (const name of readdirSync(folder)) close(path.join(folder, name), me)
}

function close(target: string, me: number | undefined): void {
  const { uid, mode } = lstatSync(target)
  const isFolder = (mode & 0o170000) === 0o040000
  const isFile = (mode & 0o170000) === 0o100000
  if (!isFolder && !isFile) return
  if (me !== undefined && me !== 0 && uid !== me) {
    throw new DataDirectoryError(
      `${target} belongs to another user (${uid}, this is ${me}). Start as that user, or set DATA_DIR to another folder.`,
    )
  }
  if ((mode & 0o077) !== 0) chmodSync(target, isFolder ? 0o700 : 0o600)
  if (isFolder) for (const name of readdirSync(target)) close(path.join(target, name), me)
}
