import { setTimeout as sleep } from "node:timers/promises"
import type { EventDescription } from "@/lib/domain/event"
import { Gate } from "../../../e2e/servers/gate"
import { freePort } from "../../../e2e/servers/program"
import type { Site } from "../../../e2e/servers/site"
import { startBlindGate } from "../../chaos/blind-gate"
import type { Cleanup } from "../../crowd/cleanup"
import { Fleet } from "../../crowd/fleet"
import { Mailbox } from "../../crowd/mailbox"
import { embeddedStorage, publishEvent, type Storage, serverStorage } from "../../crowd/storage"

/** Where everything of a run is: a PostgreSQL server or null for PGlite, and the program of the artefact. */
export type Ground = { server: string | null; program: string }

export type Wanted = {
  sites?: number
  /** A GATE in a process of its own, which can be told to fail; else the one inside the site. */
  isGateApart?: boolean
  event?: Partial<EventDescription>
  configuration?: Record<string, string>
}

/** The built site with all it talks to, on loopback. */
export type Stage = {
  fleet: Fleet
  site: Site
  mailbox: Mailbox
  storage: Storage
  gate: Gate | null
  /** The path of the event people register for. */
  event: string
  metricsPort: number
  /** How many calls to a GATE of its own were ever under way at once. */
  callsAtOnce(): number
}

/** A site is left alone for this long before it is measured, in milliseconds. */
const restMs = 2_000

export const organization = { name: "northside", id: "1" }

/** Of every site here. */
export const secret = "the benchmark's own secret of thirty-two characters"

/** Starts everything in folders and databases of its own; `cleanup` ends it again. */
export async function startStage(ground: Ground, cleanup: Cleanup, wanted: Wanted = {}): Promise<Stage> {
  const { sites = 1, isGateApart = false, event: changed = {}, configuration = {} } = wanted
  const storage = ground.server ? await serverStorage(ground.server, cleanup) : await embeddedStorage(cleanup)
  const event = await publishEvent(storage, { organization, capacity: 100_000, ...changed })
  const mailbox = await Mailbox.start()
  cleanup.add(() => mailbox.stop())
  const gate = isGateApart ? await Gate.start() : null
  if (gate) cleanup.add(() => gate.program.end("SIGKILL"))
  // It passes everything on, and counts.
  const counted = gate ? await startBlindGate(gate.origin, "none") : null
  if (counted) cleanup.add(() => counted.stop())
  const metricsPort = await freePort()
  const fleet = await Fleet.start(
    sites,
    {
      ...storage.configuration,
      ...(gate && { GATE_API_TOKEN: gate.token }),
      ...(counted && { GATE_BASE_URL: `${counted.origin}/api/v1` }),
      SMTP_URL: mailbox.url,
      MAIL_FROM: "Gatehouse <tickets@gatehouse.example>",
      AUTH_SECRET: secret,
      GATE_SETTLE_MS: "2000",
      // The run is the proxy that says where its people come from.
      TRUSTED_PROXY_HOPS: "1",
      LOG_LEVEL: "warn",
      // Two sites cannot share a port.
      ...(sites === 1 && { METRICS_PORT: String(metricsPort) }),
      ...configuration,
    },
    ground.program,
  )
  cleanup.add(() => fleet.remove())
  const [site] = fleet.sites
  if (!site) throw new Error("No site was started.")
  await sleep(restMs)
  const callsAtOnce = () => counted?.mostAtOnce() ?? 0
  return { fleet, site, mailbox, storage, gate, event, metricsPort, callsAtOnce }
}
