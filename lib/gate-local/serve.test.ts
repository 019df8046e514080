import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import path from "node:path"
import { createInterface } from "node:readline"
import { afterAll, afterEach, beforeAll, expect, inject, test } from "vitest"

/** Starting needs an initdb and a compiler; the machines are small and shared. Milliseconds. */
const startTimeout = 120_000

let dataDir: string
const children: ChildProcess[] = []

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), "gate-serve-"))
})
afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL")
})
afterAll(() => rm(dataDir, { recursive: true, force: true }))

function start(args: string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, ["--import", "tsx", "lib/gate-local/serve.ts", ...args], {
    env: { PATH: process.env.PATH, DATA_DIR: dataDir, NODE_ENV: "test", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  })
  children.push(child)
  const lines: string[] = []
  const output = createInterface({ input: child.stdout })
  output.on("line", (line) => lines.push(line))
  const errors: string[] = []
  child.stderr.on("data", (chunk: Buffer) => errors.push(chunk.toString()))
  const exited = once(child, "exit").then(([code]) => code as number | null)
  return {
    child,
    exited,
    lines,
    errors: () => errors.join(""),
    async ready() {
      for await (const [line] of onLines(output)) {
        const origin = /answers at (http:\/\/\S+?)\/api\/v1\//.exec(line)?.[1]
        if (origin) return origin
      }
      throw new Error(`The server never said where it answers: ${errors.join("")}`)
    },
  }
}

async function* onLines(output: ReturnType<typeof createInterface>): AsyncGenerator<[string]> {
  for await (const line of output) yield [line]
}

const usernames = async (origin: string, token: string) => {
  const reply = await fetch(`${origin}/api/v1/user/`, { headers: { authorization: `Bearer ${token}` } })
  return ((await reply.json()) as { results: { username: string }[] }).results.map(({ username }) => username)
}

// The child opens its own PGlite whatever driver the test run has, so once is enough.
test.skipIf(inject("postgresUrl"))(
  "it says where it answers, stops on SIGTERM, and has everything again after a restart",
  async () => {
    const first = start(["--port", "0"])
    const origin = await first.ready()
    const token = /^Token: (\S+)$/.exec(first.lines[0] ?? "")?.[1] ?? ""
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" }
    const body = JSON.stringify({ username: "kept" })
    expect((await fetch(`${origin}/api/v1/user/`, { method: "POST", headers, body })).status).toBe(201)
    first.child.kill("SIGTERM")
    expect(await first.exited).toBe(0)

    const second = start(["--port", "0"], { GATE_API_TOKEN: "from-the-environment" })
    const again = await second.ready()

    expect(await usernames(again, "from-the-environment")).toEqual(["kept"])
    expect(second.lines.join()).not.toContain("from-the-environment")
    second.child.kill("SIGINT")
    expect(await second.exited).toBe(0)
  },
  startTimeout,
)

test(
  "a bad option is one clear line and exit code 2",
  async () => {
    const server = start(["--port"])

    expect(await server.exited).toBe(2)
    expect(server.errors().trim().split("\n")).toHaveLength(1)
    expect(server.errors()).toContain("--port")
  },
  startTimeout,
)
