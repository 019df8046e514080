import { spawnSync } from "node:child_process"
import { appendFileSync, mkdtempSync, rmSync, statfsSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"

/** A disk of its own, small enough to be filled. */
export type TestDisk = {
  folder: string
  /** Leaves `left` bytes. */
  fill(left: number): void
  /** Gives the room back. */
  free(): void
  remove(): void
}

/** Null where we may not mount one: it needs root. */
export function mountTestDisk(megabytes: number): TestDisk | null {
  const folder = mkdtempSync(path.join(tmpdir(), "gatehouse-disk-"))
  const ballast = path.join(folder, "ballast")
  const options = ["-t", "tmpfs", "-o", `size=${megabytes}m`, "tmpfs", folder]
  if (spawnSync("mount", options).status !== 0) {
    rmSync(folder, { recursive: true })
    return null
  }
  return {
    folder,
    fill(left) {
      try {
        for (let room = roomIn(folder); room > left; room = roomIn(folder)) {
          appendFileSync(ballast, Buffer.alloc(Math.min(room - left, 1024 * 1024)))
        }
      } catch (error) {
        // Whoever uses the disk may take the last of it between the look and the write.
        if (!(error instanceof Error && "code" in error && error.code === "ENOSPC")) throw error
      }
    },
    free: () => rmSync(ballast, { force: true }),
    remove() {
      // Lazily: a site that is being ended may still have files open.
      spawnSync("umount", ["-l", folder])
      rmSync(folder, { recursive: true })
    },
  }
}

/** The bytes that can still be written. */
function roomIn(folder: string): number {
  const { bavail, bsize } = statfsSync(folder)
  return bavail * bsize
}
