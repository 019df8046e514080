import { openDatabase } from "../lib/db/open"
import { withoutValues } from "../lib/db/query-failure"
import { restore } from "../lib/db/restore"
import { environment } from "../lib/env"

/**
 * `npm run restore -- FILE`: fills the empty database of this site from a backup of either kind of database. Nothing is
 * changed unless everything in the file arrived.
 */
async function main(file: string | undefined): Promise<void> {
  if (!file) throw new Error("Usage: npm run restore -- FILE")
  const { databaseUrl, dataDir } = environment()
  const open = await openDatabase(databaseUrl ? { url: databaseUrl } : { dataDir })
  try {
    const { rows } = await restore(open, file)
    for (const [table, count] of rows) if (count > 0) console.log(`${String(count).padStart(9)}  ${table}`)
    console.log(
      "Restored. Whoever registered after the backup comes back from GATE within minutes of the start.",
    )
  } finally {
    await open.close()
  }
}

main(process.argv[2]).catch((error: unknown) => {
  console.error(withoutValues(error).message)
  process.exitCode = 1
})
