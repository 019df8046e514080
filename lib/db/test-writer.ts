import { sql } from "drizzle-orm"
import { openPgliteDirectory } from "./open-pglite"

// A program for open-pglite.test.ts: writes rows for ever and prints each number once its commit returned.
const [folder = ""] = process.argv.slice(2)
const open = await openPgliteDirectory(folder)
await open.db.execute(sql`create table if not exists written (n integer primary key)`)
process.stdout.write("ready\n")
for (let n = await newest(); ; n += 1) {
  await open.db.execute(sql`insert into written values (${n + 1})`)
  process.stdout.write(`${n + 1}\n`)
}

async function newest(): Promise<number> {
  const [row] = await open.db.select({ n: sql<number>`coalesce(max(n), 0)` }).from(sql`written`)
  return row?.n ?? 0
}
