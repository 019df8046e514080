import { mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { DirectoryInUseError, findLockHolder, holdDirectoryLock } from "./directory-lock.mjs"
import { startIsolatedProcess, startTestProcess } from "./test-process"

// Larger than any process number of Linux, so nobody's.
const DEAD_PID = 2 ** 22 + 1

let folder = ""

beforeEach(() => {
  folder = realpathSync(mkdtempSync(path.join(tmpdir(), "gatehouse-lock-")))
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe.each(["linux", "darwin"] as const)("with the lock of %s", (platform) => {
  test("a held folder names its holder, and is free after release", async () => {
    const lock = await holdDirectoryLock(folder, { platform })

    const during = await findLockHolder(folder, { platform })
    await lock.release()

    expect(during).toEqual({ pid: process.pid })
    expect(await findLockHolder(folder, { platform })).toBeNull()
  })

  test("a held folder is refused once the waiting time is over", async () => {
    const lock = await holdDirectoryLock(folder, { platform })

    const second = holdDirectoryLock(folder, { platform, waitMs: 120 })

    await expect(second).rejects.toThrow(DirectoryInUseError)
    await expect(second).rejects.toMatchObject({ pid: process.pid })
    await lock.release()
  })

  test("a folder that is let go while somebody waits for it becomes theirs", async () => {
    const first = await holdDirectoryLock(folder, { platform })
    const waiting = holdDirectoryLock(folder, { platform })

    await first.release()

    await (await waiting).release()
  })

  test("the note of a dead process does not hold the folder", async () => {
    writeFileSync(path.join(folder, "process.lock"), `${DEAD_PID}\n`)

    const holder = await findLockHolder(folder, { platform })
    const lock = await holdDirectoryLock(folder, { platform })

    expect(holder).toBeNull()
    await lock.release()
  })

  test("a folder that does not exist is held by nobody", async () => {
    expect(await findLockHolder(path.join(folder, "none"), { platform })).toBeNull()
  })
})

test("another name of the same folder is the same lock", async () => {
  const alias = `${folder}-alias`
  symlinkSync(folder, alias)
  const lock = await holdDirectoryLock(folder)

  const holder = await findLockHolder(alias)

  expect(holder).toEqual({ pid: process.pid })
  await lock.release()
  rmSync(alias)
})

test("the folder is free as soon as its holder is killed", async () => {
  const holder = startTestProcess("lib/db/test-lock-holder.ts", folder)
  expect(await holder.nextLine()).toBe("held")
  expect(await findLockHolder(folder)).toEqual({ pid: holder.pid })

  await holder.killHard()

  const lock = await holdDirectoryLock(folder, { waitMs: 0 })
  await lock.release()
})

const isRoot = process.getuid?.() === 0

test.skipIf(!isRoot)(
  "a process in another container that shares the folder is refused, and seen",
  async () => {
    const holder = startIsolatedProcess("lib/db/test-lock-holder.ts", folder)
    expect(await holder.nextLine()).toBe("held")

    await expect(holdDirectoryLock(folder, { waitMs: 0 })).rejects.toThrow(DirectoryInUseError)
    expect(await findLockHolder(folder)).toEqual({ pid: holder.pid })

    await holder.killHard()
    const lock = await holdDirectoryLock(folder, { waitMs: 0 })
    await lock.release()
    expect(readdirSync(folder)).toEqual([])
  },
)

test.skipIf(!isRoot)(
  "of many that start at once in containers of their own one gets the folder",
  async () => {
    const starters = Array.from({ length: 6 }, () =>
      startIsolatedProcess("lib/db/test-lock-holder.ts", folder),
    )
    const lines = await Promise.all(starters.map((starter) => starter.nextLine()))
    await Promise.all(starters.map((starter) => starter.killHard()))

    expect(lines.filter((line) => line === "held")).toHaveLength(1)
  },
)

test("a folder whose path is longer than a socket's address may be is held all the same", async () => {
  const deep = path.join(folder, "x".repeat(120))
  const lock = await holdDirectoryLock(deep)

  await expect(holdDirectoryLock(deep, { waitMs: 0 })).rejects.toThrow(DirectoryInUseError)
  await lock.release()
})
