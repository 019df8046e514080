import { accessSync, constants } from "node:fs"
import path from "node:path"

/**
 * The first of the names that is an executable in PATH or one of the extra folders.
 *
 * @param {string[]} names
 * @param {string[]} [extraFolders]
 * @returns {string | null}
 */
export function findProgram(names, extraFolders = []) {
  const folders = [...(process.env.PATH ?? "").split(path.delimiter), ...extraFolders]
  for (const name of names) {
    for (const folder of folders) {
      const file = path.join(folder, name)
      if (isExecutable(file)) return file
    }
  }
  return null
}

/** @param {string} file */
export function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}
