import { createGateClient, type GateClient } from "@/lib/gate/client"
import { httpWire } from "@/lib/gate/http-wire"
import { Gate } from "../../e2e/servers/gate"
import { remoteConfiguration } from "../../e2e/servers/site"
import type { Cleanup } from "../crowd/cleanup"
import { Fleet } from "../crowd/fleet"
import { Mailbox } from "../crowd/mailbox"
import { embeddedStorage, openServer, publishEvent, type Storage, serverStorage } from "../crowd/storage"
import { startBlindGate } from "./blind-gate"
import { gateFaults } from "./gate-faults"
import type { ChaosOptions } from "./options"

/** When GATE stores what it dropped, and how long a site waits for that, in milliseconds. */
const lateMs = 1_500
const settleMs = 4_000

/** Without a settle time a write is sent again some 10 s later on a busy machine; what is stored after that is there twice. */
export const veryLateMs = 20_000

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

async function openStorage(postgres: string | null, cleanup: Cleanup): Promise<Storage> {
  return postgres === null
    ? embeddedStorage(cleanup)
    : serverStorage(await openServer(postgres, cleanup), cleanup)
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
  const storage = given ?? (await openStorage(postgres, cleanup))
  const event = await publishEvent(storage, { capacity })
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
