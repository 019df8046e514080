import { randomUUID } from "node:crypto"
import { readFileSync } from "node:fs"
import { ZodError } from "zod"
import { migrateDatabase } from "../lib/db/migrate"
import { openDatabase } from "../lib/db/open"
import { environment } from "../lib/env"
import { addEvent } from "../lib/events/add-event"

/** `npm run event -- FILE`: publishes the event a JSON file describes. Exit code 1 with a line for every fault. */
async function main(file: string | undefined): Promise<void> {
  if (!file) throw new Error("Usage: npm run event -- FILE.json")
  const description = JSON.parse(readFileSync(file, "utf8"))
  const { databaseUrl, dataDir, siteUrl } = environment()
  const open = await openDatabase(databaseUrl ? { url: databaseUrl } : { dataDir })
  try {
    await migrateDatabase(open)
    const added = await addEvent({ db: open.db, clock: () => new Date(), newId: randomUUID }, description)
    if (!added) throw new Error(`There is an event with the slug ${description.slug} already.`)
    console.log(`Published: ${siteUrl}/e/${description.slug}`)
  } finally {
    await open.close()
  }
}

function faultsOf(error: unknown): string[] {
  if (error instanceof ZodError)
    return error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`)
  return [error instanceof Error ? error.message : String(error)]
}

main(process.argv[2]).catch((error: unknown) => {
  for (const line of faultsOf(error)) console.error(line)
  process.exitCode = 1
})
