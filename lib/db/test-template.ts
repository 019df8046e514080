import { createHash } from "node:crypto"
import { mkdir, readdir, readFile, rename, writeFile } from "node:fs/promises"
import path from "node:path"
import pg from "pg"
import { migrateDatabase } from "./migrate"
import { openPgliteMemory } from "./open-pglite"
import { openPostgres } from "./open-postgres"

const CACHE_FOLDER = "node_modules/.cache/gatehouse"
const MIGRATIONS_FOLDER = "lib/db/migrations"

/**
 * The dump of an empty, migrated PGlite, made once per set of migrations: loading it takes a quarter of the
 * time of initdb and migrations, and every test file needs one.
 */
export async function loadTestTemplate(): Promise<Blob> {
  const file = path.join(CACHE_FOLDER, `database-${await fingerprint()}.tar`)
  const cached = await readFile(file).catch(() => null)
  if (cached) return new Blob([cached])

  const open = await openPgliteMemory()
  await migrateDatabase(open)
  const dump = await open.client.dumpDataDir("none")
  await open.close()
  await mkdir(CACHE_FOLDER, { recursive: true })
  // Test files run side by side: the name appears only when the content is complete.
  const unfinished = `${file}.${process.pid}`
  await writeFile(unfinished, new Uint8Array(await dump.arrayBuffer()))
  await rename(unfinished, file)
  return dump
}

/**
 * The name of an empty, migrated database on a server, made once per set of migrations: a copy of it takes a fraction of the
 * time of the migrations. It is a template from the moment it is complete.
 */
export async function ensureTemplateDatabase(serverUrl: string): Promise<string> {
  const name = `gatehouse_template_${await fingerprint()}`
  const client = new pg.Client({ connectionString: serverUrl })
  await client.connect()
  try {
    // Test files run side by side; the lock goes with the connection.
    await client.query("select pg_advisory_lock(hashtext($1))", [name])
    const complete = "select from pg_database where datname = $1 and datistemplate"
    if ((await client.query(complete, [name])).rowCount) return name
    await client.query(`drop database if exists ${name}`)
    await client.query(`create database ${name}`)
    const url = new URL(serverUrl)
    url.pathname = `/${name}`
    const open = openPostgres(url.href, () => {})
    await migrateDatabase(open).finally(() => open.close())
    await client.query(`alter database ${name} is_template true`)
    return name
  } finally {
    await client.end()
  }
}

async function fingerprint(): Promise<string> {
  const hash = createHash("sha256")
  hash.update(await readFile("node_modules/@electric-sql/pglite/package.json"))
  for (const name of (await readdir(MIGRATIONS_FOLDER)).sort()) {
    if (name.endsWith(".sql")) hash.update(name).update(await readFile(path.join(MIGRATIONS_FOLDER, name)))
  }
  return hash.digest("hex").slice(0, 16)
}
