import path from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { parseArgs } from "node:util"
import pg from "pg"
import type { EventDescription } from "@/lib/domain/event"
import type { Site } from "../../e2e/servers/site"
import { isBuildFresh } from "../build.mjs"
import { Cleanup } from "../crowd/cleanup"
import { Fleet } from "../crowd/fleet"
import { embeddedStorage, openServer, publishEvent, type Storage, serverStorage } from "../crowd/storage"
import { CodeInbox } from "./code-inbox"
import { readProfile } from "./profile"
import { doNothing, findShortestAction, register, type Venue } from "./registrant"
import { cpuOf, cpuOfFamily, memoryOf, parentOf } from "./server-cost"

const probe = path.join(import.meta.dirname, "probe.mjs")

/** Before anything is measured: what is compiled and cached once is no cost of a registration. */
const warmUps = 30

const choice = (values: string[]) => values.map((value) => ({ value, label: value }))

/** Four questions, as a small conference asks them. */
const event: Partial<EventDescription> = {
  capacity: 100_000,
  organization: { name: "northside", id: "1" },
  questions: [
    { key: "company", label: "Company", type: "short_text", field: "company", stage: "registration" },
    { key: "job", label: "Job", type: "short_text", field: "title", stage: "registration" },
    { key: "city", label: "City", type: "short_text", field: "city", stage: "registration" },
    {
      ...{ key: "diet", label: "Diet", type: "single_choice", field: "custom_field_1" },
      ...{ required: true, stage: "registration" },
      options: choice(["everything", "vegetarian", "vegan"]),
    },
  ],
}

type Options = {
  postgres: string | null
  count: number
  connections: number[]
  profile: string | null
  statements: boolean
}

/** `--postgres` may stand alone, which parseArgs does not know. */
function readOptions(args: string[]): Options {
  const whole = args.map((arg, index) =>
    arg === "--postgres" && (args[index + 1] ?? "--").startsWith("--") ? "--postgres=" : arg,
  )
  const { values } = parseArgs({
    args: whole,
    options: {
      postgres: { type: "string" },
      count: { type: "string", default: "100" },
      connections: { type: "string", default: "1,8" },
      profile: { type: "string" },
      statements: { type: "boolean", default: false },
    },
  })
  return {
    postgres: values.postgres ?? null,
    count: Number(values.count),
    connections: values.connections.split(",").map(Number),
    profile: values.profile ? path.resolve(values.profile) : null,
    statements: values.statements,
  }
}

/** What can be learned of the database from outside. */
type Meter = {
  /** Milliseconds of CPU of the database's own processes. */
  cpu(): number
  /** The next transaction's number, which only transactions that write use up; null where nobody else may ask. */
  transactions(): Promise<number | null>
}

const embeddedMeter: Meter = { cpu: () => 0, transactions: async () => null }

async function serverMeter(server: string, cleanup: Cleanup): Promise<Meter> {
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  cleanup.add(() => client.end())
  const { rows } = await client.query("select pg_backend_pid() as pid")
  const postmaster = parentOf(rows[0].pid)
  return {
    cpu: () => cpuOfFamily(postmaster),
    transactions: async () => {
      const next = await client.query("select pg_snapshot_xmax(pg_current_snapshot())::text as number")
      return Number(next.rows[0].number)
    },
  }
}

/** Where the site keeps its data: on a server that writes every commit to disk, or in a folder. */
async function openStorage(
  postgres: string | null,
  cleanup: Cleanup,
): Promise<{ storage: Storage; meter: Meter }> {
  if (postgres === null) return { storage: await embeddedStorage(cleanup), meter: embeddedMeter }
  const server = await openServer(postgres, cleanup, { fsync: "on" })
  return { storage: await serverStorage(server, cleanup), meter: await serverMeter(server, cleanup) }
}

/** Begins or ends a measurement inside the site; returns what it printed. */
async function signalProbe(site: Site, printed: RegExp): Promise<string> {
  const before = site.output.length
  process.kill(site.pid, "SIGUSR2")
  for (;;) {
    const [, words = ""] = printed.exec(site.output.slice(before)) ?? []
    if (printed.test(site.output.slice(before))) return words
    await sleep(10)
  }
}

type Cost = {
  count: number
  seconds: number
  latencies: number[]
  siteMs: number
  databaseMs: number
  statements: [text: string, count: number][]
  transactions: number | null
  memory: number
  left: number
}

/** Does `count` times what `work` does, so many at once, and weighs it until `settled`. */
async function weigh(
  site: Site,
  meter: Meter,
  { count, connections }: { count: number; connections: number },
  work: (turn: number) => Promise<boolean>,
  settled: () => Promise<void> = async () => {},
): Promise<Cost> {
  const latencies: number[] = []
  let turn = 0
  let left = 0
  await signalProbe(site, /(measuring)\n/)
  const from = { site: cpuOf(site.pid), database: meter.cpu(), number: await meter.transactions() }
  const begun = performance.now()
  const client = async () => {
    while (turn < count) {
      turn += 1
      const start = performance.now()
      if (!(await work(turn))) left += 1
      latencies.push(performance.now() - start)
    }
  }
  await Promise.all(Array.from({ length: connections }, client))
  const seconds = (performance.now() - begun) / 1_000
  await settled()
  const number = await meter.transactions()
  const statements = JSON.parse(await signalProbe(site, /measured (.*)\n/))
  return {
    ...{ count, seconds, latencies: latencies.sort((a, b) => a - b), statements, left },
    siteMs: cpuOf(site.pid) - from.site,
    databaseMs: meter.cpu() - from.database,
    transactions: number === null || from.number === null ? null : number - from.number,
    memory: memoryOf(site.pid),
  }
}

