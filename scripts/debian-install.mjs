import { spawnSync } from "node:child_process"
import { findProgram } from "./find-program.mjs"

const APT_LIMIT_MS = 15 * 60_000

/**
 * Installs Debian packages when this machine lets us: root, with apt-get.
 *
 * @param {string[]} packages
 * @returns {boolean} whether they are installed now
 */
export function installDebianPackages(packages) {
  if (process.getuid?.() !== 0 || !findProgram(["apt-get"])) return false
  console.error(`Installing Debian's ${packages.join(", ")} …`)
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" }
  /** @type {import("node:child_process").StdioOptions} */
  const stdio = ["ignore", "ignore", "inherit"]
  const options = { env, stdio, timeout: APT_LIMIT_MS }
  spawnSync("apt-get", ["update", "-qq"], options)
  const install = ["install", "-y", "-qq", "--no-install-recommends", ...packages]
  return spawnSync("apt-get", install, options).status === 0
}
