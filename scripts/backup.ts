import { backUp } from "../lib/db/backup"
import { openDatabase } from "../lib/db/open"
import { withoutValues } from "../lib/db/query-failure"
import { environment } from "../lib/env"

/**
 * `npm run backup -- FILE`: writes the database of this site into a new file. On PostgreSQL the site goes on; the embedded
 * database has one process at a time, so the site is stopped meanwhile.
 */
async function main(file: string | undefined): Promise<void> {
  if (!file) throw new Error("Usage: npm run backup -- FILE")
  const { databaseUrl, dataDir } = environment()
  const open = await openDatabase(databaseUrl ? { url: databaseUrl } : { dataDir })
  try {
    const { rows } = await backUp(open, file, new Date())
    console.log(`${file}: ${rows.get("public.registration") ?? 0} registrations, ${rows.size} tables.`)
    console.log(
      "Keep AUTH_SECRET and FIELD_ENCRYPTION_KEYS, or DATA_DIR/secret, in another place: the file needs them.",
    )
  } finally {
    await open.close()
  }
}

main(process.argv[2]).catch((error: unknown) => {
  const isThere = error instanceof Error && "code" in error && error.code === "EEXIST"
  console.error(isThere ? `${process.argv[2]} is there already.` : withoutValues(error).message)
  process.exitCode = 1
})
