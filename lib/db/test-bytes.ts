import { existsSync, readdirSync, readFileSync } from "node:fs"
import path from "node:path"
import { sql } from "drizzle-orm"
import type { Database } from "./database"
import { errorCode } from "./error-code"

/** Files below a folder whose bytes hold one of the texts, as UTF-8 or as UTF-16, with the text. */
export function findInFiles(folder: string, texts: string[]): string[] {
  const found: string[] = []
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const file = path.join(entry.parentPath, entry.name)
    const bytes = readIfThere(file)
    for (const text of texts)
      if (bytes.includes(text) || bytes.includes(Buffer.from(text, "utf16le")))
        found.push(`${path.relative(folder, file)}: ${text}`)
  }
  return found
}

/** Other tests drop their databases meanwhile, and the server its old log. */
function readIfThere(file: string): Buffer {
  try {
    return readFileSync(file)
  } catch (error) {
    if (errorCode(error) === "ENOENT") return Buffer.alloc(0)
    throw error
  }
}

/** The folder of the server's cluster, when it is on this machine and may be read. */
export async function dataDirectoryOf(db: Database): Promise<string | null> {
  const [row] = await db
    .select({ folder: sql<string>`current_setting('data_directory')` })
    .from(sql`(values (1)) as one`)
  // What was written is in the log; the files of the tables get it by a checkpoint.
  await db.execute(sql`checkpoint`)
  return row && existsSync(path.join(row.folder, "PG_VERSION")) ? row.folder : null
}
