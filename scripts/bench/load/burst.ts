import { once } from "node:events"
import http from "node:http"
import type { AddressInfo } from "node:net"
import { setTimeout as sleep } from "node:timers/promises"
import { isShed } from "../../crowd/browser"
import { type Answer, ask } from "./ask"
import { type Part, quantile, spread } from "./report"
import type { Stage } from "./stage"
import { forgetPeak, readInside, readVitals } from "./vitals"

const burstSize = 500
const restMs = 3_000

/** Sorts answers into those that were served, those told to come again, and the others, of which there may be none. */
function report(part: Part, name: string, answers: Answer[]): void {
  const served = answers.filter(({ status }) => status === 200)
  const shed = answers.filter(isShed)
  const others = answers.length - served.length - shed.length
  const ms = (list: Answer[]) => spread(list.map((answer) => answer.ms))
  part.add(`${name}: served of`, `${served.length} of ${answers.length}`)
  part.add(`${name}: served, ms p50 / p95 / p99 / most`, ms(served), "p95 2,000")
  part.add(`${name}: told to come again, ms`, ms(shed))
  part.promise(others === 0, `${name}: ${others} were neither served nor told when to come again`)
  part.promise(served.length > 0, `${name}: nobody was served`)
}

async function reportProcess(part: Part, name: string, { site, metricsPort }: Stage): Promise<void> {
  const { loopP99Ms, loopMaxMs } = await readInside(metricsPort)
  part.add(
    `${name}: event loop held up, ms p99 / most`,
    `${Math.round(loopP99Ms)} / ${Math.round(loopMaxMs)}`,
    "p99 200",
  )
  part.add(`${name}: memory at most, MB`, Math.round((await readVitals(site.pid)).peakMb), "512")
}

/** Milliseconds until a single visitor is served as fast as before, five times in a row; null after a minute. */
async function untilNormal(url: string, usualMs: number): Promise<number | null> {
  const start = performance.now()
  for (let good = 0; good < 5; ) {
    const { status, ms } = await ask(url)
    good = status === 200 && ms <= usualMs ? good + 1 : 0
    if (performance.now() - start > 60_000) return null
  }
  return performance.now() - start
}

/** The first 500 requests of this process are slow whoever answers them. */
async function warmUp(): Promise<void> {
  const server = http.createServer((_request, response) => response.end("here")).listen(0, "127.0.0.1")
  await once(server, "listening")
  const { port } = server.address() as AddressInfo
  for (let round = 0; round < 2; round++)
    await Promise.all(Array.from({ length: burstSize }, () => ask(`http://localhost:${port}/`)))
  server.close()
}

/** 500 in one instant on the event's page and on its form, twice: the process is cold only once. */
export async function bursts(part: Part, stage: Stage): Promise<void> {
  const { site, event, metricsPort } = stage
  await warmUp()
  for (const round of ["first", "second", "third"]) {
    for (const [page, path] of [
      ["event", event],
      ["form", `${event}/register`],
    ]) {
      const name = `500 at once, ${page}, ${round} time`
      await readInside(metricsPort)
      await forgetPeak(site.pid)
      const url = site.url + path
      report(part, name, await Promise.all(Array.from({ length: burstSize }, () => ask(url))))
      await reportProcess(part, name, stage)
      await sleep(restMs)
    }
  }
}

/** The scripts, styles and fonts a browser loads with a page. */
function filesOf({ text }: Answer): string[] {
  const found = text.matchAll(/(?:src|href)="(\/_next\/static\/[^"]+)"/g)
  return [...new Set([...found].map(([, file = ""]) => file))]
}

/** A browser with an empty cache: the event, everything that belongs to it, and then the form. */
async function browse({ site, event }: Stage): Promise<Answer[]> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 6 })
  try {
    const page = await ask(site.url + event, { agent })
    if (page.status !== 200) return [page]
    await Promise.all(filesOf(page).map((file) => ask(site.url + file, { agent })))
    return [page, await ask(`${site.url}${event}/register`, { agent })]
  } finally {
    agent.destroy()
  }
}

const browsers = 1_000
const withinMs = 10_000

/** A thousand browsers within ten seconds, and how long it takes until nothing is noticed of them any more. */
export async function thousandBrowsers(part: Part, stage: Stage): Promise<void> {
  const { site, event, metricsPort } = stage
  const usual: number[] = []
  for (let count = 0; count < 20; count++) usual.push((await ask(site.url + event)).ms)
  await readInside(metricsPort)
  await forgetPeak(site.pid)
  const start = performance.now()
  const visits: Promise<Answer[]>[] = []
  for (let count = 0; count < browsers; count++) {
    await sleep(Math.max(0, start + (count * withinMs) / browsers - performance.now()))
    visits.push(browse(stage))
  }
  const answers = (await Promise.all(visits)).flat()
  const name = "1,000 browsers in 10 s"
  report(part, name, answers)
  await reportProcess(part, name, stage)
  const normalMs = await untilNormal(site.url + event, 2 * quantile(usual, 0.95))
  part.add(
    `${name}: normal again after, s`,
    normalMs === null ? "never" : (normalMs / 1_000).toFixed(1),
    "10",
  )
}
