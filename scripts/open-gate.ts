import type { OpenDatabase } from "../lib/db/open"
import type { Environment } from "../lib/env"
import { createGateClient } from "../lib/gate/client"
import { httpWire } from "../lib/gate/http-wire"
import { inProcessWire } from "../lib/gate/in-process-wire"
import { createGateApp } from "../lib/gate-local/app"

/** The GATE the site talks to: elsewhere, or the embedded one in the same database. */
export function openGate(env: Environment, open: OpenDatabase) {
  if (env.gate) {
    const wire = httpWire({ baseUrl: env.gate.baseUrl })
    return { gate: createGateClient({ wire, token: env.gate.token }), close: () => wire.close() }
  }
  const token = env.embeddedGateToken
  const app = createGateApp({ db: open.db, token })
  const wire = inProcessWire((request) => app.fetch(request))
  return { gate: createGateClient({ wire, token }), close: async () => {} }
}
