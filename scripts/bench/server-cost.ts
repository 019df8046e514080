import { readdirSync, readFileSync } from "node:fs"

/** Ticks of the kernel's clock in a second, the same on every Linux we measure on. */
const ticksPerSecond = 100

type Times = { parent: number; own: number; ended: number }

/** Milliseconds of CPU of a process with all its threads, and of its children that have ended; null once it is gone. */
function timesOf(pid: number): Times | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8")
    // The name in brackets may hold blanks.
    const fields = stat
      .slice(stat.lastIndexOf(")") + 2)
      .split(" ")
      .map(Number)
    const ms = (...indexes: number[]) =>
      indexes.reduce((sum, index) => sum + (fields[index] ?? 0), 0) * (1_000 / ticksPerSecond)
    return { parent: fields[1] ?? 0, own: ms(11, 12), ended: ms(13, 14) }
  } catch {
    return null
  }
}

/** Milliseconds of CPU this process has used. */
export function cpuOf(pid: number): number {
  return timesOf(pid)?.own ?? 0
}

/** Milliseconds of CPU of a process and of all children it has or had. */
export function cpuOfFamily(pid: number): number {
  const root = timesOf(pid)
  if (!root) return 0
  let sum = root.own + root.ended
  for (const name of readdirSync("/proc")) {
    const times = /^\d+$/.test(name) ? timesOf(Number(name)) : null
    if (times?.parent === pid) sum += times.own
  }
  return sum
}

/** The process that started this one. */
export function parentOf(pid: number): number {
  return timesOf(pid)?.parent ?? 0
}

/** Megabytes of memory that are this process's share. */
export function memoryOf(pid: number): number {
  const [, kB = "0"] = /^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8")) ?? []
  return Number(kB) / 1_024
}
