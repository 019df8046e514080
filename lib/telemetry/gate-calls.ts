import { channel } from "node:diagnostics_channel"
import type { Logger } from "pino"
import type { GateChange } from "@/lib/gate/health"

/** Where every attempt of a call to GATE is told of, as a `GateLogEntry`. */
export const gateCallChannel = "gatehouse:gate-call"

export const gateCalls = channel(gateCallChannel)

/** One line when GATE goes away and one when it is back, whatever number of calls met it. */
export function logGateChange(
  log: Pick<Logger, "info" | "warn" | "error">,
  { from, to, forMs }: GateChange,
): void {
  const entry = { [`${from}ForSeconds`]: Math.round(forMs / 1_000) }
  if (to === "down") log.warn(entry, "GATE is down; what is owed to it waits")
  else if (to === "refusing")
    log.error(entry, "GATE refuses this site: check GATE_API_TOKEN and GATE_BASE_URL")
  else log.info(entry, "GATE is back")
}
