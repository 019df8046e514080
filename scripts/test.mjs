import { spawn } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { ensureBrowser } from "./ensure-browser.mjs"
import { NEXT, ROOT } from "./run-program.mjs"
import {
  addCounts,
  closingLine,
  countFlaky,
  countOne,
  countPlaywright,
  countVitest,
  slowestLines,
  timePlaywright,
  timeVitest,
} from "./test-counts.mjs"

/**
 * `npm test`: every check there is; `unit`, `postgres` or `browser` as an argument: that part. Prints a line a step, the
 * whole output of a step that fails, and at the end the slowest tests and what was counted.
 *
 * @typedef {import("./test-counts.mjs").Counts} Counts
 * @typedef {import("./test-counts.mjs").Timing} Timing
 * @typedef {{ succeeded: boolean, output: string, isNoted?: boolean }} Outcome `isNoted`: somebody should read the output
 *   though nothing failed
 */

// A step that hangs must not take the 90 minutes CI has.
const STEP_LIMIT_MS = 40 * 60_000
const NOTICE = /^PostgreSQL tests skipped:.*$/m

/** @type {Timing[]} */
const timings = []

const scratch = mkdtempSync(path.join(tmpdir(), "gatehouse-test-"))
const bin = path.join(ROOT, "node_modules/.bin")

/**
 * @param {string[]} command
 * @param {Record<string, string>} [env]
 * @returns {Promise<Outcome>}
 */
function run([program = "", ...args], env = {}) {
  const child = spawn(program, args, {
    cwd: ROOT,
    env: { ...process.env, NO_COLOR: "1", ...env },
    stdio: ["ignore", "pipe", "pipe"],
    timeout: STEP_LIMIT_MS,
  })
  let output = ""
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text) => {
      output += text
    })
  }
  return new Promise((resolve, reject) => {
    child.once("error", reject)
    child.once("close", (code) => resolve({ succeeded: code === 0, output }))
  })
}

/**
 * Runs the work and prints how it went.
 *
 * @param {string} name
 * @param {() => Promise<Outcome & { counts: Counts }>} work
 * @returns {Promise<Counts>}
 */
async function step(name, work) {
  const start = performance.now()
  const { succeeded, output, counts, isNoted } = await work()
  const seconds = ((performance.now() - start) / 1000).toFixed(1)
  if (!succeeded || isNoted) console.log(output.trimEnd())
  console.log(`${succeeded ? "ok    " : "FAILED"} ${name}: ${closingLine(counts)} (${seconds} s)`)
  const notice = succeeded ? output.match(NOTICE)?.[0] : undefined
  if (notice) console.log(notice)
  return counts
}

/**
 * @param {string} name
 * @param {() => Promise<Outcome>} work
 */
function check(name, work) {
  return step(name, async () => {
    const outcome = await work()
    return { ...outcome, counts: countOne(outcome.succeeded) }
  })
}

/** @param {string} project a name, or the beginning of some and an asterisk */
function vitest(project) {
  return step(`tests on ${project.replace("*", "")}`, async () => {
    const file = path.join(scratch, `vitest-${project.replace("*", "")}.json`)
    const reporters = ["--reporter=dot", "--reporter=json", `--outputFile.json=${file}`]
    const outcome = await run([path.join(bin, "vitest"), "run", "--project", project, ...reporters])
    const report = readReport(file)
    timings.push(...timeVitest(report))
    return { ...outcome, counts: countVitest(report, outcome.succeeded) }
  })
}

function browserTests() {
  return step("browser tests", async () => {
    const file = path.join(scratch, "playwright.json")
    const outcome = await runPlaywright(file)
    const report = readReport(file)
    timings.push(...timePlaywright(report))
    const isNoted = countFlaky(report) > 0
    return { ...outcome, isNoted, counts: countPlaywright(report, outcome.succeeded) }
  })
}

/**
 * @param {string} file
 * @returns {Promise<Outcome>}
 */
async function runPlaywright(file) {
  try {
    const env = { CHROMIUM_PATH: ensureBrowser(), PLAYWRIGHT_JSON_OUTPUT_FILE: file }
    return await run([path.join(bin, "playwright"), "test", "--reporter=dot,json"], env)
  } catch (error) {
    return { succeeded: false, output: error instanceof Error ? error.message : String(error) }
  }
}

/** @param {string} file */
function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"))
  } catch {
    return null
  }
}

/** Forty people, a failing GATE and three kills, within a minute. `npm run chaos` has the long form. */
function shortChaos() {
  const size = ["--registrations", "40", "--capacity", "30", "--seconds", "30", "--seed", "20261127"]
  const kills = ["--kills", "3", "--kill-every", "4", "--heal"]
  return run([process.execPath, "--import", "tsx", "scripts/chaos/chaos.ts", ...size, ...kills])
}

async function checkTypes() {
  const generated = await run([process.execPath, NEXT, "typegen"])
  return generated.succeeded ? run([path.join(bin, "tsc"), "--noEmit"]) : generated
}

async function checkSources() {
  const biome = [path.join(bin, "biome"), "ci", "--colors=off", "--max-diagnostics=none", "."]
  return [
    await check("format and lint", () => run(biome)),
    await check("types", checkTypes),
    await check("architecture", () => run([process.execPath, "scripts/check-architecture.mjs"])),
    await check("unused code", () => run([path.join(bin, "knip"), "--no-progress"])),
  ]
}

async function checkBuild() {
  const built = await check("production build", () =>
    run([process.execPath, "scripts/build.mjs"], { DATA_DIR: path.join(scratch, "data") }),
  )
  return built.failed > 0 ? [built] : [built, await check("chaos", shortChaos), await browserTests()]
}

/** @type {Record<string, () => Promise<Counts[]>>} */
const parts = {
  sources: checkSources,
  unit: async () => [await vitest("unit*")],
  postgres: async () => [await vitest("postgres")],
  browser: checkBuild,
}

const [part] = process.argv.slice(2)
const chosen = part === undefined ? Object.values(parts) : [parts[part]]
/** @type {Counts[]} */
const results = []
for (const runPart of chosen) {
  if (!runPart) throw new Error(`There is no part ${part}. There are ${Object.keys(parts).join(", ")}.`)
  results.push(...(await runPart()))
}
rmSync(scratch, { recursive: true, force: true })

if (timings.length > 0) console.log(`The slowest tests:\n${slowestLines(timings).join("\n")}`)
const total = addCounts(results)
console.log(closingLine(total))
process.exitCode = total.failed > 0 ? 1 : 0
