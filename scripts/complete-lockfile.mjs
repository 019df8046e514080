import { readFileSync, writeFileSync } from "node:fs"
import path from "node:path"
import { ROOT } from "./run-program.mjs"

/**
 * Writes the platform packages into package-lock.json that `npm install` left out because the registry it
 * asked does not have them. Without them `npm ci` stops with "Missing: … from lock file", on every platform.
 * Run it after adding or updating a package behind such a registry.
 *
 * @typedef {{ version: string, cpu?: string[], os?: string[], libc?: string[], dev?: boolean, optional?: boolean,
 *   optionalDependencies?: Record<string, string> }} LockedPackage
 */

const SYSTEMS = ["android", "darwin", "freebsd", "linux", "win32"]
const PROCESSORS = ["arm", "arm64", "ia32", "ppc64", "s390x", "wasm32", "x64"]
const LIBRARIES = new Map([
  ["gnu", "glibc"],
  ["musl", "musl"],
])

const file = path.join(ROOT, "package-lock.json")
const lock = JSON.parse(readFileSync(file, "utf8"))
/** @type {Record<string, LockedPackage>} */
const packages = lock.packages

for (const [place, owner] of Object.entries(packages)) {
  if (place === "") continue
  for (const [name, version] of Object.entries(owner.optionalDependencies ?? {})) {
    if (isLocked(place, name)) continue
    packages[`node_modules/${name}`] = platformPackage(name, version, owner.dev ?? false)
    console.log(`added ${name}@${version}`)
  }
}
lock.packages = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => a.localeCompare(b, "en")))
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`)

/**
 * Whether Node would find the package from that place.
 *
 * @param {string} place
 * @param {string} name
 */
function isLocked(place, name) {
  const folders = place.split("/node_modules/")
  const places = folders.map(
    (_, depth) => `${folders.slice(0, depth + 1).join("/node_modules/")}/node_modules/${name}`,
  )
  return [`node_modules/${name}`, ...places].some((candidate) => candidate in packages)
}

/**
 * What its name says of the machine it is for, so that npm asks for it nowhere else.
 *
 * @param {string} name
 * @param {string} version
 * @param {boolean} dev
 * @returns {LockedPackage}
 */
function platformPackage(name, version, dev) {
  const words = name.split("/").at(-1)?.split("-") ?? []
  const cpu = words.filter((word) => PROCESSORS.includes(word))
  if (cpu.length !== 1 || !/^\d/.test(version)) throw new Error(`${name}@${version} is no platform package.`)
  const os = words.filter((word) => SYSTEMS.includes(word))
  const libc = words.flatMap((word) => LIBRARIES.get(word) ?? [])
  return {
    version,
    cpu,
    ...(dev && { dev }),
    ...(libc.length > 0 && { libc }),
    optional: true,
    ...(os.length > 0 && { os }),
  }
}
