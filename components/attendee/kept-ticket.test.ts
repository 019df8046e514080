import { readFileSync } from "node:fs"
import path from "node:path"
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest"

const site = "https://tickets.example.org"
const ticket = "/tickets/0197f3c2-6f1e-7a30-9c57-2b1d8e4a9f01"
const other = "/tickets/0197f3c2-6f1e-7a30-9c57-2b1d8e4a9f02"
const source = readFileSync(path.join(import.meta.dirname, "../../public/tickets/sw.js"), "utf8")

const page = `<html><head><link rel="stylesheet" href="/a.css"/><link rel="icon" href="/icon.svg"/></head><body><script>secret()</script><p>K7Q</p></body></html>`

type Answer = () => Response | Promise<Response>

/** The service worker with a cache and a network of our own. */
function startWorker(answers: Record<string, Answer>) {
  const kept = new Map<string, Response>()
  const cache = {
    match: async (key: string) => kept.get(key)?.clone(),
    put: async (key: string, response: Response) => void kept.set(key, response),
    delete: async (key: string) => kept.delete(key),
    keys: async () => [...kept.keys()].map((key) => ({ url: site + key })),
  }
  const listeners = new Map<string, (event: object) => void>()
  const self = {
    addEventListener: (name: string, listener: (event: object) => void) => listeners.set(name, listener),
    skipWaiting: async () => {},
    clients: { claim: async () => {} },
  }
  const ask = async (asked: string | { url: string }) => {
    const { pathname } = new URL(typeof asked === "string" ? site + asked : asked.url)
    const answer = answers[pathname]
    if (!answer) throw new TypeError("Failed to fetch")
    return answer()
  }
  new Function("self", "caches", "fetch", source)(self, { open: async () => cache }, ask)
  const waiting: Promise<unknown>[] = []
  const waitUntil = (work: Promise<unknown>) => void waiting.push(work)
  return {
    kept,
    answers,
    shows: async (data?: string) => {
      listeners.get("message")?.({ data, waitUntil })
      await Promise.all(waiting)
    },
    /** What a browser is shown; undefined where the worker leaves it to the browser. */
    open: async (address: string, { mode = "navigate", method = "GET" } = {}) => {
      let answer: Promise<Response> | undefined
      const request = { url: site + address, mode, method }
      listeners.get("fetch")?.({
        request,
        waitUntil,
        respondWith: (given: Promise<Response>) => {
          answer = given
        },
      })
      return (await answer)?.text()
    },
    /** Until what goes on behind the answers is done. */
    rests: () => Promise.all(waiting),
  }
}

const html =
  (text: string, status = 200): Answer =>
  () =>
    new Response(text, { status })
/** What `redirect: "manual"` makes of a 303. */
const ledElsewhere: Answer = () => Response.error()
const css = "@font-face{font-family:A;src:url(/a.woff2)}p{color:red}"

async function withKept() {
  const worker = startWorker({
    [ticket]: html("the ticket of the site"),
    [`${ticket}/offline`]: html(page),
    "/a.css": html(css),
  })
  await worker.shows(ticket)
  return worker
}

beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout"] }))
afterEach(() => void vi.useRealTimers())

