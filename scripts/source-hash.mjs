import { createHash } from "node:crypto"
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs"
import path from "node:path"

const INPUTS = [
  "app",
  "components",
  "lib",
  "messages",
  "public",
  "server",
  "instrumentation.ts",
  "next.config.mjs",
  "package-lock.json",
  "package.json",
  "postcss.config.mjs",
  "proxy.ts",
  "scripts/build.mjs",
  "tsconfig.json",
]
const TEST = /\.test\.tsx?$/

/**
 * One hash over the names and contents of everything a build reads. File times say nothing: git sets them.
 *
 * @param {string} root
 * @returns {string} 64 hexadecimal digits, the same on every machine that has the same sources
 */
export function hashSources(root) {
  const hash = createHash("sha256")
  for (const file of INPUTS.flatMap((input) => listFiles(root, input))) {
    const content = readFileSync(path.join(root, file))
    hash.update(`${file}\0${content.length}\0`).update(content)
  }
  return hash.digest("hex")
}

/**
 * @param {string} root
 * @param {string} input
 * @returns {string[]}
 */
function listFiles(root, input) {
  const full = path.join(root, input)
  if (!existsSync(full)) return []
  if (statSync(full).isFile()) return [input]
  return readdirSync(full, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !TEST.test(entry.name))
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
    .sort()
}
