import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { isBuildFresh } from "../build.mjs"
import { withCleanup } from "../crowd/cleanup"
import { History } from "../crowd/history"
import type { Verdict } from "../crowd/verdict"
import { type ChaosOptions, OptionError, readOptions } from "./options"
import { runChaos } from "./run"
import { startReplicatedStorage } from "./standby"
import { startSurroundings } from "./surroundings"

const exitViolated = 1
const exitMisused = 2

function describe(options: ChaosOptions): string {
  const { registrations, capacity, seed, instances, postgres, dialect, control, lenient } = options
  const where = postgres === null ? "PGlite" : `PostgreSQL, ${instances} instances`
  const against = control === "none" ? "" : `, control ${control}`
  const gate = `GATE ${dialect}${lenient ? ", second records stored" : ""}`
  return `Chaos: ${registrations} people for ${capacity} places on ${where}, ${gate}${against}, seed ${seed}`
}

function print({ rows, violations }: Verdict): void {
  const width = Math.max(...rows.map(([name]) => name.length))
  for (const [name, value] of rows) console.log(`${name.padEnd(width)}  ${value}`)
  for (const violation of violations) console.log(violation)
}

/** The history stays where it was asked for, or where something went wrong. */
async function withHistory(
  file: string | null,
  work: (history: History) => Promise<Verdict>,
): Promise<Verdict> {
  const folder = file === null ? mkdtempSync(path.join(tmpdir(), "gatehouse-history-")) : null
  const history = new History(file ?? path.join(folder ?? "", "history.jsonl"))
  const verdict = await work(history).finally(() => history.close())
  if (folder && verdict.violations.length === 0) rmSync(folder, { recursive: true, force: true })
  else console.log(`History: ${history.file}`)
  return verdict
}

async function main(args: string[]): Promise<void> {
  const options = readOptions(args)
  if (!isBuildFresh()) throw new Error("Build the site first: npm run build")
  console.log(describe(options))
  const verdict = await withCleanup((cleanup) =>
    withHistory(options.history, async (history) => {
      const replicated = options.standby ? await startReplicatedStorage(cleanup) : null
      const surroundings = await startSurroundings(options, cleanup, replicated)
      return runChaos(options, surroundings, history, replicated)
    }),
  )
  print(verdict)
  if (verdict.violations.length > 0) process.exitCode = exitViolated
}

/**
 * `npm run chaos -- --registrations 300 --capacity 225 --seed 1`: people register by the no-JavaScript forms of the built
 * site while GATE fails on three calls of ten and the site is killed every few seconds; then everything is compared.
 * docs/reliability.md has every option. Loopback only.
 */
main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof OptionError ? error.message : error)
  process.exitCode = error instanceof OptionError ? exitMisused : exitViolated
})
