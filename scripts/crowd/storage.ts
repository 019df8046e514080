import { randomBytes, randomUUID } from "node:crypto"
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import path from "node:path"
import pg from "pg"
import { migrateDatabase } from "@/lib/db/migrate"
import { type OpenDatabase, openDatabase } from "@/lib/db/open"
import type { EventDescription } from "@/lib/domain/event"
import { addEvent } from "@/lib/events/add-event"
import { smallEvent } from "../../e2e/servers/small-event"
import { ensurePostgres } from "../ensure-postgres.mjs"
import type { Cleanup } from "./cleanup"

/** Where the sites keep their data, and how the run reads it. */
export type Storage = { configuration: Record<string, string>; open(): Promise<OpenDatabase> }

/** A folder for the embedded database; nobody reads it while a site runs. */
export async function embeddedStorage(cleanup: Cleanup): Promise<Storage> {
  const dataDir = await mkdtemp(path.join(tmpdir(), "gatehouse-crowd-"))
  cleanup.add(() => rm(dataDir, { recursive: true, force: true }))
  return { configuration: { DATA_DIR: dataDir }, open: () => openDatabase({ dataDir }) }
}

/**
 * The server that was named, or a temporary cluster of this machine's PostgreSQL when it is empty; returns its address.
 * @throws Error where there is none
 */
export async function openServer(
  given: string,
  cleanup: Cleanup,
  settings: Record<string, string> = {},
): Promise<string> {
  const server = given ? { url: given, stop: async () => {} } : await ensurePostgres(settings)
  if (!server) throw new Error("There is no PostgreSQL on this machine. Name a server: --postgres URL")
  cleanup.add(() => server.stop())
  return server.url
}

async function runOnServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

/** A database of its own on a PostgreSQL server. */
export async function serverStorage(server: string, cleanup: Cleanup): Promise<Storage> {
  const name = `gatehouse_crowd_${randomBytes(6).toString("hex")}`
  await runOnServer(server, `create database ${name}`)
  cleanup.add(() => runOnServer(server, `drop database ${name} with (force)`))
  const url = new URL(server)
  url.pathname = `/${name}`
  return {
    configuration: { DATABASE_URL: url.href },
    open: () => openDatabase({ url: url.href, onConnectionLost: () => {} }),
  }
}

/** Publishes an event of northside, with the tables before it on an empty database; returns its path. */
export async function publishEvent(storage: Storage, changed: Partial<EventDescription>): Promise<string> {
  const open = await storage.open()
  try {
    await migrateDatabase(open)
    const event = smallEvent(changed)
    await addEvent({ db: open.db, clock: () => new Date(), newId: randomUUID }, event)
    return `/e/${event.slug}`
  } finally {
    await open.close()
  }
}
