import { createReadStream } from "node:fs"
import { createGunzip } from "node:zlib"
import { sql } from "drizzle-orm"
import type { BackupReport } from "./backup"
import { countRows, formatVersion, listTables, type Table, tableName } from "./backup-format"
import type { Transaction } from "./database"
import { migrateWithin } from "./migrate"
import type { OpenDatabase } from "./open"

/** Letters of rows sent to the database at a time. */
const sentAtOnce = 1_000_000

/** A backup that cannot be restored, or not here; the message says why. Nothing was changed. */
export class RestoreError extends Error {
  override readonly name = "RestoreError"
}

type Note = {
  gatehouse?: number
  schema?: number
  table?: string
  columns?: string[]
  rows?: number
  sequences?: Record<string, string>
  end?: boolean
}

/**
 * Fills an empty database from a backup of either kind, all or nothing, compares the number of rows of every table with
 * the file's, and brings the schema to this build's version.
 * @throws RestoreError
 */
export async function restore(open: OpenDatabase, file: string): Promise<BackupReport> {
  return open.unhurried((db) =>
    db.transaction((tx) => new Restoration(tx, open.driver).run(file), { isolationLevel: "read committed" }),
  )
}

class Restoration {
  private tables: Table[] = []
  private current: Table | null = null
  private rows: string[] = []
  private letters = 0
  private count = 0
  private isComplete = false
  private readonly report: BackupReport = { schema: 0, rows: new Map() }

  constructor(
    private readonly tx: Transaction,
    private readonly driver: OpenDatabase["driver"],
  ) {}

  async run(file: string): Promise<BackupReport> {
    for await (const line of readLines(file)) {
      if (line.startsWith("# ")) await this.follow(JSON.parse(line.slice(2)))
      else await this.take(line)
    }
    if (!this.isComplete) throw new RestoreError(`${file} is not complete.`)
    for (const { name } of this.tables) await this.switchTriggers(name, "enable")
    await migrateWithin(this.tx, { driver: this.driver })
    return this.report
  }

  private async follow(note: Note): Promise<void> {
    if (note.gatehouse !== undefined) return this.begin(note)
    if (this.tables.length === 0) throw new RestoreError("This is no backup of Gatehouse.")
    if (note.table !== undefined) this.current = this.expect(note.table, note.columns ?? [])
    if (note.rows !== undefined) await this.endTable(note.rows)
    if (note.sequences) await this.setSequences(note.sequences)
    if (note.end) this.isComplete = true
  }

  /** An empty database at the backup's version; its triggers rest, for what they compute is in the file as well. */
  private async begin({ gatehouse, schema = 0 }: Note): Promise<void> {
    const { newestOfBuild, ofDatabase } = await migrateWithin(this.tx, { driver: this.driver, upTo: schema })
    if (gatehouse !== formatVersion || schema > newestOfBuild)
      throw new RestoreError("The backup was made by a newer Gatehouse: restore it with that version.")
    this.tables = await listTables(this.tx)
    for (const { name } of this.tables) {
      if ((await countRows(this.tx, name)) > 0)
        throw new RestoreError(
          `The database is not empty: there are rows in ${name}. Restore into an empty one.`,
        )
    }
    if (ofDatabase !== schema)
      throw new RestoreError("The database has a newer schema than the backup. Restore into an empty one.")
    for (const { name } of this.tables) await this.switchTriggers(name, "disable")
    this.report.schema = schema
  }

  private switchTriggers(name: string, how: "enable" | "disable"): Promise<unknown> {
    return this.tx.execute(sql`alter table ${tableName(name)} ${sql.raw(how)} trigger user`)
  }

  private expect(name: string, columns: string[]): Table {
    const table = this.tables.find((known) => known.name === name)
    if (!table || columns.some((column) => !table.columns.includes(column)))
      throw new RestoreError(`The backup has a table ${name} that this version does not know.`)
    return { ...table, columns }
  }

  private async take(line: string): Promise<void> {
    this.rows.push(line)
    this.letters += line.length
    if (this.letters >= sentAtOnce) await this.send()
  }

  private async send(): Promise<void> {
    if (!this.current || this.rows.length === 0) return
    const columns = sql.join(
      this.current.columns.map((column) => sql.identifier(column)),
      sql`, `,
    )
    const name = tableName(this.current.name)
    const lines = `[${this.rows.join(",")}]`
    await this.tx.execute(sql`
      insert into ${name} (${columns}) overriding system value
      select ${columns} from json_populate_recordset(null::${name}, ${lines}::json)`)
    this.count += this.rows.length
    this.rows = []
    this.letters = 0
  }

  private async endTable(expected: number): Promise<void> {
    await this.send()
    const name = this.current?.name ?? ""
    const stored = await countRows(this.tx, name)
    if (stored !== expected || this.count !== expected)
      throw new RestoreError(`${name} should have ${expected} rows and has ${stored}.`)
    this.report.rows.set(name, stored)
    this.current = null
    this.count = 0
  }

  private async setSequences(sequences: Record<string, string>): Promise<void> {
    for (const [name, last] of Object.entries(sequences)) {
      await this.tx.execute(sql`select setval(${name}::regclass, ${last}::bigint)`)
    }
  }
}

/** Lines end with a newline and nothing else: answers may hold characters that Node's readline takes for an end. */
async function* readLines(file: string): AsyncGenerator<string> {
  const source = createReadStream(file)
  const text = source.pipe(createGunzip()).setEncoding("utf8")
  source.once("error", (error) => text.destroy(error))
  let rest = ""
  try {
    for await (const chunk of text) {
      const lines = (rest + chunk).split("\n")
      rest = lines.pop() ?? ""
      yield* lines
    }
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : ""
    if (code === "ENOENT") throw new RestoreError(`There is no file ${file}.`)
    if (code.startsWith("Z_")) throw new RestoreError(`${file} is not complete, or no backup of Gatehouse.`)
    throw error
  }
}
