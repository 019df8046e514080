import { availableParallelism, loadavg } from "node:os"
import { artefactProgram } from "../../../e2e/servers/site"
import { isBuildFresh } from "../../build.mjs"
import { Cleanup, withCleanup } from "../../crowd/cleanup"
import { openServer } from "../../crowd/storage"
import { away } from "./away"
import { bursts, thousandBrowsers } from "./burst"
import { memory } from "./memory"
import { type LoadOptions, OptionError, readOptions } from "./options"
import { places } from "./places"
import { registrations } from "./registrations"
import { type Part, Report } from "./report"
import { slow } from "./slow"
import { soak } from "./soak"
import { type Ground, startStage, type Wanted } from "./stage"
import { stop } from "./stop"
import { venue } from "./venue"
import { work } from "./work"

const exitBroken = 1
const exitMisused = 2

type Run = (
  part: Part,
  begin: (wanted?: Wanted) => ReturnType<typeof startStage>,
  options: LoadOptions,
) => Promise<void>

/** By name; the rows of docs/reliability.md they measure stand there. Those of `onServer` need PostgreSQL. */
const scenarios: Record<string, { run: Run; onServer?: boolean }> = {
  registrations: { run: async (part, begin, options) => registrations(part, await begin(), options) },
  burst: { run: async (part, begin) => bursts(part, await begin()) },
  browsers: { run: async (part, begin) => thousandBrowsers(part, await begin()) },
  work: { run: (part) => work(part) },
  slow: { run: async (part, begin) => slow(part, await begin()) },
  stop: { run: async (part, begin) => stop(part, await begin({ isGateApart: true })) },
  soak: { run: async (part, begin, options) => soak(part, await begin({ isGateApart: true }), options) },
  places: {
    onServer: true,
    run: async (part, begin, { people, rounds }) =>
      places(part, await begin({ sites: 2 }), { capacity: 50, people: people || 1_000, rounds }),
  },
  last: {
    onServer: true,
    run: async (part, begin, { people, rounds }) =>
      places(part, await begin({ sites: 2 }), { capacity: 1, people: people || 200, rounds }),
  },
  away: { run: async (part, begin, options) => away(part, await begin({ isGateApart: true }), options) },
  venue: { run: async (part, begin, { people }) => venue(part, await begin(), people || 330) },
  memory: { run: async (part, begin, { seconds }) => memory(part, await begin(), seconds) },
}

function choose({ only, postgres }: LoadOptions): string[] {
  const unknown = only.filter((name) => !scenarios[name])
  const names = Object.keys(scenarios)
  if (unknown.length > 0)
    throw new OptionError(`--only knows ${names.join(", ")}, not ${unknown.join(", ")}.`)
  if (only.length > 0) return only
  return names.filter((name) => postgres !== null || !scenarios[name]?.onServer)
}

async function runAll(
  names: string[],
  ground: Ground,
  options: LoadOptions,
  cleanup: Cleanup,
): Promise<Report> {
  const report = new Report()
  for (const name of names) {
    const own = new Cleanup()
    cleanup.add(() => own.run())
    const part = report.of(name)
    try {
      await scenarios[name]?.run(part, (wanted) => startStage(ground, own, wanted), options)
    } catch (error) {
      part.promise(false, `it could not be measured: ${error instanceof Error ? error.stack : error}`)
    } finally {
      await own.run()
    }
  }
  return report
}

function describeMachine(): string {
  const load = loadavg().map((value) => value.toFixed(1))
  return `${availableParallelism()} cores, load ${load.join(" ")}, Node ${process.version}`
}

/**
 * `npm run bench:load -- [--postgres] [--only burst,stop]`: the built site under more than it can take. Exit code 1 when a
 * promise is broken that does not depend on the machine; times are figures only. docs/measurements.md has every option.
 * Loopback only; Linux, because memory and descriptors are read from /proc.
 */
async function main(args: string[]): Promise<void> {
  const options = readOptions(args)
  const names = choose(options)
  if (options.program === artefactProgram && !isBuildFresh())
    throw new Error("Build the site first: npm run build")
  const before = describeMachine()
  const report = await withCleanup(async (cleanup) => {
    const isOnServer = options.postgres !== null || names.some((name) => scenarios[name]?.onServer)
    // A server that does not wait for its disk would be measured as faster than it is.
    const server = isOnServer ? await openServer(options.postgres ?? "", cleanup, { fsync: "on" }) : null
    return runAll(names, { server, program: options.program }, options, cleanup)
  })
  const { figures, broken } = report
  const machine = { before, after: describeMachine() }
  if (options.json) console.log(JSON.stringify({ machine, figures, broken }))
  else
    console.log(
      [`Before: ${machine.before}. After: ${machine.after}.`, "", report.table(), ...broken].join("\n"),
    )
  if (broken.length > 0) process.exitCode = exitBroken
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof OptionError ? error.message : error)
  process.exitCode = error instanceof OptionError ? exitMisused : exitBroken
})
