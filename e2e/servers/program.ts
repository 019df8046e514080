import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import net from "node:net"
import { ROOT } from "../../scripts/run-program.mjs"

const startLimitMs = 120_000

/** Where a program runs and as whom; in this repository, as this user and by this Node when left out. */
export type Place = { command?: string; cwd?: string; uid?: number; gid?: number }

/** A program of this repository in a process of its own, with nothing of our environment but what is given. */
export class Program {
  /** Everything it printed, standard error included. */
  output = ""
  /** What it printed on standard error alone. */
  complaints = ""
  private readonly ended: Promise<number | null>

  private constructor(private readonly child: ChildProcess) {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding("utf8").on("data", (text: string) => {
        this.output += text
        if (stream === child.stderr) this.complaints += text
        child.emit("printed")
      })
    }
    const abandon = () => child.kill("SIGKILL")
    process.once("exit", abandon)
    this.ended = once(child, "close").then(([code]) => {
      process.off("exit", abandon)
      child.emit("printed")
      return code
    })
  }

  static start(args: string[], env: Record<string, string>, place: Place = {}): Program {
    const { command = process.execPath, ...where } = place
    return new Program(
      spawn(command, args, {
        cwd: ROOT,
        ...where,
        env: { NODE_ENV: "production", ...env },
        stdio: ["ignore", "pipe", "pipe"],
      }),
    )
  }

  get pid(): number {
    if (this.child.pid === undefined) throw new Error("The program did not start.")
    return this.child.pid
  }

  /** What its output first matches; rejects with the output when it ends before, or is not ready after two minutes. */
  async printed(pattern: RegExp): Promise<RegExpExecArray> {
    const signal = AbortSignal.timeout(startLimitMs)
    for (;;) {
      const match = pattern.exec(this.output)
      if (match) return match
      if (this.child.exitCode !== null || this.child.signalCode !== null || signal.aborted) {
        throw new Error(`${pattern} was never printed:\n${this.output}`)
      }
      await once(this.child, "printed", { signal }).catch(() => undefined)
    }
  }

  /** Its exit code, once it has ended by itself. */
  exitCode(): Promise<number | null> {
    return this.ended
  }

  /** Ends it and waits until it is gone; SIGKILL is the power cut. */
  async end(signal: "SIGTERM" | "SIGKILL"): Promise<void> {
    this.child.kill(signal)
    await this.ended
  }
}

/** A port nobody listens on now. */
export async function freePort(): Promise<number> {
  const probe = net.createServer().listen(0, "127.0.0.1")
  await once(probe, "listening")
  const address = probe.address()
  probe.close()
  await once(probe, "close")
  if (typeof address !== "object" || address === null) throw new Error("There is no free port.")
  return address.port
}
