import { execFileSync } from "node:child_process"
import { chmodSync, chownSync, mkdirSync, mkdtempSync, readdirSync, readlinkSync, rmSync } from "node:fs"
import net from "node:net"
import { tmpdir } from "node:os"
import path from "node:path"
import { request as requests } from "playwright/test"
import { words } from "@/lib/i18n/test-words"
import { ARTEFACT } from "../scripts/build.mjs"
import { say } from "../server/test-server"
import { expect, test } from "./fixtures"
import { fieldNotes, postForm, registration, startRegistration } from "./form-post"
import { freePort, Program } from "./servers/program"
import { remoteConfiguration } from "./servers/site"

const isRoot = process.getuid?.() === 0
/** Debian's `nobody` and `nogroup`. */
const nobody = { uid: 65_534, gid: 65_534 }

/** The artefact as a folder nobody may write to: a read-only mount, which a container has. */
function mountReadOnly(place: string): () => void {
  mkdirSync(place)
  execFileSync("mount", ["--bind", ARTEFACT, place])
  execFileSync("mount", ["-o", "remount,ro,bind", place])
  return () => execFileSync("umount", [place])
}

test("the artefact is what runs and nothing else", () => {
  const parts = [
    ".next",
    "lib",
    "messages",
    "node_modules",
    "package.json",
    "public",
    "server",
    "source-hash",
  ]
  expect(readdirSync(ARTEFACT).sort()).toEqual(parts)
  expect(readdirSync(path.join(ARTEFACT, "lib")).sort()).toEqual(["db", "demo", "sharing"])
  expect(readdirSync(path.join(ARTEFACT, "lib/db"))).toEqual(["migrations"])
  expect(readdirSync(path.join(ARTEFACT, "lib/demo"))).toEqual(["covers"])
  expect(readdirSync(path.join(ARTEFACT, "lib/sharing"))).toEqual(["fonts"])
})

test("the artefact runs on a read-only disk, from another folder, as somebody who owns nothing of it", async () => {
  test.skip(!isRoot || process.platform !== "linux", "Mounting and changing the user takes root on Linux.")
  const scratch = mkdtempSync(path.join(tmpdir(), "gatehouse-artefact-"))
  const [app, elsewhere, dataDir] = ["app", "elsewhere", "data"].map((name) => path.join(scratch, name))
  if (!app || !elsewhere || !dataDir) throw new Error("There are three folders.")
  chmodSync(scratch, 0o755)
  for (const folder of [elsewhere, dataDir]) mkdirSync(folder)
  chownSync(dataDir, nobody.uid, nobody.gid)
  const unmount = mountReadOnly(app)
  const port = String(await freePort())
  const program = Program.start(
    [path.join(app, "server/main.mjs")],
    { PORT: port, DATA_DIR: "../data" },
    { cwd: elsewhere, ...nobody },
  )
  try {
    await program.printed(/^Listening {2}/m)
    const visitor = await requests.newContext({ baseURL: `http://localhost:${port}` })
    await startRegistration(visitor, registration("readonly@example.com"))
    const ticketStyle = await visitor.get("/icon.svg")
    await visitor.dispose()

    expect(ticketStyle.status()).toBe(200)
    expect(readdirSync(elsewhere)).toEqual([])
    expect(readdirSync(dataDir)).toContain("secret")
    expect(program.complaints).toBe("")
  } finally {
    await program.end("SIGTERM")
    unmount()
    rmSync(scratch, { recursive: true })
  }
  expect(await program.exitCode()).toBe(0)
})

test.describe("npm start", () => {
  /** Started as the README says; npm needs to be found, and nothing else of our environment. */
  async function npmStart(env: Record<string, string>) {
    const port = String(await freePort())
    const dataDir = mkdtempSync(path.join(tmpdir(), "gatehouse-npm-"))
    const npm = Program.start(
      ["start"],
      {
        PATH: process.env.PATH ?? "",
        HOME: dataDir,
        npm_config_update_notifier: "false",
        PORT: port,
        DATA_DIR: dataDir,
        ...env,
      },
      { command: "npm" },
    )
    await npm.printed(/^Listening {2}/m)
    return { npm, dataDir, url: `http://localhost:${port}`, pid: pidRunningIn(ARTEFACT, port) }
  }

  for (const signal of ["SIGTERM", "SIGKILL"] as const) {
    test(`${signal} to npm alone ends the site, which answers everything it has taken`, async ({
      gate,
      inbox,
      newEmail,
    }) => {
      test.skip(process.platform !== "linux", "The processes are found in /proc.")
      const { npm, dataDir, url, pid } = await npmStart(remoteConfiguration(gate, inbox))
      const visitor = await requests.newContext({ baseURL: url })
      const email = newEmail()
      await startRegistration(visitor, registration(email))
      const { code } = await inbox.nextCode(email)
      await gate.misbehave({ fault: "slow", delayMs: 1_500, method: "POST", path: "/user/$", times: 1 })

      const confirmed = postForm(visitor, {
        path: `${fieldNotes}/confirm`,
        button: "Confirm",
        fields: { code },
      })
      await expect.poll(async () => (await gate.writes()).length).toBeGreaterThan(0)
      const pages = Array.from({ length: 20 }, () => visitor.get(fieldNotes))
      await pages[0]
      await npm.end(signal)

      expect((await confirmed).status()).toBe(303)
      // A request that was cut off would fail; on a busy machine some are asked to come again.
      const statuses = (await Promise.all(pages)).map((page) => page.status())
      expect(statuses.filter((status) => status !== 200 && status !== 503)).toEqual([])
      expect(statuses[0]).toBe(200)
      await expect.poll(() => isAlive(pid), { timeout: 12_000 }).toBe(false)
      await visitor.dispose()
      rmSync(dataDir, { recursive: true })
    })
  }
})