describe("a ticket that is kept", () => {
  test("is whole in itself: styles inside, no scripts, no fonts, and a policy that loads nothing", async () => {
    const { kept } = await withKept()

    const copy = kept.get(ticket)
    expect(await copy?.text()).toBe(
      "<html><head><style>p{color:red}</style></head><body><p>K7Q</p></body></html>",
    )
    expect(copy?.headers.get("content-security-policy")).toMatch(/^default-src 'none'/)
  })

  test("is shown for the ticket and its code where the site does not answer, and nowhere else", async () => {
    const worker = await withKept()
    worker.answers[ticket] = () => Promise.reject(new TypeError("Failed to fetch"))

    expect(await worker.open(ticket)).toContain("K7Q")
    expect(await worker.open(`${ticket}/code`)).toContain("K7Q")
    for (const [address, how] of [
      [`${ticket}/cancel`, {}],
      [ticket, { method: "POST" }],
      [ticket, { mode: "cors" }],
    ] as const)
      expect(await worker.open(address, how)).toBeUndefined()
    await expect(worker.open(other)).rejects.toThrow("Failed to fetch")
  })

  test("is shown where the site is broken, and where it keeps somebody waiting", async () => {
    const worker = await withKept()
    worker.answers[ticket] = html("bad gateway", 502)
    expect(await worker.open(ticket)).toContain("K7Q")

    worker.answers[ticket] = () => new Promise(() => {})
    const opened = worker.open(ticket)
    await vi.advanceTimersByTimeAsync(5_000)
    expect(await opened).toContain("K7Q")
  })

  test("goes when the site refuses it after it was shown", async () => {
    const worker = await withKept()
    let refuse = () => {}
    const refusal = new Promise<Response>((resolve) => {
      refuse = () => resolve(Response.error())
    })
    worker.answers[ticket] = () => refusal
    worker.answers[`${ticket}/offline`] = ledElsewhere
    const opened = worker.open(ticket)
    await vi.advanceTimersByTimeAsync(5_000)
    expect(await opened).toContain("K7Q")

    refuse()
    await worker.rests()

    expect(worker.kept.size).toBe(0)
  })

  test("is made anew when its page is opened, and the others that are kept with it", async () => {
    const worker = await withKept()
    worker.answers[`${ticket}/offline`] = html(page.replace("K7Q", "M2P"))
    worker.answers[other] = html("another ticket of the site")

    expect(await worker.open(other)).toBe("another ticket of the site")
    await worker.rests()

    expect(await worker.kept.get(ticket)?.text()).toContain("M2P")
    expect([...worker.kept.keys()]).toEqual([ticket])
  })

  test.each<[string, Answer]>([
    ["is refused", html("Not found", 404)],
    ["does not come", () => Promise.reject(new TypeError("Failed to fetch"))],
  ])("stays as it is while one of its sheets %s", async (_, sheet) => {
    const worker = await withKept()
    worker.answers[`${ticket}/offline`] = html(page.replace("K7Q", "M2P"))
    worker.answers["/a.css"] = sheet

    await worker.shows()

    expect(await worker.kept.get(ticket)?.text()).toContain("K7Q")
  })

  test("steps back for the site", async () => {
    const worker = await withKept()

    expect(await worker.open(ticket)).toBe("the ticket of the site")
  })

  test.each<[string, Answer]>([
    ["a broken site", html("", 503)],
    ["one that has too much to do", html("", 429)],
    ["no network", () => Promise.reject(new TypeError("Failed to fetch"))],
  ])("outlasts %s", async (_, answer) => {
    const worker = await withKept()
    worker.answers[`${ticket}/offline`] = answer

    await worker.shows()

    expect([...worker.kept.keys()]).toEqual([ticket])
  })

  test.each<[string, Answer]>([
    ["is led elsewhere: cancelled, over, or nobody is signed in", ledElsewhere],
    ["is another person's", html("Page not found", 404)],
  ])("goes when it %s, whichever ticket is shown", async (_, answer) => {
    const worker = await withKept()
    worker.answers[`${ticket}/offline`] = answer
    worker.answers[`${other}/offline`] = html(page)

    await worker.shows(other)

    expect([...worker.kept.keys()]).toEqual([other])
  })

  test("goes when its own page leads elsewhere", async () => {
    const worker = await withKept()
    worker.answers[ticket] = html("Sign in", 404)
    worker.answers[`${ticket}/offline`] = ledElsewhere

    expect(await worker.open(ticket)).toBe("Sign in")
    await worker.rests()

    expect(worker.kept.size).toBe(0)
  })
})

test("nothing is kept of what is no ticket", async () => {
  const worker = startWorker({ "/me/offline": html(page) })

  await worker.shows("/me")

  expect(worker.kept.size).toBe(0)
})
