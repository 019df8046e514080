import { existsSync } from "node:fs"
import path from "node:path"
import { parseArgs } from "node:util"
import { type OpenDatabase, openDatabase } from "../lib/db/open"
import type { Examination, ExaminationOptions } from "../lib/doctor/examination"
import { examine } from "../lib/doctor/examine"
import { describeViolation } from "../lib/doctor/violation"
import { type Environment, environment } from "../lib/env"
import { createGateClient } from "../lib/gate/client"
import { httpWire } from "../lib/gate/http-wire"
import { inProcessWire } from "../lib/gate/in-process-wire"
import { createGateApp } from "../lib/gate-local/app"

const exitViolated = 1
const exitNotLooked = 2

/** The GATE the site talks to: elsewhere, or the embedded one in the same database. */
function openGate(env: Environment, open: OpenDatabase) {
  if (env.gate) {
    const wire = httpWire({ baseUrl: env.gate.baseUrl })
    return { gate: createGateClient({ wire, token: env.gate.token }), close: () => wire.close() }
  }
  const token = env.embeddedGateToken
  const app = createGateApp({ db: open.db, token })
  const wire = inProcessWire((request) => app.fetch(request))
  return { gate: createGateClient({ wire, token }), close: async () => {} }
}

/** Opens what is there: a doctor neither makes a database nor migrates one. */
function openExisting({ databaseUrl, dataDir }: Environment): Promise<OpenDatabase> {
  if (databaseUrl) return openDatabase({ url: databaseUrl })
  if (!existsSync(path.join(dataDir, "postgres"))) throw new Error(`There is no database in ${dataDir}.`)
  return openDatabase({ dataDir })
}

async function look(options: ExaminationOptions): Promise<Examination> {
  const env = environment()
  const open = await openExisting(env)
  try {
    const { gate, close } = openGate(env, open)
    try {
      return await examine({ db: open.db, gate, clock: () => new Date() }, options)
    } finally {
      await close()
    }
  } finally {
    await open.close()
  }
}

function print({ violations, steps }: Examination, asJson: boolean): void {
  if (asJson) {
    console.log(JSON.stringify({ violations, registrations: steps }))
    return
  }
  for (const violation of violations) console.log(describeViolation(violation))
  const counts = Object.entries(steps).map(([step, count]) => `${count} ${step}`)
  console.log(`Registrations: ${counts.join(", ") || "none"}. Violations: ${violations.length}.`)
}

/**
 * `npm run doctor -- [--json] [--settled] [--alone]`: compares the database with GATE and prints what is not as it must
 * be, a line each with ids only. `--settled`: nothing may be on its way any more. `--alone`: GATE holds nothing but what
 * Gatehouse made. Exit code 0: nothing found; 1: something; 2: it could not look. With PGlite the site must be stopped.
 */
async function main(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      json: { type: "boolean", default: false },
      settled: { type: "boolean", default: false },
      alone: { type: "boolean", default: false },
    },
  })
  const examination = await look({ isSettled: values.settled, isAlone: values.alone })
  print(examination, values.json)
  if (examination.violations.length > 0) process.exitCode = exitViolated
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = exitNotLooked
})
