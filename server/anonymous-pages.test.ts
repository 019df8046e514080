import { createHash } from "node:crypto"
import { gunzipSync } from "node:zlib"
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { AnonymousPages } from "./anonymous-pages.mjs"
import { ask, startTestServer, type TestServer } from "./test-server"

const event = "/e/summit"
const asBrowser = { accept: "text/html,*/*;q=0.8", "accept-language": "en" }

/** A page as Next sends it: scripts with a nonce, scripts to load, and data for search engines, which is none. */
function pageOf(text: string): string {
  return [
    `<link rel="preload" as="script" href="/_next/a.js"/><link rel="icon" href="/icon.svg"/>`,
    `<link rel="preload" as="style" href="/_next/a.css"/>`,
    `<link rel="stylesheet" href="/_next/a.css" nonce="n0nce" data-precedence="next"/>`,
    `<script type="application/ld+json" nonce="n0nce">{"@type":"Event"}</script>`,
    `<script data-for="everybody" nonce="n0nce">show()</script>`,
    `<p>${text}</p><script src="/_next/a.js" nonce="n0nce" async=""></script><script nonce="n0nce">f("</p>")</script>`,
  ].join("")
}

function answerOf(text: string, status = 200, headers: Record<string, string> = {}): Response {
  const policy = "default-src 'self'; script-src 'self' 'nonce-n0nce' 'strict-dynamic'; base-uri 'none'"
  const link = `</_next/a.js>; rel=preload; as="script", </_next/a.css>; rel=preload; as="style", </_next/f.woff2>; rel=preload; as="font"; nonce="n0nce"; type="font/woff2"`
  const own = { "content-type": "text/html; charset=utf-8", "content-security-policy": policy, link }
  return new Response(pageOf(text), { status, headers: { ...own, ...headers } })
}

let server: TestServer
let now = 0
let made: { path: string; locale: string }[] = []
let reached: string[] = []
let render: (page: { path: string; locale: string }) => Promise<Response>

beforeEach(async () => {
  now = 0
  made = []
  reached = []
  render = async () => answerOf(`copy ${made.length}`)
  const pages = new AnonymousPages({
    render: (page) => {
      made.push(page)
      return render(page)
    },
    routeOf: (path) => (path === "/" ? "/" : path.startsWith("/e/") ? "/e/[event]" : "/help"),
    readSheet: (path) => `p{content:"$&";src:url(../f.woff2);--sheet:${path.length}}`,
    now: () => now,
  })
  server = await startTestServer(
    (request, response) => {
      reached.push(`${request.method} ${request.url}`)
      response.setHeader("content-type", "text/html")
      response.end("from the site")
    },
    { pages },
  )
})

afterEach(() => server.close())

const get = (path = event, headers: Record<string, string> = {}, method = "GET") =>
  ask(server.url, { path, method, headers: { ...asBrowser, ...headers } })

