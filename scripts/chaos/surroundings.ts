import { randomUUID } from "node:crypto"
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import path from "node:path"
import pg from "pg"
import { migrateDatabase } from "@/lib/db/migrate"
import { type OpenDatabase, openDatabase } from "@/lib/db/open"
import { addEvent } from "@/lib/events/add-event"
import { createGateClient, type GateClient } from "@/lib/gate/client"
import { httpWire } from "@/lib/gate/http-wire"
import { Gate } from "../../e2e/servers/gate"
import { remoteConfiguration } from "../../e2e/servers/site"
import { smallEvent } from "../../e2e/servers/small-event"
import { ensurePostgres } from "../ensure-postgres.mjs"
import { startBlindGate } from "./blind-gate"
import { Fleet } from "./fleet"
import { gateFaults } from "./gate-faults"
import { Mailbox } from "./mailbox"
import type { ChaosOptions } from "./options"

const organization = { name: "northside", id: "1" }

/** When GATE stores what it dropped, and how long a site waits for that, in milliseconds. */
const lateMs = 1_500
const settleMs = 4_000

/** Without a settle time a write is sent again some 10 s later on a busy machine; what is stored after that is there twice. */
export const veryLateMs = 20_000

/** Where the sites keep their data, and how the run reads it. */
export type Storage = { configuration: Record<string, string>; open(): Promise<OpenDatabase> }

/** Everything around the sites, and how each part is ended. */
export type Surroundings = {
  gate: Gate
  mailbox: Mailbox
  fleet: Fleet
  storage: Storage
  /** The path of the one event. */
  event: string
  /** Reads GATE past every fault and control. */
  witness: GateClient
  /** Thirty percent of GATE's calls fail from now on. */
  breakGate(): Promise<void>
}

/** Undone in reverse order, whatever happened. */
export class Cleanup {
  private readonly steps: (() => Promise<unknown>)[] = []

  add(step: () => Promise<unknown>): void {
    this.steps.push(step)
  }

  async run(): Promise<void> {
    for (let step = this.steps.pop(); step; step = this.steps.pop()) {
      await step().catch((error: unknown) => console.error(error))
    }
  }
}

async function embeddedStorage(cleanup: Cleanup): Promise<Storage> {
  const dataDir = await mkdtemp(path.join(tmpdir(), "gatehouse-chaos-"))
  cleanup.add(() => rm(dataDir, { recursive: true, force: true }))
  return { configuration: { DATA_DIR: dataDir }, open: () => openDatabase({ dataDir }) }
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

async function serverStorage(given: string, cleanup: Cleanup): Promise<Storage> {
  const server = given ? { url: given, stop: async () => {} } : await ensurePostgres()
  if (!server) throw new Error("There is no PostgreSQL on this machine. Name a server: --postgres URL")
  cleanup.add(() => server.stop())
  const name = `gatehouse_chaos_${process.pid}`
  await runOnServer(server.url, `create database ${name}`)
  cleanup.add(() => runOnServer(server.url, `drop database ${name} with (force)`))
  const url = new URL(server.url)
  url.pathname = `/${name}`
  return {
    configuration: { DATABASE_URL: url.href },
    open: () => openDatabase({ url: url.href, onConnectionLost: () => {} }),
  }
}

async function publishEvent(storage: Storage, capacity: number): Promise<string> {
  const open = await storage.open()
  try {
    await migrateDatabase(open)
    const event = smallEvent({ capacity, organization })
    await addEvent({ db: open.db, clock: () => new Date(), newId: randomUUID }, event)
    return `/e/${event.slug}`
  } finally {
    await open.close()
  }
}

async function startGate({ dialect, lenient }: ChaosOptions): Promise<Gate> {
  const gate = await Gate.start(dialect)
  if (lenient) await gate.replaceState({ dialect: { duplicateExtra: "allow" } })
  return gate
}

/** Starts everything; `cleanup` ends it again. */
export async function startSurroundings(
  options: ChaosOptions,
  cleanup: Cleanup,
  given: Storage | null,
): Promise<Surroundings> {
  const { control, postgres, capacity, instances, slowness } = options
  const gate = await startGate(options)
  cleanup.add(() => gate.program.end("SIGKILL"))
  const mailbox = await Mailbox.start()
  cleanup.add(() => mailbox.stop())
  const storage =
    given ?? (postgres === null ? await embeddedStorage(cleanup) : await serverStorage(postgres, cleanup))
  const event = await publishEvent(storage, capacity)
  const isBlind = control === "no-lookup" || control === "fresh-username"
  const shown = isBlind ? await startBlindGate(gate.origin, control) : null
  if (shown) cleanup.add(() => shown.stop())
  const baseUrl = shown ? `${shown.origin}/api/v1` : gate.baseUrl
  const fleet = await Fleet.start(instances, {
    ...remoteConfiguration({ baseUrl, token: gate.token }, mailbox),
    ...storage.configuration,
    GATE_SETTLE_MS: String(control === "no-settle" ? 0 : settleMs),
    // The run is the proxy that says where its people come from.
    TRUSTED_PROXY_HOPS: "1",
    LOG_LEVEL: "warn",
  })
  cleanup.add(() => fleet.remove())
  const wire = httpWire({ baseUrl: gate.baseUrl })
  cleanup.add(() => wire.close())
  return {
    gate,
    mailbox,
    fleet,
    storage,
    event,
    witness: createGateClient({ wire, token: gate.token }),
    breakGate: () =>
      gate.misbehave(
        ...gateFaults({
          onlyLate: control === "no-settle",
          lateMs: control === "no-settle" ? veryLateMs : lateMs,
          slownessMs: slowness * 1_000,
        }),
      ),
  }
}
