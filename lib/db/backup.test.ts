import { randomBytes } from "node:crypto"
import {
  copyFileSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { gunzipSync, gzipSync } from "node:zlib"
import { sql } from "drizzle-orm"
import { afterEach, beforeEach, expect, onTestFinished, test } from "vitest"
import { sweep } from "@/lib/sweep"
import { acceptedRegistration, createWorld } from "@/lib/testing/registration-world"
import { backUp } from "./backup"
import type { OpenDatabase } from "./open"
import { openPgliteMemory } from "./open-pglite"
import { openPostgres } from "./open-postgres"
import { findPictureFile, insertPictureFiles } from "./queries/pictures"
import { RestoreError, restore } from "./restore"
import { createDatabase, createTestDatabase, type TestDatabase } from "./test-database"

let database: TestDatabase
let folder = ""
const now = new Date("2027-01-10T12:00:00.000Z")

beforeEach(async () => {
  database = await createTestDatabase()
  folder = mkdtempSync(path.join(tmpdir(), "gatehouse-backup-"))
})

afterEach(async () => {
  await database.close()
  rmSync(folder, { recursive: true })
})

const coverHash = "0123456789abcdef".repeat(2)
const coverBytes = new Uint8Array(randomBytes(20_000))

/** A site with a cover and one finished registration, whose name has everything that could break a line. */
async function fill(): Promise<void> {
  const world = await createWorld(database.db)
  const firstName = 'Ana\u2028María "\\" 日本\u0085'
  await acceptedRegistration(world, { input: { firstName, answers: { note: "# no\nnote\r\n{}" } } })
  await sweep(world.context)
  const { id } = world.event
  const pictures = ["800.avif", "800.webp", "source.webp"].map((name) => ({ name, bytes: coverBytes }))
  await insertPictureFiles(database.db, id, coverHash, pictures)
}

async function backUpTo(name: string, open: OpenDatabase = database.open) {
  const file = path.join(folder, name)
  return { file, ...(await backUp(open, file, now)) }
}

/** An empty database that nothing has been done with; on a server, when there is one. */
async function emptyDatabase(): Promise<OpenDatabase> {
  const open = database.url ? openPostgres(await createDatabase(), () => {}) : await openPgliteMemory()
  onTestFinished(open.close)
  return open
}

const contents = (file: string) => gunzipSync(readFileSync(file)).toString().split("\n").sort()

test("a restored database is the one that was backed up, row by row and with its numbers", async () => {
  await fill()
  const { file, rows } = await backUpTo("first.gz")

  const restored = await emptyDatabase()
  const report = await restore(restored, file)

  expect(rows.get("public.registration")).toBe(1)
  expect(report.rows).toEqual(rows)
  const again = await backUpTo("second.gz", restored)
  expect(contents(again.file)).toEqual(contents(file))
  expect(await findPictureFile(restored.db, coverHash, "800.avif")).toEqual(coverBytes)
})

test("a site on PostgreSQL continues what began on PGlite, and the other way round", async (context) => {
  if (!database.url) return context.skip("no PostgreSQL server")
  await fill()
  const { file } = await backUpTo("postgres.gz")
  const pglite = await openPgliteMemory()
  onTestFinished(pglite.close)

  await restore(pglite, file)
  const moved = await backUpTo("pglite.gz", pglite)
  const back = await emptyDatabase()
  await restore(back, moved.file)
  const again = await backUpTo("again.gz", back)

  expect(contents(moved.file)).toEqual(contents(file))
  expect(contents(again.file)).toEqual(contents(file))
})

test("only its owner may read a backup, and none is overwritten", async () => {
  const { file } = await backUpTo("first.gz")

  await expect(backUp(database.open, file, now)).rejects.toMatchObject({ code: "EEXIST" })
  expect(statSync(file).mode & 0o777).toBe(0o600)
})

test("a database with rows is left as it is", async () => {
  await fill()
  const { file } = await backUpTo("first.gz")
  const before = (await backUpTo("before.gz")).file

  await expect(restore(database.open, file)).rejects.toThrow(/^The database is not empty: there are rows in /)

  expect(contents((await backUpTo("after.gz")).file)).toEqual(contents(before))
})

test("half a file, something else, and a newer version are refused, and the database stays empty", async () => {
  await fill()
  const { file } = await backUpTo("whole.gz")
  const half = path.join(folder, "half.gz")
  copyFileSync(file, half)
  truncateSync(half, Math.floor(statSync(file).size / 2))
  const lines = gunzipSync(readFileSync(file)).toString()
  const write = (name: string, text: string) => {
    writeFileSync(path.join(folder, name), gzipSync(text))
    return path.join(folder, name)
  }
  const cut = write("cut.gz", lines.slice(0, lines.lastIndexOf("# ")))
  const fewer = write("fewer.gz", lines.replace(/^\{"id".*\n/m, ""))
  const newer = write("newer.gz", lines.replace(/"schema":\d+/, `"schema":${Date.UTC(2100, 0)}`))
  const open = await emptyDatabase()

  await expect(restore(open, half)).rejects.toThrow(/is not complete, or no backup of Gatehouse/)
  await expect(restore(open, cut)).rejects.toThrow(/is not complete/)
  await expect(restore(open, fewer)).rejects.toThrow(/should have 1 rows and has 0/)
  await expect(restore(open, newer)).rejects.toThrow(/was made by a newer Gatehouse/)
  await expect(restore(open, write("other.gz", "hello\n"))).rejects.toThrow(RestoreError)
  await restore(open, file)
})

test("a backup is of one moment, whatever is written meanwhile", async (context) => {
  if (!database.url) return context.skip("one connection is one moment")
  await database.db.execute(sql`create table a_first (n int)`)
  await database.db.execute(sql`create table b_second (n int)`)
  let isWriting = true
  const writer = (async () => {
    for (let n = 0; isWriting; n++) {
      await database.db.transaction(async (tx) => {
        await tx.execute(sql`insert into a_first values (${n})`)
        await tx.execute(sql`insert into b_second values (${n})`)
      })
    }
  })()

  for (const name of ["1.gz", "2.gz", "3.gz"]) {
    const { rows } = await backUpTo(name)
    expect(rows.get("public.a_first")).toBe(rows.get("public.b_second"))
  }
  isWriting = false
  await writer
})
