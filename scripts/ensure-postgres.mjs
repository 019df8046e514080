import { spawn, spawnSync } from "node:child_process"
import { randomBytes } from "node:crypto"
import { chownSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from "node:fs"
import net from "node:net"
import { tmpdir } from "node:os"
import path from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import pg from "pg"
import { installDebianPackages } from "./debian-install.mjs"
import { findProgram } from "./find-program.mjs"

/**
 * @typedef {{ url: string, stop(): Promise<void> }} TestServer
 * @typedef {{ uid: number, gid: number }} Owner
 */

const DEBIAN_ROOT = "/usr/lib/postgresql"
const START_LIMIT_MS = 60_000
const POLL_MS = 100

/**
 * A real PostgreSQL for the tests: the server `TEST_DATABASE_URL` names, else a temporary cluster of the
 * system's PostgreSQL on a free loopback port (Debian's package is installed first when we may), deleted by
 * `stop`. Null where no PostgreSQL is to be had.
 *
 * @param {Record<string, string>} [settings] of the temporary cluster, beside those of every test
 * @returns {Promise<TestServer | null>}
 */
export async function ensurePostgres(settings = {}) {
  const given = process.env.TEST_DATABASE_URL
  if (given) return { url: given, stop: async () => {} }

  const programs = findPostgresPrograms()
  return programs && startCluster(programs.bin, programs.owner, settings)
}

/**
 * The folder of PostgreSQL's programs and the user to run them as, which is nobody else than us unless we are root, as
 * whom they refuse to run. Debian's package is installed first when we may; null where there is none.
 *
 * @returns {{ bin: string, owner: Owner | undefined } | null}
 */
export function findPostgresPrograms() {
  const initdb = findInitdb() ?? (installDebianPackages(["postgresql"]) ? findInitdb() : null)
  if (!initdb) return null
  const owner = process.getuid?.() === 0 ? findPostgresUser() : undefined
  // A link in PATH need not have its neighbours beside it.
  return owner === null ? null : { bin: path.dirname(realpathSync(initdb)), owner }
}

function findInitdb() {
  return findProgram(["initdb"], debianFolders())
}

/** Newest version first. */
function debianFolders() {
  try {
    const versions = readdirSync(DEBIAN_ROOT).sort((a, b) => Number(b) - Number(a))
    return versions.map((version) => path.join(DEBIAN_ROOT, version, "bin"))
  } catch {
    return []
  }
}

/** @returns {Owner | null} */
function findPostgresUser() {
  /** @param {string} flag */
  const id = (flag) => Number.parseInt(spawnSync("id", [flag, "postgres"], { encoding: "utf8" }).stdout, 10)
  const [uid, gid] = [id("-u"), id("-g")]
  return Number.isNaN(uid) || Number.isNaN(gid) ? null : { uid, gid }
}

/**
 * @param {string} bin
 * @param {Owner | undefined} owner
 * @param {Record<string, string>} settings
 * @returns {Promise<TestServer>}
 */
async function startCluster(bin, owner, settings) {
  const folder = mkdtempSync(path.join(tmpdir(), "gatehouse-postgres-"))
  const password = randomBytes(16).toString("hex")
  initialise(bin, folder, password, owner)

  const port = await findFreePort()
  const server = spawn(path.join(bin, "postgres"), serverArguments(folder, port, settings), {
    ...owner,
    cwd: folder,
    stdio: "ignore",
  })
  const abandon = () => server.kill("SIGQUIT")
  process.once("exit", abandon)

  const url = `postgresql://postgres:${password}@127.0.0.1:${port}/postgres`
  const stop = async () => {
    process.off("exit", abandon)
    await stopServer(server)
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    await waitUntilReady(url, server)
  } catch (error) {
    await stop()
    throw error
  }
  return { url, stop }
}

/**
 * Makes a cluster in `<folder>/cluster`.
 *
 * @param {string} bin
 * @param {string} folder
 * @param {string} password
 * @param {Owner | undefined} owner
 */
export function initialise(bin, folder, password, owner) {
  const passwordFile = path.join(folder, "password")
  writeFileSync(passwordFile, password)
  if (owner) for (const target of [folder, passwordFile]) chownSync(target, owner.uid, owner.gid)

  const options = ["-U", "postgres", "-A", "scram-sha-256", "-E", "UTF8", "--locale=C", "--no-sync"]
  const target = ["-D", path.join(folder, "cluster"), "--pwfile", passwordFile]
  const made = spawnSync(path.join(bin, "initdb"), [...options, ...target], {
    ...owner,
    cwd: folder,
    encoding: "utf8",
  })
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr.trim()}`)
}

/**
 * What `postgres` is started with on the cluster in `<folder>/cluster`.
 *
 * @param {string} folder
 * @param {number} port
 * @param {Record<string, string>} more
 */
export function serverArguments(folder, port, more) {
  const settings = {
    listen_addresses: "127.0.0.1",
    port,
    unix_socket_directories: folder,
    fsync: "off",
    // A server in another zone than the tests shows every place where we rely on its zone.
    timezone: "America/New_York",
    ...more,
  }
  const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`])
  return ["-D", path.join(folder, "cluster"), ...flags]
}

/** @returns {Promise<number>} */
export function findFreePort() {
  return new Promise((resolve, reject) => {
    const probe = net.createServer()
    probe.once("error", reject)
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address()
      const port = typeof address === "object" && address ? address.port : 0
      probe.close(() => resolve(port))
    })
  })
}

/**
 * @param {string} url
 * @param {import("node:child_process").ChildProcess} server
 */
export async function waitUntilReady(url, server) {
  const deadline = performance.now() + START_LIMIT_MS
  while (performance.now() < deadline && server.exitCode === null) {
    const client = new pg.Client({ connectionString: url })
    try {
      await client.connect()
      await client.end()
      return
    } catch {
      await sleep(POLL_MS)
    }
  }
  throw new Error("The temporary PostgreSQL did not start.")
}

/** @param {import("node:child_process").ChildProcess} server */
async function stopServer(server) {
  if (server.exitCode !== null) return
  const ended = new Promise((resolve) => server.once("exit", resolve))
  server.kill("SIGINT")
  await ended
}
