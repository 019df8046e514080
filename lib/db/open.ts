import { awaitPostgres } from "./await-postgres"
import type { PgliteHandle } from "./open-pglite"
import type { PostgresHandle } from "./open-postgres"

/**
 * An open database. Inside `db.transaction(tx => …)` only `tx` may be used: on PGlite the outer `db` waits
 * for the transaction it is called from, and every later query waits with it, for good.
 */
export type OpenDatabase = PgliteHandle | PostgresHandle

/** Exactly one of `url` (a PostgreSQL server), `dataDir` (PGlite on disk) and `memory` (PGlite, gone at exit). */
export type OpenOptions = {
  url?: string | undefined
  dataDir?: string | undefined
  memory?: boolean | undefined
  /** `process.env.NEXT_PHASE`. */
  phase?: string | undefined
  /** Told why a connection died while idle; the pool replaces it by itself. */
  onConnectionLost?: (reason: string) => void
  /** Told once, with its address, that the server does not answer yet. */
  onWaiting?: (address: string) => void
}

const BUILD_PHASE = "phase-production-build"

/**
 * Opens the database; migrating it is `migrateDatabase`'s work. Throws while Next builds (its build workers
 * are separate processes, and four of them on one PGlite folder lost the schema),
 * `DirectoryInUseError` when another process has `dataDir`, `DatabaseUnreachableError` when the server cannot be used or did
 * not answer for a minute, and an `Error` when the options name no database.
 */
export async function openDatabase(options: OpenOptions): Promise<OpenDatabase> {
  if (options.phase === BUILD_PHASE) throw new Error("The database was opened during next build.")
  if (options.url !== undefined) {
    const { openPostgres } = await import("./open-postgres")
    const open = openPostgres(options.url, options.onConnectionLost ?? (() => {}))
    try {
      await awaitPostgres(open, { onWaiting: options.onWaiting ?? (() => {}) })
      return open
    } catch (error) {
      await open.close()
      throw error
    }
  }
  // Loaded on demand: PGlite is 27 MB that a site on a PostgreSQL server never needs.
  const { openPgliteDirectory, openPgliteMemory } = await import("./open-pglite")
  if (options.dataDir !== undefined) return openPgliteDirectory(options.dataDir)
  if (options.memory) return openPgliteMemory()
  throw new Error("openDatabase needs one of url, dataDir or memory.")
}
