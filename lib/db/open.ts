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
  /** Told of connections that die while idle; the pool replaces them by itself. */
  onConnectionError?: (error: Error) => void
}

const BUILD_PHASE = "phase-production-build"

/**
 * Opens the database; migrating it is `migrateDatabase`'s work. Throws while Next builds (its build workers
 * are separate processes, and four of them on one PGlite folder lost the schema: database.md §e),
 * `DirectoryInUseError` when another process has `dataDir`, and an `Error` when the options name no database.
 */
export async function openDatabase(options: OpenOptions): Promise<OpenDatabase> {
  if (options.phase === BUILD_PHASE) throw new Error("The database was opened during next build.")
  if (options.url !== undefined) {
    const { openPostgres } = await import("./open-postgres")
    return openPostgres(options.url, options.onConnectionError ?? (() => {}))
  }
  // Loaded on demand: PGlite is 27 MB that a site on a PostgreSQL server never needs.
  const { openPgliteDirectory, openPgliteMemory } = await import("./open-pglite")
  if (options.dataDir !== undefined) return openPgliteDirectory(options.dataDir)
  if (options.memory) return openPgliteMemory()
  throw new Error("openDatabase needs one of url, dataDir or memory.")
}
