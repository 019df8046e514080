import { spawnSync } from "node:child_process"
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { sql } from "drizzle-orm"
import { expect, onTestFinished, test } from "vitest"
import { openPgliteDirectory, type PgliteHandle } from "./open-pglite"

/** A disk of its own, small enough to be filled; null where we may not mount one. */
function mountSmallDisk(megabytes: number): string | null {
  const folder = mkdtempSync(path.join(tmpdir(), "gatehouse-disk-"))
  const options = ["-t", "tmpfs", "-o", `size=${megabytes}m`, "tmpfs", folder]
  if (spawnSync("mount", options).status !== 0) {
    rmSync(folder, { recursive: true })
    return null
  }
  onTestFinished(() => {
    spawnSync("umount", ["-l", folder])
    rmSync(folder, { recursive: true })
  })
  return folder
}

async function countRows(open: PgliteHandle): Promise<number> {
  const [row] = await open.db.select({ count: sql<number>`count(*)` }).from(sql`written`)
  return row?.count ?? 0
}

test("on a full disk writes fail and what was acknowledged stays; with room again it goes on by itself", async (context) => {
  const disk = mountSmallDisk(192)
  if (!disk) return context.skip("mounting a disk needs root")
  const dataDir = path.join(disk, "data")
  const ballast = path.join(disk, "ballast")
  const open = await openPgliteDirectory(dataDir)
  await open.db.execute(sql`create table written (filler text)`)
  expect(await open.hasRoom()).toBe(true)
  const { bavail, bsize } = statfsSync(disk)
  writeFileSync(ballast, Buffer.alloc(bavail * bsize - 2 * 1024 * 1024))

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

  rmSync(ballast)
  expect(await open.hasRoom()).toBe(true)
  await write()
  await open.close()
  const again = await openPgliteDirectory(dataDir)
  expect(await countRows(again)).toBe(acknowledged)
  await again.close()
}, 60_000)
