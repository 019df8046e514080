import { randomUUID } from "node:crypto"
import { mkdtemp } from "node:fs/promises"
import { tmpdir } from "node:os"
import path from "node:path"
import { sql } from "drizzle-orm"
import pg from "pg"
import { sealCursor } from "@/lib/attendees/cursor"
import type { Database } from "@/lib/db/database"
import { vacuumAnalyze } from "@/lib/db/maintenance"
import { migrateDatabase } from "@/lib/db/migrate"
import { openDatabase } from "@/lib/db/open"
import { findPublishedEvent } from "@/lib/db/queries/events"
import { admitOrganizerRow } from "@/lib/db/queries/organizers"
import { deriveKey } from "@/lib/env"
import { addEvent } from "@/lib/events/add-event"
import { Site } from "../../e2e/servers/site"
import { signIn } from "../crowd/signed-in"
import { ensurePostgres } from "../ensure-postgres.mjs"
import { benchEvent, copyAttendees, insertAttendees, mostMade } from "./attendee-data"

/** A PostgreSQL of its own, with memory for a million attendees and room to seed them without a checkpoint every minute. */
export async function startBenchServer() {
  const server = await ensurePostgres({ shared_buffers: "2GB", max_wal_size: "8GB" })
  if (!server) throw new Error("There is no PostgreSQL to measure on.")
  return server
}

const secret = "the benchmark's own secret of thirty-two characters"
const organization = { name: "northside", id: "1" }
const email = "bench@example.org"
const batch = 5_000

/** The built site over an event with so many attendees, and what a signed-in organizer sends. */
export type BenchSite = { site: Site; slug: string; cookie: string; middle: string }

/** Builds the data, then starts the site on it. `serverUrl` is a PostgreSQL server; without it PGlite is used. */
export async function startBenchSite(total: number, serverUrl: string | null): Promise<BenchSite> {
  const place = serverUrl
    ? { url: await createDatabase(serverUrl, total) }
    : { dataDir: await mkdtemp(path.join(tmpdir(), "gatehouse-bench-")) }
  const open = await openDatabase(place)
  await migrateDatabase(open)
  // On a busy machine a batch takes longer than a query of the site may.
  const { slug, middle } = await open.unhurried((db) => seed(db, total, () => vacuumAnalyze(open)))
  await open.unhurried(async (db) => {
    if (serverUrl) await db.execute(sql`vacuum analyze`)
    else await vacuumAnalyze(open)
    // Or the server goes on writing the new rows to disk while it is measured.
    await db.execute(sql`checkpoint`)
  })
  const cookie = await signInOrganizer(open.db)
  await open.close()
  const site = await Site.start({
    ...(place.url ? { DATABASE_URL: place.url } : { DATA_DIR: place.dataDir ?? "" }),
    ...{ AUTH_SECRET: secret, LOG_LEVEL: "error", GATE_SYNC_CALLS_PER_MINUTE: "3" },
    ...{ ORGANIZER_EMAILS: email, GATE_ORGANIZATION: `${organization.name}:${organization.id}` },
  })
  return { site, slug, cookie, middle }
}

async function createDatabase(serverUrl: string, total: number): Promise<string> {
  const client = new pg.Client({ connectionString: serverUrl })
  await client.connect()
  const name = `bench_${total}_${process.pid}`
  await client.query(`create database ${name}`)
  await client.end()
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  return url.href
}

/** Indexes that are made again at the end: inserting into them row by row takes three times as long. */
const indexes =
  "search by_registered by_name by_email by_completion by_check_in by_code by_language by_country".split(" ")

async function seed(db: Database, total: number, analyze: () => Promise<void>) {
  const clock = () => new Date()
  const event = benchEvent(total, organization)
  await addEvent({ db, clock, newId: randomUUID }, event)
  const { id } = (await findPublishedEvent(db, event.slug)) ?? { id: "" }
  const names = indexes.map((name) => `'attendee_${name}'`).join()
  const made = await db
    .select({ name: sql<string>`indexname`, definition: sql<string>`indexdef` })
    .from(sql.raw(`(select indexname, indexdef from pg_indexes where indexname in (${names})) as made`))
  for (const { name } of made) await db.execute(sql.raw(`drop index ${name}`))
  const first = Math.min(total, mostMade)
  for (let from = 1; from <= first; from += batch) {
    await insertAttendees(db, id, from, Math.min(first, from + batch - 1))
  }
  await analyze()
  for (let offset = first; offset < total; offset += first) {
    await copyAttendees(db, id, offset, Math.min(first, total - offset))
  }
  for (const { definition } of made) await db.execute(sql.raw(definition))
  return { slug: event.slug, middle: await cursorToMiddle(db, id, total) }
}

/** The cursor the site itself gives to whoever has scrolled to the middle of the list by name. */
async function cursorToMiddle(db: Database, eventId: string, total: number): Promise<string> {
  const [row] = await db
    .select({ id: sql<string>`id`, key: sql<string>`sort_name` })
    .from(
      sql`(select id, sort_name from registration where event_id = ${eventId}::uuid order by sort_name, id offset ${Math.floor(total / 2)} limit 1) as middle`,
    )
  const count = { value: total, isExact: true }
  const after = { rank: 0, key: row?.key ?? "", id: row?.id ?? "" }
  return sealCursor(deriveKey(secret, "answer fingerprints"), `${eventId}?sort=name`, { after, count })
}

async function signInOrganizer(db: Database): Promise<string> {
  const { personId, cookie } = await signIn(db, secret, email)
  await admitOrganizerRow(db, personId, { organization, role: "organizer", gateUserId: null }, new Date())
  return cookie
}
