import { spawnSync } from "node:child_process"
import fs, {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
} from "node:fs"
import { syncBuiltinESMExports } from "node:module"
import { tmpdir } from "node:os"
import path from "node:path"
import { sql } from "drizzle-orm"
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest"
import { openDatabase } from "./open"
import { openPgliteDirectory, type PgliteHandle } from "./open-pglite"
import { startTestProcess } from "./test-process"

const KILL_ROUNDS = 3
const ROWS_A_ROUND = 40

let pristine = ""
let folder = ""

// initdb takes seconds, so it runs once and every test has a copy.
beforeAll(async () => {
  pristine = mkdtempSync(path.join(tmpdir(), "gatehouse-pglite-"))
  await (await openPgliteDirectory(pristine)).close()
})

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "gatehouse-pglite-"))
  cpSync(pristine, folder, { recursive: true })
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))
afterAll(() => rmSync(pristine, { recursive: true, force: true }))

async function countRows(open: PgliteHandle): Promise<number | undefined> {
  const [row] = await open.db.select({ count: sql<number>`count(*)` }).from(sql`written`)
  return row?.count
}

/** Counts the calls that reach the kernel from here on. */
function countFsyncs(): { calls(): number; restore(): void } {
  const original = fs.fsyncSync
  let calls = 0
  fs.fsyncSync = (descriptor) => {
    calls += 1
    original(descriptor)
  }
  syncBuiltinESMExports()
  return {
    calls: () => calls,
    restore: () => {
      fs.fsyncSync = original
      syncBuiltinESMExports()
    },
  }
}

test("every commit is on the disk before it is acknowledged: one fsync each", async () => {
  const open = await openPgliteDirectory(folder)
  await open.db.execute(sql`create table written (n integer primary key)`)
  const counter = countFsyncs()

  for (let n = 1; n <= 20; n += 1) await open.db.execute(sql`insert into written values (${n})`)
  const calls = counter.calls()

  counter.restore()
  await open.close()
  expect(calls).toBeGreaterThanOrEqual(20)
  expect(calls).toBeLessThan(40)
})

test("rows are there after closing and opening again", async () => {
  const first = await openPgliteDirectory(folder)
  await first.db.execute(sql`create table written (n integer primary key)`)
  await first.db.execute(sql`insert into written values (1), (2)`)
  await first.close()

  const second = await openPgliteDirectory(folder)

  expect(await countRows(second)).toBe(2)
  await second.close()
})

test("a cluster that was cut short while it was made is made anew", async () => {
  const unfinished = path.join(folder, "postgres.tmp")
  renameSync(path.join(folder, "postgres"), unfinished)
  rmSync(path.join(unfinished, "pg_hba.conf"))

  const open = await openPgliteDirectory(folder)

  expect(existsSync(unfinished)).toBe(false)
  await open.close()
}, 120_000)

test("a second process is refused with the first one's number, and the first loses nothing", async () => {
  const writer = startTestProcess("lib/db/test-writer.ts", folder)
  await writer.nextLine()

  const refused = openDatabase({ dataDir: folder })

  await expect(refused).rejects.toThrow(
    `The folder ${folder} is in use by process ${writer.pid}. Stop that process, or use another folder.`,
  )
  const acknowledged = Number(await writer.nextLine())
  await writer.killHard()
  const open = await openPgliteDirectory(folder)
  expect(await countRows(open)).toBeGreaterThanOrEqual(acknowledged)
  await open.close()
})

test("no acknowledged row is lost when the process is killed while it writes", async () => {
  for (let round = 1; round <= KILL_ROUNDS; round += 1) {
    const writer = startTestProcess("lib/db/test-writer.ts", folder)
    let acknowledged = 0
    await writer.nextLine()
    for (let row = 0; row < ROWS_A_ROUND; row += 1) acknowledged = Number(await writer.nextLine())

    await writer.killHard()

    const open = await openPgliteDirectory(folder)
    const count = await countRows(open)
    await open.close()
    expect(count).toBeGreaterThanOrEqual(acknowledged)
    expect(acknowledged).toBeGreaterThanOrEqual(round * ROWS_A_ROUND)
  }
}, 120_000)

/** Everything in a folder that somebody beside its owner may touch. */
function openToOthers(target: string): string[] {
  const { mode } = lstatSync(target)
  const mine = (mode & 0o077) === 0 || (mode & 0o170000) === 0o120000 ? [] : [target]
  if (!lstatSync(target).isDirectory()) return mine
  return [...mine, ...readdirSync(target).flatMap((name) => openToOthers(path.join(target, name)))]
}

test("nobody else on the machine may read or write what the database keeps", async () => {
  process.umask(0o022)
  const open = await openPgliteDirectory(folder)
  await open.db.execute(sql`create table written (n integer primary key)`)
  await open.db.execute(sql`insert into written select generate_series(1, 50000)`)
  await open.db.execute(sql`checkpoint`)

  expect(openToOthers(folder)).toEqual([])
  await open.close()
  expect(openToOthers(folder)).toEqual([])
})

test("what an earlier version left open to everybody is closed at the start", async () => {
  chmodSync(folder, 0o755)
  chmodSync(path.join(folder, "postgres"), 0o755)
  chmodSync(path.join(folder, "postgres/global"), 0o755)
  chmodSync(path.join(folder, "postgres/global/pg_control"), 0o666)

  const open = await openPgliteDirectory(folder)

  expect(openToOthers(folder)).toEqual([])
  await open.close()
})

test("what the machine keeps beside it on a volume is left alone", async () => {
  const others = path.join(folder, "lost+found")
  mkdirSync(others)
  chmodSync(others, 0o755)

  await (await openPgliteDirectory(folder)).close()

  expect(lstatSync(others).mode & 0o777).toBe(0o755)
})

const isRoot = process.getuid?.() === 0

test.skipIf(!isRoot)("a read-only disk and a folder of another user are said in a sentence", async () => {
  spawnSync("mount", ["--bind", folder, folder])
  spawnSync("mount", ["-o", "remount,ro,bind", folder])
  const readOnly = await openPgliteDirectory(folder).catch((error: Error) => error.message)
  spawnSync("umount", [folder])
  const program = "lib/db/test-writer.ts"
  const stranger = spawnSync("setpriv", [
    "--reuid=65534",
    "--clear-groups",
    process.execPath,
    "--import",
    "tsx",
    program,
    folder,
  ])

  expect(readOnly).toBe(
    `The folder ${folder} cannot be used: the file system is read-only. Set DATA_DIR to another folder.`,
  )
  expect(stranger.stderr.toString()).toContain(
    `The folder ${folder} cannot be used: this user may not write there. Set DATA_DIR to another folder.`,
  )
})