const columns = [
  "",
  "C",
  "per s",
  "p50 ms",
  "p95 ms",
  "CPU ms",
  "site",
  "database",
  "SQL",
  "commits",
  "MB",
  "left",
]

const row = (cells: string[]) => `| ${cells.join(" | ")} |`

function describe(name: string, connections: number, cost: Cost): string {
  const { count, seconds, latencies, siteMs, databaseMs, statements, transactions, memory, left } = cost
  const quantile = (share: number) => latencies[Math.floor(latencies.length * share)] ?? 0
  const each = (total: number, digits = 0) => (total / count).toFixed(digits)
  return row([
    ...[name, String(connections), (count / seconds).toFixed(2)],
    ...[quantile(0.5).toFixed(0), quantile(0.95).toFixed(0)],
    ...[each(siteMs + databaseMs), each(siteMs), each(databaseMs)],
    each(
      statements.reduce((sum, [, times]) => sum + times, 0),
      1,
    ),
    ...[transactions === null ? "" : each(transactions, 1), memory.toFixed(0), String(left)],
  ])
}

function printStatements({ statements, count }: Cost): void {
  console.log("\nStatements of one registration:")
  for (const [text, times] of statements.sort(([, a], [, b]) => b - a))
    console.log(`${(times / count).toFixed(2).padStart(6)}  ${text.replace(/\s+/g, " ").slice(0, 220)}`)
}

function printProfile(file: string, count: number): void {
  const { functions, packages } = readProfile(file)
  for (const [title, all, most] of [
    ["packages", packages, 25],
    ["functions", functions, 40],
  ] as const) {
    console.log(`\nCPU ms of one registration by ${title}:`)
    for (const [name, ms] of all.slice(0, most))
      console.log(`${(ms / count).toFixed(2).padStart(7)}  ${name}`)
  }
}

async function startVenue(cleanup: Cleanup, storage: Storage, profile: string | null): Promise<Venue> {
  const page = await publishEvent(storage, event)
  const inbox = await CodeInbox.start()
  cleanup.add(() => inbox.stop())
  const fleet = await Fleet.start(1, {
    ...storage.configuration,
    ...{ SMTP_URL: inbox.url, MAIL_FROM: "Gatehouse <tickets@gatehouse.example>" },
    ...{ AUTH_SECRET: "the benchmark's own secret of thirty-two characters", LOG_LEVEL: "warn" },
    // The benchmark is the proxy that says where its people come from.
    TRUSTED_PROXY_HOPS: "1",
    NODE_OPTIONS: `--import ${probe}`,
    ...(profile ? { BENCH_PROFILE: profile } : {}),
  })
  cleanup.add(() => fleet.remove())
  return { fleet, inbox, event: page }
}

async function measure(options: Options, cleanup: Cleanup): Promise<void> {
  const { postgres, count, profile } = options
  const { storage, meter } = await openStorage(postgres, cleanup)
  const venue = await startVenue(cleanup, storage, profile)
  const [site] = venue.fleet.sites
  if (!site) throw new Error("The site did not start.")
  const action = await findShortestAction(venue)
  let people = 0
  let tickets = 1
  const registerOne = () => {
    people += 1
    return register(venue, people)
  }
  for (let turn = 0; turn < warmUps; turn++) {
    await registerOne()
    await doNothing(venue, action)
  }
  tickets += warmUps
  console.log(row(columns))
  console.log(row(columns.map((_, index) => (index === 0 ? "---" : "---:"))))
  for (const connections of options.connections) {
    const load = { count, connections }
    const floor = await weigh(site, meter, load, async () => {
      await doNothing(venue, action)
      return true
    })
    console.log(describe("floor", connections, floor))
    tickets += count
    const cost = await weigh(site, meter, load, registerOne, () => venue.inbox.waitForTickets(tickets))
    console.log(describe("registration", connections, cost))
    console.log(`Share of the floor's rate: ${(floor.seconds / cost.seconds).toFixed(2)}`)
    if (options.statements) printStatements(cost)
    if (profile) printProfile(profile, count)
  }
}

/**
 * `npm run bench:register -- [--postgres [URL]] [--count 100] [--connections 1,8] [--statements] [--profile FILE]`: what one
 * registration by the no-JavaScript forms of the built site costs, mails and embedded GATE included, beside as many
 * requests that do nothing.
 */
async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2))
  if (!isBuildFresh()) throw new Error("Build the site first: npm run build")
  const cleanup = new Cleanup()
  process.once("SIGINT", () => void cleanup.run().finally(() => process.exit(130)))
  try {
    await measure(options, cleanup)
  } finally {
    await cleanup.run()
  }
}

await main()
