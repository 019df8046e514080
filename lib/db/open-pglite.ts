import { closeSync, existsSync, fsyncSync, openSync, readdirSync, renameSync, rmSync } from "node:fs"
import { statfs } from "node:fs/promises"
import path from "node:path"
import { PGlite, types } from "@electric-sql/pglite"
import { pg_trgm } from "@electric-sql/pglite/contrib/pg_trgm"
import { NodeFS } from "@electric-sql/pglite/nodefs"
import { drizzle } from "drizzle-orm/pglite"
import { type Database, databaseOptions } from "./database"
import { holdDirectoryLock } from "./directory-lock.mjs"
import { parseInt8 } from "./parse-int8"
import { durableStartParams, FsyncNodeFS } from "./pglite-fsync"
import { inFolder, keepPrivate, makePrivate } from "./private-folder"

/** The embedded PostgreSQL: one connection, one process, SQL within what PostgreSQL 15 knows. */
export type PgliteHandle = {
  driver: "pglite"
  db: Database
  client: PGlite
  /** The same connection, on which no query is cut off anyway. */
  unhurried<T>(work: (db: Database) => Promise<T>): Promise<T>
  /** Whether the disk has room for what is written until somebody frees more. */
  hasRoom(): Promise<boolean>
  close(): Promise<void>
}

/** Four segments of PostgreSQL's log, 16 MB each. */
const leastRoom = 64 * 1024 * 1024

const shared = { extensions: { pg_trgm }, parsers: { [types.INT8]: parseInt8 } }

/**
 * Opens the cluster in `<dataDir>/postgres`, made on the first start. Holds the folder until `close`; throws
 * `DirectoryInUseError` when another process has it, and `DataDirectoryError` when it cannot be used.
 */
export async function openPgliteDirectory(dataDir: string): Promise<PgliteHandle> {
  // Whatever this process creates from here on is for its user alone.
  process.umask(0o077)
  const lock = await inFolder(dataDir, () => holdDirectoryLock(dataDir))
  try {
    await inFolder(dataDir, () => keepPrivate(dataDir))
    const cluster = path.join(dataDir, "postgres")
    if (!existsSync(cluster)) await initialiseCluster(cluster)
    const client = await startCluster(cluster)
    const close = async () => {
      await client.close()
      await lock.release()
    }
    return { ...handle(client, close), hasRoom: () => hasRoom(dataDir) }
  } catch (error) {
    await lock.release()
    throw error
  }
}

/** Opens a database that lives and dies with the process; `contents` is a dump made by `dumpDataDir`. */
export async function openPgliteMemory(contents?: Blob): Promise<PgliteHandle> {
  const client = await PGlite.create({ ...shared, ...(contents && { loadDataDir: contents }) })
  return handle(client, () => client.close())
}

function handle(client: PGlite, close: () => Promise<void>): PgliteHandle {
  const db = drizzle(client, databaseOptions)
  return { driver: "pglite", db, client, unhurried: (work) => work(db), hasRoom: async () => true, close }
}

async function hasRoom(folder: string): Promise<boolean> {
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize >= leastRoom
}

function startCluster(cluster: string): Promise<PGlite> {
  return PGlite.create({ ...shared, fs: new FsyncNodeFS(cluster), startParams: durableStartParams() })
}

/**
 * Makes the cluster beside its place and moves it there whole: a folder cut short within initdb's last 3 ms
 * never opens again (architecture §7). Nothing in it is worth an fsync before all of it is.
 */
async function initialiseCluster(cluster: string): Promise<void> {
  const unfinished = `${cluster}.tmp`
  rmSync(unfinished, { recursive: true, force: true })
  const client = await PGlite.create({ fs: new NodeFS(unfinished) })
  await client.close()

  makePrivate(unfinished)
  syncTree(unfinished)
  renameSync(unfinished, cluster)
  syncPath(path.dirname(cluster))
}

function syncTree(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const child = path.join(folder, entry.name)
    if (entry.isDirectory()) syncTree(child)
    else syncPath(child)
  }
  syncPath(folder)
}

function syncPath(target: string): void {
  const descriptor = openSync(target, "r")
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}
