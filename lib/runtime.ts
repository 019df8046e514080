import "server-only"
import { randomUUID } from "node:crypto"
import { setTimeout } from "node:timers/promises"
import type { Logger } from "pino"
import type { AppContext } from "@/lib/context"
import { seedDemoEvents } from "@/lib/demo/demo-events"
import { seedDemoOrganizer } from "@/lib/demo/demo-organizer"
import { requireCapacityCheck } from "./db/capacity-check"
import { checkpoint, vacuumAnalyze } from "./db/maintenance"
import { migrateDatabase } from "./db/migrate"
import { type OpenDatabase, openDatabase } from "./db/open"
import { insertMailboxMessage } from "./db/queries/mails"
import { endAllLeases } from "./db/queries/work-lease"
import { type Environment, environment, keysOf } from "./env"
import { createGateClient, type GateClient } from "./gate/client"
import type { GateLogEntry } from "./gate/exchange"
import { GateHealth, type GateState } from "./gate/health"
import { httpWire } from "./gate/http-wire"
import { inProcessWire } from "./gate/in-process-wire"
import { createGateApp } from "./gate-local/app"
import { createLog } from "./log"
import { type MailTransport, mailboxTransport, smtpTransport } from "./mail/transport"
import { applePush } from "./pass/apple-push"
import { googleWallet } from "./pass/google-wallet"
import type { WalletIssuers } from "./pass/issuers"
import { ReadinessProbe, type Vitals } from "./readiness"
import { gateCalls, logGateChange } from "./telemetry/gate-calls"
import type { Connections } from "./telemetry/metrics"

type EmbeddedGate = { fetch(request: Request): Response | Promise<Response> }

export type Runtime = AppContext & {
  /** The GATE inside this process, or null when a GATE elsewhere is configured. */
  embeddedGate: EmbeddedGate | null
  vitals: Vitals
  readiness: ReadinessProbe
  /** Connections to a PostgreSQL server; null with the embedded database. */
  connections(): Connections | null
  maintain: { checkpoint(): Promise<void>; vacuum(): Promise<void> }
  close(): Promise<void>
}

async function buildGate(
  env: Environment,
  open: OpenDatabase,
  log: Logger,
  onChange: (state: GateState) => void,
): Promise<{ gate: GateClient; embeddedGate: EmbeddedGate | null; close: () => Promise<void> }> {
  const health = new GateHealth((change) => {
    logGateChange(log, change)
    onChange(change.to)
  })
  const logCall = (entry: GateLogEntry) => {
    health.note(entry)
    gateCalls.publish(entry)
    log.debug(entry, "GATE call")
  }
  if (env.gate) {
    const wire = httpWire({ baseUrl: env.gate.baseUrl })
    const gate = createGateClient({ wire, token: env.gate.token, log: logCall })
    return { gate, embeddedGate: null, close: () => wire.close() }
  }
  const token = env.embeddedGateToken
  const embeddedGate = createGateApp({
    db: open.db,
    token,
    onError: (error) => log.error({ err: error }, "the embedded GATE failed"),
  })
  const gate = createGateClient({
    wire: inProcessWire((request) => embeddedGate.fetch(request)),
    token,
    log: logCall,
  })
  return { gate, embeddedGate, close: async () => {} }
}

function buildMail(env: Environment, open: OpenDatabase): MailTransport {
  if (env.smtp) return smtpTransport(env.smtp)
  return mailboxTransport({
    save: (message) => insertMailboxMessage(open.db, message),
    clock: () => new Date(),
  })
}

function buildWallet({ wallet: { apple, google } }: Environment, clock: () => Date): WalletIssuers {
  return {
    apple: apple && { issuer: apple, push: applePush(apple) },
    google: google && { issuer: google, wallet: googleWallet(google, clock) },
  }
}

function connectionsOf(open: OpenDatabase): Connections | null {
  if (open.driver !== "postgres") return null
  const { totalCount, idleCount, waitingCount } = open.pool
  return { total: totalCount, idle: idleCount, waiting: waitingCount }
}

async function build(env: Environment): Promise<Runtime> {
  const log = createLog(env.logLevel).child({ instance: env.instance })
  const open = await openDatabase({
    ...(env.databaseUrl ? { url: env.databaseUrl } : { dataDir: env.dataDir }),
    phase: env.phase,
    onConnectionLost: (reason) => log.warn({ reason }, "a database connection was lost; it is replaced"),
    onWaiting: (address) => log.warn({ address }, "the database does not answer yet; waiting for it"),
  })
  const schema = await migrateDatabase(open)
  await requireCapacityCheck(open.db)
  const startedAt = new Date()
  const vitals: Vitals = {
    startedAt,
    schema,
    hasRoom: open.hasRoom,
    gate: { state: "up", since: startedAt },
    roundEndedAt: null,
  }
  // Read by server/admission.mjs, which shares no module with what is bundled. PGlite has no queue but the event loop.
  Reflect.set(globalThis, Symbol.for("gatehouse.database-queue"), () => connectionsOf(open)?.waiting ?? 0)
  if (open.driver === "pglite") await endAllLeases(open.db)
  const { gate, embeddedGate, close } = await buildGate(env, open, log, (state) => {
    vitals.gate = { state, since: new Date() }
  })
  const mail = buildMail(env, open)
  const clock = () => new Date()
  const wallet = buildWallet(env, clock)
  if (env.hasDemoEvents) await seedDemoEvents({ db: open.db, clock, newId: randomUUID })
  if (env.hasDemoOrganizer) await seedDemoOrganizer({ gate, log })
  return {
    db: open.db,
    gate,
    embeddedGate,
    mail,
    log,
    clock,
    newId: randomUUID,
    random: Math.random,
    sleep: (ms) => setTimeout(ms),
    keys: keysOf(env),
    limits: env.limits,
    owner: `${process.pid}-${randomUUID()}`,
    settleMs: env.settleMs,
    handoverMs: env.handoverMs,
    gateTextLength: env.gateTextLength,
    syncCallsPerMinute: env.syncCallsPerMinute,
    messagesPerMinute: env.messagesPerMinute,
    siteUrl: env.siteUrl,
    wallet,
    organizers: env.organizers,
    vitals,
    readiness: new ReadinessProbe(open.db, vitals, clock),
    connections: () => connectionsOf(open),
    maintain: { checkpoint: () => checkpoint(open), vacuum: () => vacuumAnalyze(open) },
    close: async () => {
      wallet.apple?.push.close()
      await Promise.all([mail.close(), close(), wallet.google?.wallet.close()])
      await open.close()
    },
  }
}

// Next evaluates a module once for pages and once for routes; the database may be opened only once (architecture §2).
const slot: { [key: symbol]: Promise<Runtime> | undefined } = globalThis as never
const key = Symbol.for("gatehouse.runtime")

/** Everything with a connection or a key behind it, built on first use and once per process. */
export function runtime(): Promise<Runtime> {
  slot[key] ??= build(environment()).catch((error: unknown) => {
    slot[key] = undefined
    throw error
  })
  return slot[key]
}
