import path from "node:path"
import { sql } from "drizzle-orm"
import { expect, onTestFinished, test } from "vitest"
import { openPgliteDirectory, type PgliteHandle } from "./open-pglite"
import { mountTestDisk } from "./test-disk"

async function countRows(open: PgliteHandle): Promise<number> {
  const [row] = await open.db.select({ count: sql<number>`count(*)` }).from(sql`written`)
  return row?.count ?? 0
}

test("on a full disk writes fail and what was acknowledged stays; with room again it goes on by itself", async (context) => {
  const disk = mountTestDisk(192)
  if (!disk) return context.skip("mounting a disk needs root")
  onTestFinished(disk.remove)
  const dataDir = path.join(disk.folder, "data")
  const open = await openPgliteDirectory(dataDir)
  await open.db.execute(sql`create table written (filler text)`)
  expect(await open.hasRoom()).toBe(true)
  disk.fill(2 * 1024 * 1024)

  let acknowledged = 0
  const write = async () => {
    await open.db.execute(
      sql`insert into written select string_agg(md5(n::text), '') from generate_series(1, 20000) n`,
    )
    acknowledged += 1
  }
  const writeUntilFull = async () => {
    for (let rows = 0; rows < 100; rows++) await write()
  }
  await expect(writeUntilFull()).rejects.toThrow()
  expect(await open.hasRoom()).toBe(false)

  disk.free()
  expect(await open.hasRoom()).toBe(true)
  await write()
  await open.close()
  const again = await openPgliteDirectory(dataDir)
  expect(await countRows(again)).toBe(acknowledged)
  await again.close()
}, 60_000)
