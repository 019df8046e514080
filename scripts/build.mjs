import { createHash } from "node:crypto"
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs"
import path from "node:path"
import { pathToFileURL } from "node:url"
import { ROOT, runNext } from "./run-program.mjs"

const INPUTS = [
  "app",
  "components",
  "lib",
  "public",
  "instrumentation.ts",
  "next.config.mjs",
  "package-lock.json",
  "postcss.config.mjs",
  "proxy.ts",
  "tsconfig.json",
]
const TEST = /\.test\.tsx?$/
const STAMP = path.join(ROOT, ".next/source-hash")

/** Whether `.next` holds a finished build of exactly these sources. File times say nothing: git sets them. */
export function isBuildFresh() {
  const isFinished = existsSync(path.join(ROOT, ".next/BUILD_ID")) && existsSync(STAMP)
  return isFinished && readFileSync(STAMP, "utf8") === hashInputs(ROOT)
}

/**
 * Builds the site and notes what it was built from.
 *
 * @returns {Promise<number>} the build's exit code
 */
export async function build() {
  const hash = hashInputs(ROOT)
  // A build that fails half-way must not pass for the one before it.
  rmSync(STAMP, { force: true })
  const code = await runNext(["build"])
  if (code === 0) writeFileSync(STAMP, hash)
  return code
}

/**
 * One hash over the names and contents of everything a build reads.
 *
 * @param {string} root
 * @returns {string}
 */
export function hashInputs(root) {
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

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) process.exitCode = await build()
