import { readdir, readFile, writeFile } from "node:fs/promises"

/** What Linux and the site's own metrics tell of a process. Megabytes, seconds and counts. */
export type Vitals = { rssMb: number; peakMb: number; cpuSeconds: number; descriptors: number }

/** Of the V8 heap, and how long the event loop was held up, in milliseconds, since it was asked before. */
export type Inside = { heapMb: number; loopP99Ms: number; loopMaxMs: number }

const ticksPerSecond = 100
const mb = 1024 * 1024

/** Reads `/proc`. */
export async function readVitals(pid: number): Promise<Vitals> {
  const [status, stat, descriptors] = await Promise.all([
    readFile(`/proc/${pid}/status`, "utf8"),
    readFile(`/proc/${pid}/stat`, "utf8"),
    readdir(`/proc/${pid}/fd`),
  ])
  const kB = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+)`, "m").exec(status)?.[1] ?? 0)
  // After the name, which may hold spaces, utime and stime are the 12th and 13th field.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ")
  return {
    rssMb: kB("VmRSS") / 1024,
    peakMb: kB("VmHWM") / 1024,
    cpuSeconds: (Number(fields[11]) + Number(fields[12])) / ticksPerSecond,
    descriptors: descriptors.length,
  }
}

/** The peak of memory is counted from now on. */
export async function forgetPeak(pid: number): Promise<void> {
  await writeFile(`/proc/${pid}/clear_refs`, "5")
}

/** Asks the site's metrics, which forget the event loop's delays with every answer. */
export async function readInside(metricsPort: number): Promise<Inside> {
  const text = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text()
  const value = (name: string) => Number(new RegExp(`^${name} (\\S+)`, "m").exec(text)?.[1] ?? 0)
  return {
    heapMb: value("nodejs_heap_size_used_bytes") / mb,
    loopP99Ms: value("nodejs_eventloop_lag_p99_seconds") * 1_000,
    loopMaxMs: value("nodejs_eventloop_lag_max_seconds") * 1_000,
  }
}
