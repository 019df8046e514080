import diagnostics from "node:diagnostics_channel"
import { writeFileSync } from "node:fs"
import { Session } from "node:inspector/promises"
import process from "node:process"

/**
 * Loaded into a site that is measured (`NODE_OPTIONS=--import`), never shipped: SIGUSR2 begins and ends a measurement,
 * whose statements are printed as one line of JSON. With `BENCH_PROFILE` a CPU profile of it is written to that file.
 */

/** @type {Map<string, number> | null} */
let counted = null

const session = process.env.BENCH_PROFILE ? new Session() : null

diagnostics.subscribe("gatehouse:statement", (text) => {
  counted?.set(String(text), (counted.get(String(text)) ?? 0) + 1)
})

process.on("SIGUSR2", async () => {
  if (counted === null) {
    counted = new Map()
    if (session) {
      session.connect()
      await session.post("Profiler.enable")
      await session.post("Profiler.setSamplingInterval", { interval: 500 })
      await session.post("Profiler.start")
    }
    process.stdout.write("measuring\n")
    return
  }
  const statements = JSON.stringify([...counted])
  counted = null
  if (session) {
    const { profile } = await session.post("Profiler.stop")
    session.disconnect()
    writeFileSync(String(process.env.BENCH_PROFILE), JSON.stringify(profile))
  }
  process.stdout.write(`measured ${statements}\n`)
})