test("2,000 visitors who ask for another protocol leave a site that serves the next one", async ({
  site,
  request,
}) => {
  test.skip(process.platform !== "linux", "Descriptors are counted in /proc.")
  const port = Number(new URL(site.url).port)
  const descriptors = () => readdirSync(`/proc/${site.pid}/fd`).length
  const before = descriptors()
  const upgrade = "GET /nowhere HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n"

  for (let round = 0; round < 20; round++)
    await Promise.all(Array.from({ length: 100 }, () => say(port, upgrade)))

  expect((await request.get(fieldNotes)).status()).toBe(200)
  // The visitor's own connection is kept, and the site has some to GATE and the mail server.
  await expect.poll(descriptors).toBeLessThanOrEqual(before + 10)
})

test("a form that is too large, and one sent to a route, are refused in words", async ({ request }) => {
  const large = { comment: "x".repeat(700_000) }
  const headers = { accept: "text/html" }

  const form = await request.post(`${fieldNotes}/register`, { multipart: large, headers })
  const route = await request.post("/language", { form: large, headers })

  for (const answer of [form, route]) {
    expect(answer.status()).toBe(413)
    expect(await answer.text()).toContain(words("server.too_large.title"))
  }
})

test("addresses and methods nobody can mean are refused before any page", async ({ request }) => {
  expect((await request.get("/t/%ff")).status()).toBe(400)
  expect((await request.get("/api/v1/user/%ff/")).status()).toBe(400)
  expect((await request.fetch(fieldNotes, { method: "TRACE" })).status()).toBe(405)
})

test("a second signal ends the site at once", async ({ gate, inbox, newEmail }) => {
  const port = String(await freePort())
  const dataDir = mkdtempSync(path.join(tmpdir(), "gatehouse-signal-"))
  const env = { ...remoteConfiguration(gate, inbox), PORT: port, DATA_DIR: dataDir }
  const program = Program.start([path.join(ARTEFACT, "server/main.mjs")], env)
  await program.printed(/^Listening {2}/m)
  const visitor = await requests.newContext({ baseURL: `http://localhost:${port}` })
  const email = newEmail()
  await startRegistration(visitor, registration(email))
  const { code } = await inbox.nextCode(email)
  await gate.misbehave({ fault: "slow", delayMs: 20_000, method: "POST", path: "/user/$", times: 1 })
  const hanging = postForm(visitor, { path: `${fieldNotes}/confirm`, button: "Confirm", fields: { code } })
  hanging.catch(() => undefined)
  await expect.poll(async () => (await gate.writes()).length).toBeGreaterThan(0)

  process.kill(program.pid, "SIGTERM")
  await expect.poll(() => isRefused(Number(port))).toBe(true)
  process.kill(program.pid, "SIGTERM")

  expect(await program.exitCode()).toBe(143)
  await visitor.dispose()
  rmSync(dataDir, { recursive: true })
})

test("a port that is taken ends the start with one line", async ({ site }) => {
  const dataDir = mkdtempSync(path.join(tmpdir(), "gatehouse-port-"))
  const { port } = new URL(site.url)

  const second = Program.start([path.join(ARTEFACT, "server/main.mjs")], { PORT: port, DATA_DIR: dataDir })

  expect(await second.exitCode()).toBe(1)
  expect(second.complaints).toBe(
    `Port ${port} is taken by another process. Stop it, or choose another PORT.\n`,
  )
  rmSync(dataDir, { recursive: true })
})

/** The process that runs from the folder with this PORT. */
function pidRunningIn(folder: string, port: string): number {
  const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name))
  const found = pids.find((pid) => {
    try {
      if (readlinkSync(`/proc/${pid}/cwd`) !== folder) return false
      return execFileSync("cat", [`/proc/${pid}/environ`], { encoding: "latin1" }).includes(`PORT=${port}\0`)
    } catch {
      // It has ended, or is not ours.
      return false
    }
  })
  if (!found) throw new Error(`Nothing runs from ${folder}.`)
  return Number(found)
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

function isRefused(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(port, "127.0.0.1", () => {
      socket.destroy()
      resolve(false)
    })
    socket.once("error", () => resolve(true))
  })
}
