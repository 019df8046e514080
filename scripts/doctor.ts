import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs"
import path from "node:path"
import { parseArgs } from "node:util"
import { type OpenDatabase, openDatabase } from "../lib/db/open"
import type { Examination, ExaminationOptions } from "../lib/doctor/examination"
import { examine } from "../lib/doctor/examine"
import type { TrailMark } from "../lib/doctor/examine-trails"
import { describeViolation } from "../lib/doctor/violation"
import { type Environment, environment } from "../lib/env"
import { openGate } from "./open-gate"

const exitViolated = 1
const exitNotLooked = 2

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

/** Lines of JSON, `{"subject":"registration …","length":4,"hash":"…"}`; a file that is not there yet has none. */
function readMarks(file: string): Map<string, TrailMark> {
  const lines = existsSync(file) ? readFileSync(file, "utf8").split("\n").filter(Boolean) : []
  return new Map(lines.map((line) => JSON.parse(line)).map(({ subject, ...mark }) => [subject, mark]))
}

function writeMarks(file: string, marks: Map<string, TrailMark>): void {
  const lines = [...marks].map(([subject, mark]) => JSON.stringify({ subject, ...mark }))
  writeFileSync(`${file}.new`, lines.map((line) => `${line}\n`).join(""), { mode: 0o600 })
  renameSync(`${file}.new`, file)
}

/**
 * `npm run doctor -- [--json] [--settled] [--alone] [--marks FILE]`: compares the database with GATE and prints what is not as it must
 * be, a line each with ids only. `--settled`: nothing may be on its way any more. `--alone`: GATE holds nothing but what
 * Gatehouse made. `--marks`: every audit trail must go on from where it ended in that file, which is then brought up to
 * date; kept out of reach of whoever may write to the database, it tells of trails rewritten as a whole. Exit code 0: nothing found; 1: something; 2: it could not look. With PGlite the site must be stopped.
 */
async function main(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      json: { type: "boolean", default: false },
      settled: { type: "boolean", default: false },
      alone: { type: "boolean", default: false },
      marks: { type: "string" },
    },
  })
  const marks = values.marks === undefined ? undefined : readMarks(values.marks)
  const options = { isSettled: values.settled, isAlone: values.alone, ...(marks && { marks }) }
  const examination = await look(options)
  if (values.marks !== undefined && marks) writeMarks(values.marks, marks)
  print(examination, values.json)
  if (examination.violations.length > 0) process.exitCode = exitViolated
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = exitNotLooked
})
