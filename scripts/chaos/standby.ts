import { type ChildProcess, spawn, spawnSync } from "node:child_process"
import { randomBytes } from "node:crypto"
import { once } from "node:events"
import { chownSync, mkdirSync, mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import pg from "pg"
import { openDatabase } from "@/lib/db/open"
import type { Cleanup } from "../crowd/cleanup"
import type { Storage } from "../crowd/storage"
import {
  findFreePort,
  findPostgresPrograms,
  initialise,
  serverArguments,
  waitUntilReady,
} from "../ensure-postgres.mjs"
import { startTcpProxy } from "./tcp-proxy"

const waitMs = 30_000

type Programs = NonNullable<ReturnType<typeof findPostgresPrograms>>

/** A server whose commits are acknowledged once a standby has them, and the standby, behind one address. */
export type ReplicatedStorage = Storage & {
  /** Kills the first server as a power cut would, promotes the standby and leads everybody there. */
  failOver(): Promise<void>
}

class Cluster {
  private server: ChildProcess | undefined

  constructor(
    private readonly programs: Programs,
    readonly folder: string,
    readonly port: number,
    private readonly password: string,
  ) {}

  get url(): string {
    return `postgresql://postgres:${this.password}@127.0.0.1:${this.port}/postgres`
  }

  async start(): Promise<void> {
    const { bin, owner } = this.programs
    const args = serverArguments(this.folder, this.port, { wal_keep_size: "256MB" })
    const server = spawn(path.join(bin, "postgres"), args, { ...owner, cwd: this.folder, stdio: "ignore" })
    this.server = server
    process.once("exit", () => server.kill("SIGQUIT"))
    await waitUntilReady(this.url, server)
  }

  /** SIGQUIT ends the server and all its children at once, without a checkpoint. */
  async kill(): Promise<void> {
    const { server } = this
    if (!server || server.exitCode !== null || server.signalCode !== null) return
    const ended = once(server, "exit")
    server.kill("SIGQUIT")
    await ended
  }

  async query<Row extends pg.QueryResultRow>(statement: string): Promise<Row[]> {
    const client = new pg.Client({ connectionString: this.url })
    await client.connect()
    try {
      return (await client.query<Row>(statement)).rows
    } finally {
      await client.end()
    }
  }

  /** Waits until a query answers with a row. */
  async until(statement: string): Promise<void> {
    const deadline = performance.now() + waitMs
    while ((await this.query(statement)).length === 0) {
      if (performance.now() > deadline) throw new Error(`Never true: ${statement}`)
      await sleep(100)
    }
  }
}

function newFolder({ owner }: Programs, cleanup: Cleanup): string {
  const folder = mkdtempSync(path.join(tmpdir(), "gatehouse-standby-"))
  if (owner) chownSync(folder, owner.uid, owner.gid)
  cleanup.add(async () => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Copies a running cluster into `<folder>/cluster`, set up to follow it. */
function copyCluster({ bin, owner }: Programs, from: Cluster, folder: string): void {
  const target = path.join(folder, "cluster")
  mkdirSync(target, { mode: 0o700 })
  if (owner) chownSync(target, owner.uid, owner.gid)
  const args = ["-D", target, "-d", from.url, "-R", "-X", "stream", "-c", "fast", "--no-sync"]
  const made = spawnSync(path.join(bin, "pg_basebackup"), args, { ...owner, cwd: folder, encoding: "utf8" })
  if (made.status !== 0) throw made.error ?? new Error(`pg_basebackup failed: ${made.stderr.trim()}`)
}

/** Starts two clusters of this machine's PostgreSQL. @throws Error where there is none */
export async function startReplicatedStorage(cleanup: Cleanup): Promise<ReplicatedStorage> {
  const programs = findPostgresPrograms()
  if (!programs) throw new Error("There is no PostgreSQL on this machine.")
  const password = randomBytes(16).toString("hex")
  const primary = new Cluster(programs, newFolder(programs, cleanup), await findFreePort(), password)
  initialise(programs.bin, primary.folder, password, programs.owner)
  cleanup.add(() => primary.kill())
  await primary.start()
  const standby = new Cluster(programs, newFolder(programs, cleanup), await findFreePort(), password)
  copyCluster(programs, primary, standby.folder)
  cleanup.add(() => standby.kill())
  await standby.start()
  await primary.query("alter system set synchronous_standby_names = '*'")
  await primary.query("select pg_reload_conf()")
  await primary.until("select from pg_stat_replication where sync_state = 'sync'")
  const proxy = await startTcpProxy(primary.port)
  cleanup.add(() => proxy.stop())
  const url = new URL(primary.url)
  url.port = String(proxy.port)
  return {
    configuration: { DATABASE_URL: url.href },
    open: () => openDatabase({ url: url.href, onConnectionLost: () => {} }),
    async failOver() {
      await primary.kill()
      await standby.query("select pg_promote(true)")
      proxy.leadTo(standby.port)
    },
  }
}
