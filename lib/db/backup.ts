import { createWriteStream } from "node:fs"
import { open as openFile, rename, rm } from "node:fs/promises"
import { Readable } from "node:stream"
import { pipeline } from "node:stream/promises"
import { createGzip } from "node:zlib"
import { sql } from "drizzle-orm"
import { formatVersion, listTables, type Table, tableName } from "./backup-format"
import type { Transaction } from "./database"
import type { OpenDatabase } from "./open"
import { readDatabaseState } from "./queries/health"

/** Rows held in memory at a time. */
const fetchedAtOnce = 1_000
const picturesAtOnce = 4

/** How many rows of each table a file holds. */
export type BackupReport = { schema: number; rows: Map<string, number> }

/**
 * Writes the whole database into `file` as it is at one moment, while others go on writing to it. Its owner alone may
 * read the file, which has its name only once it is complete.
 * @throws Error `EEXIST` when the file is there already
 */
export async function backUp(open: OpenDatabase, file: string, now: Date): Promise<BackupReport> {
  const unfinished = `${file}.unfinished`
  await (await openFile(file, "wx", 0o600)).close()
  try {
    const report = await open.unhurried((db) =>
      db.transaction((tx) => write(tx, unfinished, now), {
        isolationLevel: "repeatable read",
        accessMode: "read only",
      }),
    )
    await rename(unfinished, file)
    return report
  } catch (error) {
    await rm(unfinished, { force: true })
    await rm(file)
    throw error
  }
}

async function write(tx: Transaction, file: string, now: Date): Promise<BackupReport> {
  // The same file from every server, wherever it thinks it is.
  await tx.execute(sql`select set_config('timezone', 'UTC', true), set_config('datestyle', 'ISO', true)`)
  const [made] = await tx
    .select({ isThere: sql<boolean>`to_regclass('drizzle.__drizzle_migrations') is not null` })
    .from(sql`(values (1)) as one(n)`)
  if (!made?.isThere) throw new Error("There is nothing to back up: Gatehouse never used this database.")
  const { schema } = await readDatabaseState(tx)
  const rows = new Map<string, number>()
  async function* lines() {
    yield note({ gatehouse: formatVersion, schema, madeAt: now.toISOString() })
    for (const table of await listTables(tx)) {
      yield note({ table: table.name, columns: table.columns })
      let count = 0
      for await (const page of pages(tx, table)) {
        count += page.length
        yield `${page.join("\n")}\n`
      }
      yield note({ rows: count })
      rows.set(table.name, count)
    }
    yield note({ sequences: await readSequences(tx) })
    yield note({ end: true })
  }
  const target = createWriteStream(file, { flags: "wx", mode: 0o600, flush: true })
  await pipeline(Readable.from(lines()), createGzip(), target)
  return { schema, rows }
}

const note = (content: object) => `# ${JSON.stringify(content)}\n`

async function* pages(tx: Transaction, { name, columns, hasPictures }: Table): AsyncGenerator<string[]> {
  const listed = sql.join(
    columns.map((column) => sql.identifier(column)),
    sql`, `,
  )
  await tx.execute(sql`
    declare backup no scroll cursor for
    select row_to_json(line)::text as line from (select ${listed} from ${tableName(name)}) as line`)
  const most = hasPictures ? picturesAtOnce : fetchedAtOnce
  for (;;) {
    const { rows } = (await tx.execute(sql.raw(`fetch ${most} from backup`))) as unknown as {
      rows: { line: string }[]
    }
    if (rows.length === 0) break
    yield rows.map(({ line }) => line)
  }
  await tx.execute(sql`close backup`)
}

/** The last number each sequence gave, by name; one that gave none yet is left out. */
async function readSequences(tx: Transaction): Promise<Record<string, string>> {
  const rows = await tx
    .select({ name: sql<string>`schemaname || '.' || sequencename`, last: sql<string>`last_value::text` })
    .from(sql`pg_sequences`)
    .where(sql`schemaname in ('public', 'gate') and last_value is not null`)
    .orderBy(sql`schemaname, sequencename`)
  return Object.fromEntries(rows.map(({ name, last }) => [name, last]))
}
