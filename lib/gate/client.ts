import { GateConfigurationError } from "./errors"
import type { Timeouts } from "./exchange"
import { userExtras } from "./resources/user-extras"
import { userTokens } from "./resources/user-tokens"
import { users } from "./resources/users"
import { realSleep } from "./retry"
import { createTransport, type TransportOptions } from "./transport"

/** Milliseconds for a whole call, body included (reliability G7). */
const defaultTimeouts: Timeouts = { readMs: 5_000, writeMs: 10_000 }

export type GateClientOptions = Pick<TransportOptions, "wire" | "token"> &
  Partial<Omit<TransportOptions, "wire" | "token" | "timeouts">> & { timeouts?: Partial<Timeouts> }

export type GateClient = {
  users: ReturnType<typeof users>
  userExtras: ReturnType<typeof userExtras>
  userTokens: ReturnType<typeof userTokens>
}

/**
 * The typed GATE client. Every method throws GateError; one client shares one limit of calls in flight and one circuit
 * breaker, so make one per process.
 * @throws GateConfigurationError for a token no header can carry
 */
export function createGateClient({ timeouts, ...options }: GateClientOptions): GateClient {
  if (!/^[\x21-\x7e]+$/.test(options.token)) {
    throw new GateConfigurationError("The GATE API token must be visible ASCII without spaces.")
  }
  const transport = createTransport({
    log: () => {},
    sleep: realSleep,
    random: Math.random,
    now: Date.now,
    timeouts: { ...defaultTimeouts, ...timeouts },
    ...options,
  })
  return { users: users(transport), userExtras: userExtras(transport), userTokens: userTokens(transport) }
}
