import { randomUUID } from "node:crypto"
import { type PurgeReport, previewPurge, purge } from "../lib/account/purge"
import { migrateDatabase } from "../lib/db/migrate"
import { openDatabase } from "../lib/db/open"
import { environment } from "../lib/env"

function print({ events, mailboxMessages }: PurgeReport, isDryRun: boolean): void {
  const verb = isDryRun ? "would be purged" : "purged"
  for (const { slug, endsAt, retentionDays, registrations, gateRecords } of events) {
    const ended = endsAt.toISOString().slice(0, 10)
    console.log(
      `${slug} (ended ${ended}, kept ${retentionDays} days): ${registrations.length} registrations ${verb}`,
    )
    console.log(`  GATE records to delete: ${gateRecords}`)
    for (const id of registrations) console.log(`  ${id}`)
  }
  console.log(`${events.length} events and ${mailboxMessages} mailbox messages ${verb}.`)
  if (!isDryRun && events.length > 0) console.log("The running site deletes the GATE records.")
}

/**
 * `npm run purge -- [--dry-run]`: erases names and answers of events whose retention period is over; with `--dry-run`
 * it prints what would go. The site does the same by itself every hour.
 */
async function main(options: string[]): Promise<void> {
  const isDryRun = options.includes("--dry-run")
  if (options.some((option) => option !== "--dry-run")) throw new Error("Usage: npm run purge -- [--dry-run]")
  const { databaseUrl, dataDir } = environment()
  const open = await openDatabase(databaseUrl ? { url: databaseUrl } : { dataDir })
  try {
    await migrateDatabase(open)
    const context = { db: open.db, clock: () => new Date(), newId: randomUUID }
    print(isDryRun ? await previewPurge(context) : await purge(context), isDryRun)
  } finally {
    await open.close()
  }
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
})
