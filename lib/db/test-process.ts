import { type ChildProcess, spawn } from "node:child_process"
import { createInterface } from "node:readline"

export type TestProcess = {
  pid: number
  /** The next line it prints; undefined once it has ended. */
  nextLine(): Promise<string | undefined>
  /** Ends it as a power cut would, and waits until it is gone. */
  killHard(): Promise<void>
}

/** Runs a TypeScript program of the tests in a process of its own. */
export function startTestProcess(file: string, ...args: string[]): TestProcess {
  return startProgram(process.execPath, ["--import", "tsx", file, ...args])
}

/** The same in a network of its own, as in another container; needs root. */
export function startIsolatedProcess(file: string, ...args: string[]): TestProcess {
  return startProgram("unshare", ["--net", process.execPath, "--import", "tsx", file, ...args])
}

function startProgram(command: string, args: string[]): TestProcess {
  const child = spawn(command, args, { stdio: ["ignore", "pipe", "inherit"] })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()))
  return {
    pid: pidOf(child),
    nextLine: async () => (await lines.next()).value,
    killHard: () => {
      child.kill("SIGKILL")
      return ended
    },
  }
}

function pidOf(child: ChildProcess): number {
  if (child.pid === undefined) throw new Error("The test process did not start.")
  return child.pid
}
