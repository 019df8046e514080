import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import path from "node:path"
import type { Database } from "@/lib/db/database"
import { openDatabase } from "@/lib/db/open"
import { ARTEFACT } from "../../scripts/build.mjs"
import type { Gate } from "./gate"
import type { Inbox } from "./inbox"
import { freePort, Program } from "./program"

/** What `npm run build` makes and `npm start` runs. */
export const artefactProgram = path.join(ARTEFACT, "server/main.mjs")

/** Long enough for GATE to be still, short enough to wait for (reliability G1). */
const settleMs = 1_000

/** What a site is configured with when its GATE and its mail server are elsewhere. */
export function remoteConfiguration(
  gate: Pick<Gate, "baseUrl" | "token">,
  inbox: Pick<Inbox, "url">,
): Record<string, string> {
  return {
    GATE_BASE_URL: gate.baseUrl,
    GATE_API_TOKEN: gate.token,
    GATE_SETTLE_MS: String(settleMs),
    SMTP_URL: inbox.url,
    MAIL_FROM: "Gatehouse <tickets@gatehouse.example>",
    AUTH_SECRET: "canary-secret-of-at-least-thirty-two-characters",
    // The most there is to say, so that the search for secrets and addresses in the log searches everything.
    LOG_LEVEL: "debug",
  }
}

/** The production site in a process and a data directory of its own. */
export class Site {
  private earlierOutput = ""

  private constructor(
    readonly url: string,
    readonly env: Record<string, string>,
    private readonly file: string,
    private program: Program,
  ) {}

  static async start(configuration: Record<string, string> = {}, file = artefactProgram): Promise<Site> {
    const port = String(await freePort())
    const dataDir = configuration.DATA_DIR ?? (await mkdtemp(path.join(tmpdir(), "gatehouse-e2e-")))
    const env = { PORT: port, ...configuration, DATA_DIR: dataDir }
    const site = new Site(`http://localhost:${port}`, env, file, Program.start([file], env))
    await site.ready()
    return site
  }

  private async ready(): Promise<void> {
    await this.program.printed(/^Listening {2}/m)
  }

  /** Everything it printed, over all its starts. */
  get output(): string {
    return this.earlierOutput + this.program.output
  }

  get pid(): number {
    return this.program.pid
  }

  get dataDir(): string {
    return this.env.DATA_DIR ?? ""
  }

  /** Ends the process as a power cut would; the data directory stays. */
  async kill(): Promise<void> {
    await this.program.end("SIGKILL")
  }

  /** Ends the process as a service manager does; returns its exit code. The data directory stays. */
  async stop(): Promise<number | null> {
    await this.program.end("SIGTERM")
    return this.program.exitCode()
  }

  /** Starts again on the same data directory. */
  async startAgain(): Promise<void> {
    this.earlierOutput += this.program.output
    this.program = Program.start([this.file], this.env)
    await this.ready()
  }

  /**
   * Stops, changes what is stored, and starts again: how a test lets time pass, or an organizer decide something there
   * is no page for. The database has one process at a time.
   */
  async change(write: (db: Database) => Promise<void>): Promise<void> {
    await this.kill()
    const open = await openDatabase({ dataDir: this.dataDir })
    try {
      await write(open.db)
    } finally {
      await open.close()
      await this.startAgain()
    }
  }

  /** Ends it and removes its data. */
  async remove(): Promise<void> {
    await this.program.end("SIGKILL")
    await rm(this.dataDir, { recursive: true, force: true })
  }
}
