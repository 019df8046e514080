import { cpSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs"
import path from "node:path"
import { pathToFileURL } from "node:url"
import { findFolderUser } from "../server/folder-users.mjs"
import { ROOT, runNext } from "./run-program.mjs"
import { hashSources } from "./source-hash.mjs"

/** The artefact: a folder that runs with Node alone, `node dist/server/main.mjs`. */
export const ARTEFACT = path.join(ROOT, "dist")
const STAMP = "source-hash"

/** Whether the artefact is a build of exactly these sources. */
export function isBuildFresh() {
  const stamp = path.join(ARTEFACT, STAMP)
  return existsSync(stamp) && readFileSync(stamp, "utf8") === hashSources(ROOT)
}

/**
 * Builds the site and makes the artefact of it. A build that fails leaves the artefact before it as it was.
 *
 * @returns {Promise<number>} the build's exit code
 */
export async function build() {
  const hash = hashSources(ROOT)
  if (await isInUse()) return 1
  const code = await runNext(["build"])
  if (code !== 0) return code
  const made = path.join(ROOT, ".next/standalone")
  completeArtefact(made, hash)
  // Somebody may have started it meanwhile.
  if (await isInUse()) return 1
  rmSync(ARTEFACT, { recursive: true, force: true })
  renameSync(made, ARTEFACT)
  return 0
}

/** A server loads files as they are first needed, and must not find those of another build. */
async function isInUse() {
  const user = await findFolderUser(ARTEFACT)
  if (user) process.stderr.write(`Not building: process ${user.pid} is running from dist. Stop it first.\n`)
  return user !== null
}

/**
 * Takes out what tracing took for part of the site, because a path that is put together while it runs may be anywhere in
 * the repository, and adds what Next leaves out: the browser's files, the words, and the server in front of it.
 *
 * @param {string} folder
 * @param {string} hash
 */
function completeArtefact(folder, hash) {
  for (const name of readdirSync(folder)) {
    // Next's own server has no limits, and a developer's .env has no place in what is shipped.
    if (![".next", "node_modules"].includes(name)) rmSync(path.join(folder, name), { recursive: true })
  }
  // What tracing found is written down beside each page: 24 MB that nothing reads any more.
  for (const file of readdirSync(path.join(folder, ".next/server"), { recursive: true, encoding: "utf8" }))
    if (file.endsWith(".nft.json")) rmSync(path.join(folder, ".next/server", file))
  for (const name of [
    "public",
    "messages",
    "server",
    "lib/db/migrations",
    "lib/sharing/fonts",
    "lib/demo/covers",
  ]) {
    cpSync(path.join(ROOT, name), path.join(folder, name), {
      recursive: true,
      filter: (file) => !/(\.test|\/test-[a-z-]+)\.ts$/.test(file),
    })
  }
  cpSync(path.join(ROOT, ".next/static"), path.join(folder, ".next/static"), { recursive: true })
  const { name, version, license, engines } = JSON.parse(
    readFileSync(path.join(ROOT, "package.json"), "utf8"),
  )
  const scripts = { start: "node server/main.mjs" }
  const description = { name, version, private: true, license, type: "module", engines, scripts }
  writeFileSync(path.join(folder, "package.json"), `${JSON.stringify(description, null, 2)}\n`)
  writeFileSync(path.join(folder, STAMP), hash)
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) process.exitCode = await build()