describe("a stranger's event page", () => {
  test("has its style sheet in it, so that a crowd asks for one thing", async () => {
    expect((await get()).text).toContain(`<style>p{content:"$&";src:url(/f.woff2);--sheet:12}</style>`)
  })

  test("is made once for all who come together, with no script but the one for everybody, and with its data for search engines", async () => {
    const answers = await Promise.all(Array.from({ length: 40 }, () => get()))

    expect(made).toEqual([{ path: event, locale: "en" }])
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
    const [first] = answers
    expect(first?.text).toContain("<p>copy 1</p>")
    expect(first?.text).toContain(`<link rel="icon" href="/icon.svg"/>`)
    expect(first?.text).toContain(`<script type="application/ld+json">{"@type":"Event"}</script>`)
    expect(first?.text).toContain(`<script data-for="everybody">show()</script>`)
    expect(first?.text).not.toMatch(/_next|n0nce|f\(/)
    expect(first?.headers["content-security-policy"]).toBe(
      `default-src 'self'; script-src 'sha256-${createHash("sha256").update("show()").digest("base64")}'; base-uri 'none'`,
    )
    expect(first?.headers.link).toBe(`</_next/f.woff2>; rel=preload; as="font"; type="font/woff2"`)
    expect(reached).toEqual([])
  })

  test("comes in the language of the browser, or the one that was chosen", async () => {
    await get(event, { "accept-language": "fr, pt-BR;q=0.8" })
    await get(event, { cookie: "gatehouse.language=ar" })
    await get(event, { cookie: "gatehouse.language=ar; _ga=1" })

    expect(made.map(({ locale }) => locale)).toEqual(["pt", "ar"])
  })

  test("has the dates of the browser's country, and is made once for all countries that write them alike", async () => {
    for (const wished of ["en-US", "en-GB", "de-DE,en-IE;q=0.5", "en-AU", "en-NZ,en;q=0.8", "es-MX", "es-CO"])
      await get(event, { "accept-language": wished })

    expect(made.map(({ locale }) => locale)).toEqual(["en-US", "en", "en-AU", "es-CO"])
  })

  test("is the same for a program that takes whatever there is, as those that preview links do", async () => {
    expect((await get(event, { accept: "*/*" })).text).toContain("copy 1")
  })

  test("is two seconds old at most, and made anew before that while the old one is given out", async () => {
    await get()
    now = 1_500
    expect((await get()).text).toContain("copy 1")
    await expect.poll(() => made.length).toBe(2)
    expect((await get()).text).toContain("copy 2")

    now = 1_500 + 2_000
    expect((await get()).text).toContain("copy 3")
  })

  test("shows what a form has changed", async () => {
    await get()
    now = 300
    await ask(`${server.url}/sign-in`, { method: "POST", headers: asBrowser, body: "a=b" })

    expect((await get()).text).toContain("copy 2")
  })

  test("is not made anew for every one of many forms", async () => {
    await get()
    for (now = 10; now < 200; now += 20) {
      await ask(`${server.url}/sign-in`, { method: "POST", headers: asBrowser, body: "a=b" })
      await get()
    }

    expect(made).toHaveLength(1)
  })

  test("is packed for who can unpack it, and has no body for who asks for its head", async () => {
    const plain = await get()
    const packed = await fetch(`${server.url}${event}`, {
      headers: { ...asBrowser, "accept-encoding": "gzip" },
    })
    const head = await get(event, { "accept-encoding": "gzip" }, "HEAD")

    expect(packed.headers.get("content-encoding")).toBe("gzip")
    expect(await packed.text()).toBe(plain.text)
    expect(Number(packed.headers.get("content-length"))).toBe(Number(head.headers["content-length"]))
    expect(head.text).toBe("")
    expect(() => gunzipSync(Buffer.from(plain.text))).toThrow()
  })
})

test.each([
  ["somebody who is signed in", { cookie: "gatehouse.session=abc" }, event, "GET"],
  ["somebody with a code under way", { cookie: "a=b; __Host-gatehouse.challenge=abc" }, event, "GET"],
  ["another page", {}, "/help", "GET"],
  ["an address with a question", {}, `${event}?a=b`, "GET"],
  ["an address that can be read as another", {}, "/e/%2e%2e", "GET"],
  ["a form", {}, event, "POST"],
  ["a script of the site", { rsc: "1" }, event, "GET"],
  ["a program", { accept: "application/json" }, event, "GET"],
])("%s is answered by the site", async (_, headers, path, method) => {
  await get()
  made = []

  const { text } = await get(path, headers, method)

  expect(text).toBe("from the site")
  expect(reached).toEqual([`${method} ${path}`])
  expect(made).toEqual([])
})

test("an event that is not there is asked of the site once, and drives out none that is", async () => {
  await get()
  render = async () => answerOf("gone", 404)

  const answers: Awaited<ReturnType<typeof get>>[] = []
  for (let round = 0; round < 30; round++)
    answers.push(
      ...(await Promise.all(Array.from({ length: 10 }, (_, n) => get(`/e/nowhere-${round}-${n}`)))),
    )

  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([404]))
  expect(answers[0]?.text).toContain("<p>gone</p>")
  expect(made).toHaveLength(301)
  expect(reached).toEqual([])
  expect((await get()).text).toContain("copy 1")
})

test("a page of more than a megabyte is given to all who wait for it, and not kept", async () => {
  render = async () => answerOf("x".repeat(1_100_000))

  const together = await Promise.all([get(), get()])
  expect(made).toHaveLength(1)
  await get()

  expect(together.map(({ status }) => status)).toEqual([200, 200])
  expect(made).toHaveLength(2)
})

test("copies weigh 32 MB together at most: those asked for longest ago go first", async () => {
  render = async () => answerOf("x".repeat(1_000_000))
  for (let at = 0; at < 40; at++) await get(`/e/large-${at}`)
  made = []

  for (const at of [39, 20, 0]) await get(`/e/large-${at}`)

  expect(made.map(({ path }) => path)).toEqual(["/e/large-0"])
})

test.each([
  ["brings a cookie", async () => answerOf("yours", 200, { "set-cookie": "a=b" })],
  ["breaks", () => Promise.reject(new Error("The site is away"))],
])("a page that %s is asked of the site by everybody for themselves", async (_, broken) => {
  render = broken

  const answers = await Promise.all([get(), get()])

  expect(answers.map(({ text }) => text)).toEqual(["from the site", "from the site"])
  expect(reached).toHaveLength(2)
})
