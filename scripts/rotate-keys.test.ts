import { spawnSync } from "node:child_process"
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import path from "node:path"
import { afterAll, beforeAll, expect, test } from "vitest"
import { ROOT } from "./run-program.mjs"

/** A program and a new PGlite take 10 s; 38 s were seen at a load of 22. */
const startLimitMs = 300_000

let dataDir: string

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), "gatehouse-rotation-"))
})
afterAll(() => rm(dataDir, { recursive: true, force: true }))

function rotate(env: Record<string, string>, ...args: string[]) {
  const options = { cwd: ROOT, env: { ...process.env, DATA_DIR: dataDir, ...env }, encoding: "utf8" } as const
  const program = ["--import", "tsx", "scripts/rotate-keys.ts", ...args]
  const { status, stdout, stderr } = spawnSync(process.execPath, program, options)
  return { status, said: stdout + stderr }
}

test(
  "`npm run rotate-keys` says by which key, that the others can go, and how it is called",
  () => {
    const key = (n: number) => Buffer.alloc(32, n).toString("base64")
    const FIELD_ENCRYPTION_KEYS = `2027:${key(1)},2026:${key(2)}`

    expect(rotate({ FIELD_ENCRYPTION_KEYS })).toEqual({
      status: 0,
      said: "0 registrations were sealed by the key 2027.\nNo other key is needed any more: it can leave FIELD_ENCRYPTION_KEYS.\n",
    })
    expect(rotate({ FIELD_ENCRYPTION_KEYS }, "now")).toEqual({
      status: 1,
      said: "Usage: npm run rotate-keys\n",
    })
  },
  startLimitMs,
)
