import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { chmodSync, mkdtempSync, readdirSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { afterEach, beforeEach, expect, test } from "vitest"
import { findFolderUser, holdFolder } from "./folder-users.mjs"

const isRoot = process.getuid?.() === 0
/** Debian's `nobody`. */
const nobody = 65_534

let folder = ""
const processes: ChildProcess[] = []

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "gatehouse-folder-"))
})

afterEach(() => {
  for (const process of processes.splice(0)) process.kill("SIGKILL")
  rmSync(folder, { recursive: true })
})

/** Another process that uses the folder. */
async function startUser(options: { uid?: number } = {}): Promise<ChildProcess & { pid: number }> {
  const module = path.join(import.meta.dirname, "folder-users.mjs")
  const program = `
    const { holdFolder } = await import(${JSON.stringify(module)})
    await holdFolder(${JSON.stringify(folder)})
    console.log("held")
    setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ["--input-type=module", "-e", program], {
    ...options,
    cwd: "/",
    stdio: ["ignore", "pipe", "inherit"],
  })
  processes.push(child)
  await once(child.stdout, "data")
  return child as typeof child & { pid: number }
}

test("a folder is in use until its last user has let go", async () => {
  const other = await startUser()
  const mine = await holdFolder(folder)
  await mine.release()

  expect(await findFolderUser(folder)).toEqual({ pid: other.pid })

  other.kill("SIGKILL")
  await once(other, "exit")
  expect(await findFolderUser(folder)).toBeNull()
})

test("nothing is written into the folder, whatever becomes of its users", async () => {
  const other = await startUser()
  other.kill("SIGKILL")
  await once(other, "exit")

  expect(readdirSync(folder)).toEqual([])
})

test.skipIf(!isRoot)("a user without a right to the folder is seen as well", async () => {
  chmodSync(folder, 0o700)

  const other = await startUser({ uid: nobody })

  // It may not look into the folder, and knows it by the same name all the same.
  expect(await findFolderUser(folder)).toEqual({ pid: other.pid })
})

test("a folder that is not there has no user", async () => {
  expect(await findFolderUser(path.join(folder, "missing"))).toBeNull()
})
