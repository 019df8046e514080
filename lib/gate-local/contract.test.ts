import { testDatabase } from "@/lib/db/test-database"
import { createGateClient } from "@/lib/gate/client"
import { describeGateContract } from "@/lib/gate/contract-suite"
import { httpWire } from "@/lib/gate/http-wire"
import { inProcessWire } from "@/lib/gate/in-process-wire"
import type { GateUnderTest } from "@/lib/gate/suite/subject"
import type { Wire } from "@/lib/gate/wire"
import { gateBasePath } from "./app"
import { dialectNames } from "./dialect"
import { listen } from "./listen"
import { fullToken, testGate } from "./test-gate"

const database = testDatabase({ isEmptied: false })

type Served = { wire: Wire; close?: () => Promise<void> }
type Gate = ReturnType<typeof testGate>

async function underTest(
  dialect: GateUnderTest["dialect"],
  serve: (gate: Gate["gate"]) => Promise<Served>,
): Promise<GateUnderTest> {
  const { gate, seed } = testGate(database.db, { dialect })
  const { wire, close } = await serve(gate)
  const clientWith = (token: string) => createGateClient({ wire, token })
  return {
    client: clientWith(fullToken),
    clientWith,
    dialect,
    async seed(state) {
      const { status, body } = await seed(state)
      if (status !== 204) throw new Error(`The state was refused: ${JSON.stringify(body)}`)
    },
    ...(close ? { close } : {}),
  }
}

async function overHttp(gate: Gate["gate"]): Promise<Served> {
  const server = await listen(gate, 0)
  const wire = httpWire({ baseUrl: server.origin + gateBasePath })
  const close = async () => {
    await wire.close()
    await server.close()
  }
  return { wire, close }
}

for (const dialect of dialectNames) {
  describeGateContract(`embedded, in process, ${dialect}`, () =>
    underTest(dialect, async ({ fetch }) => ({ wire: inProcessWire(fetch) })),
  )
  describeGateContract(`embedded, over HTTP, ${dialect}`, () => underTest(dialect, overHttp))
}
