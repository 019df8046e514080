import { spawn, spawnSync } from "node:child_process"
import { once } from "node:events"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import net from "node:net"
import { tmpdir } from "node:os"
import path from "node:path"
import { build, isBuildFresh } from "./build.mjs"
import { ROOT } from "./run-program.mjs"

/**
 * `npm run test:nodes`: `npm start` on the oldest Node that package.json names and on the two lines after it. The package
 * `node` brings each of them. Ends with 1 when one of them does not serve a page and stop when told.
 */

const VERSIONS = ["20.19.0", "22", "24"]
const START_LIMIT_MS = 120_000

if (!isBuildFresh() && (await build()) !== 0) process.exit(1)
let failed = 0
for (const version of VERSIONS) {
  const scratch = mkdtempSync(path.join(tmpdir(), "gatehouse-node-"))
  try {
    console.log(`ok     ${await tryOut(version, scratch)}`)
  } catch (error) {
    failed += 1
    console.log(`FAILED Node ${version}: ${error instanceof Error ? error.message : error}`)
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}
process.exitCode = failed > 0 ? 1 : 0

/**
 * @param {string} version
 * @param {string} scratch
 * @returns {Promise<string>} the version that ran
 */
async function tryOut(version, scratch) {
  const node = install(version, scratch)
  const port = String(await freePort())
  /** @type {Record<string, string | undefined>} */
  const env = { PATH: process.env.PATH, PORT: port, DATA_DIR: path.join(scratch, "data") }
  const child = spawn(node, ["scripts/start.mjs"], {
    cwd: ROOT,
    env: /** @type {NodeJS.ProcessEnv} */ (env),
    stdio: ["ignore", "pipe", "pipe"],
  })
  const limit = setTimeout(() => child.kill("SIGKILL"), START_LIMIT_MS)
  const ended = once(child, "exit")
  let output = ""
  const listening = new Promise((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text) => {
        output += text
        if (/^Listening {2}/m.test(output)) resolve(undefined)
      })
    }
    child.once("exit", () => reject(new Error(`it ended before it listened:\n${output}`)))
  })
  try {
    await listening
    for (const address of ["/", "/e/field-notes-summit/register", "/api/v1/docs", "/icon.svg"]) {
      const { status } = await fetch(`http://localhost:${port}${address}`)
      if (status !== 200) throw new Error(`${address} answered ${status}:\n${output}`)
    }
  } finally {
    child.kill("SIGTERM")
    clearTimeout(limit)
  }
  const [code] = await ended
  if (code !== 0) throw new Error(`SIGTERM ended it with ${code}:\n${output}`)
  return `Node ${spawnSync(node, ["--version"], { encoding: "utf8" }).stdout.trim()}`
}

/**
 * @param {string} version
 * @param {string} folder
 * @returns {string} the program
 */
function install(version, folder) {
  writeFileSync(path.join(folder, "package.json"), "{}")
  const args = ["install", "--no-audit", "--no-fund", "--no-save", "--foreground-scripts", `node@${version}`]
  const { status, stderr } = spawnSync("npm", args, { cwd: folder, encoding: "utf8" })
  if (status !== 0) throw new Error(`npm could not install it: ${stderr}`)
  return path.join(folder, "node_modules/node/bin/node")
}

/** @returns {Promise<number>} a port nobody listens on now */
async function freePort() {
  const probe = net.createServer().listen(0, "127.0.0.1")
  await once(probe, "listening")
  const address = probe.address()
  probe.close()
  await once(probe, "close")
  return typeof address === "object" && address ? address.port : 0
}
