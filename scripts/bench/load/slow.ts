import net from "node:net"
import { setTimeout as sleep } from "node:timers/promises"
import { ask } from "./ask"
import { type Part, quantile } from "./report"
import type { Stage } from "./stage"
import { readVitals } from "./vitals"

const connections = 500
const hanging = 1_000
const bodies = 20
const bodySize = 10 * 1024 * 1024
const visits = 60

/** Everything slow must be gone by now, in milliseconds; the promise is 30 s, and a busy machine is late. */
const patienceMs = 60_000

/** A visitor who asks for the event's page again and again: p95 in milliseconds. */
async function visitAlone(url: string): Promise<number> {
  const times: number[] = []
  for (let count = 0; count < visits; count++) times.push((await ask(url)).ms)
  return quantile(times, 0.95)
}

/** Milliseconds until the site ended the connection, or null when it did not. */
type Ended = Promise<number | null>

/** Opens a connection, says `head`, and one more byte every ten seconds. */
function trickle(port: number, head: string): Ended {
  const start = performance.now()
  const socket = net.connect(port, "127.0.0.1", () => socket.write(head))
  const drip = setInterval(() => socket.write("a"), 10_000)
  return new Promise((resolve) => {
    const timer = setTimeout(() => end(null), patienceMs)
    const end = (ms: number | null) => {
      clearInterval(drip)
      clearTimeout(timer)
      socket.destroy()
      resolve(ms)
    }
    socket.on("error", () => {})
    socket.resume()
    socket.once("close", () => end(performance.now() - start))
  })
}

/** A visitor beside many connections that are held open: their p95 against the one before, and when all were ended. */
async function beside(part: Part, stage: Stage, name: string, count: number, head: string): Promise<void> {
  const url = stage.site.url + stage.event
  const port = Number(new URL(url).port)
  const alone = await visitAlone(url)
  const ended = Array.from({ length: count }, () => trickle(port, head))
  await sleep(500)
  const among = await visitAlone(url)
  const times = await Promise.all(ended)
  const left = times.filter((ms) => ms === null).length
  const slowest = quantile(
    times.filter((ms) => ms !== null),
    1,
  )
  part.add(`${name}: p95 of a visitor alone / beside, ms`, `${alone.toFixed(0)} / ${among.toFixed(0)}`)
  part.add(`${name}: ratio`, (among / alone).toFixed(2), "below 2")
  part.add(`${name}: last one ended after, s`, (slowest / 1_000).toFixed(1), "30")
  part.promise(left === 0, `${name}: ${left} connections are still open after a minute`)
}

/** Slow heads, bodies that never end, and bodies that are too large, each beside an ordinary visitor. */
export async function slow(part: Part, stage: Stage): Promise<void> {
  const { site, event } = stage
  const url = site.url + event
  await visitAlone(url)
  const { descriptors } = await readVitals(site.pid)
  await beside(part, stage, "500 connections of a byte in 10 s", connections, "GET / HTTP/1.1\r\nX-Slow: ")
  const head = `POST ${event}/register HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nContent-Length: 5000\r\n\r\n`
  await beside(part, stage, "1,000 forms that never end", hanging, head)
  await largeBodies(part, stage)
  await sleep(3_000)
  const after = (await readVitals(site.pid)).descriptors
  part.add("descriptors before / after", `${descriptors} / ${after}`, "± 10")
  part.promise(after <= descriptors + 10, `${after - descriptors} descriptors were not given back`)
}

async function largeBodies(part: Part, { site, event }: Stage): Promise<void> {
  const url = site.url + event
  const alone = await visitAlone(url)
  const body = Buffer.alloc(bodySize, "a")
  const headers = { "content-type": "text/plain", origin: site.url }
  const sent = Array.from({ length: bodies }, () => ask(`${url}/register`, { method: "POST", body, headers }))
  const among = await visitAlone(url)
  const answers = await Promise.all(sent)
  const refused = answers.filter(({ status }) => status === 413).length
  part.add("20 bodies of 10 MB: answered 413", `${refused} of ${bodies}`, "all")
  part.add("20 bodies of 10 MB: p95 alone / beside, ms", `${alone.toFixed(0)} / ${among.toFixed(0)}`)
  part.add("20 bodies of 10 MB: ratio", (among / alone).toFixed(2), "below 2")
  part.promise(refused === bodies, `${bodies - refused} of ${bodies} large bodies were not answered with 413`)
}
