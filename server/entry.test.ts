import diagnostics from "node:diagnostics_channel"
import { once } from "node:events"
import { readdirSync } from "node:fs"
import type { RequestListener } from "node:http"
import net from "node:net"
import { afterEach, expect, test } from "vitest"
import { words } from "@/lib/i18n/test-words"
import type { AnsweredRequest } from "./entry.mjs"
import { isStaleForm, unsentForms } from "./stale-form.mjs"
import { ask, say, startTestServer, type TestServer } from "./test-server"

const html = { accept: "text/html" }
const servers: TestServer[] = []

async function start(...parameters: Parameters<typeof startTestServer>): Promise<TestServer> {
  const server = await startTestServer(...parameters)
  servers.push(server)
  return server
}

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()))
})

/** A site that says back what reached it. */
const echo: RequestListener = async (request, response) => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  const { method, url, headers } = request
  response.setHeader("content-type", "application/json")
  response.end(JSON.stringify({ method, url, headers, body: Buffer.concat(chunks).toString() }))
}

test("2,000 requests for another protocol leave no descriptor behind, and a visitor is served", async () => {
  const { port, url } = await start(echo)
  const open = () => readdirSync("/proc/self/fd").length
  const before = open()
  const upgrade = "GET /x HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n"

  for (let round = 0; round < 20; round++)
    await Promise.all(
      Array.from({ length: 100 }, async () => expect(await say(port, upgrade)).toMatch(/^HTTP\/1.1 400 /)),
    )

  expect((await ask(url, { agent: false })).status).toBe(200)
  await expect.poll(open).toBeLessThanOrEqual(before)
})

test("an offer of HTTP/2 is no reason to refuse a request", async () => {
  const { url } = await start(echo)

  const answer = await ask(url, { headers: { connection: "Upgrade, HTTP2-Settings", upgrade: "h2c" } })

  expect(answer.status).toBe(200)
})

test("a head that does not end is ended", async () => {
  const { port } = await start(echo, { timeouts: { head: 60, request: 60, check: 20 } })

  expect(await say(port, "GET / HTTP/1.1\r\nHost: a\r\nX-Slow: ")).toMatch(/^HTTP\/1.1 408 /)
})

test("a body that does not end is ended, and the site never hears of it", async () => {
  let asked = 0
  const { port } = await start(() => asked++, { timeouts: { head: 60, request: 60, check: 20 } })

  const answer = await say(port, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\none byte")

  expect(answer).toMatch(/^HTTP\/1.1 408 /)
  expect(asked).toBe(0)
})

test("a body arrives whole, with a length or in chunks", async () => {
  const { url } = await start(echo)
  const body = "ä".repeat(400)

  const sized = await ask(url, { method: "POST", headers: { "content-length": 800 }, body })
  const chunked = await ask(url, { method: "POST", headers: { "transfer-encoding": "chunked" }, body })

  expect(JSON.parse(sized.text)).toMatchObject({ method: "POST", body })
  expect(JSON.parse(chunked.text)).toMatchObject({ method: "POST", body })
})

test.each([
  ["with a length", { "content-length": 300_000 }],
  ["in chunks", { "transfer-encoding": "chunked" }],
])("a body that is too large is refused in words, %s", async (_name, headers) => {
  let asked = 0
  const { url } = await start(() => asked++)

  const answer = await ask(url, {
    method: "POST",
    headers: { ...headers, ...html, "accept-language": "es" },
    body: "x".repeat(300_000),
  })

  expect(answer.status).toBe(413)
  expect(answer.text).toContain(words("server.too_large.title", {}, "es"))
  expect(asked).toBe(0)
})

test("a body that never stops is cut off", async () => {
  const { port } = await start(echo, { bodies: { discarded: 5_000 } })
  const head = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 90000000\r\n\r\n"

  const answer = await say(port, head, (socket) => socket.write("x".repeat(20_000)))

  expect(answer).toMatch(/^HTTP\/1.1 413 /)
})

test("a cover may be 8 MB, at its address alone and for no program", async () => {
  const { url } = await start(echo)
  const post = async (path: string, size: number) =>
    (await ask(`${url}${path}`, { method: "POST", headers: html, body: "x".repeat(size) })).status

  expect(await post("/organizer/summit/settings/cover", 8 * 1024 * 1024)).toBe(200)
  expect(await post("/organizer/summit/settings/cover", 8 * 1024 * 1024 + 100_000)).toBe(413)
  expect(await post("/organizer/summit/settings/cover/more", 2_000)).toBe(413)
  expect(await post("/organizer/summit/settings", 2_000)).toBe(413)
  expect(await post("/api/organizer/summit/settings/cover", 2 * 1024 * 1024)).toBe(413)
})

test("a long body of nothing but headers takes no time to be looked through", () => {
  const body = Buffer.from('name="$ACTION_a:0"\r\n'.repeat(400_000))
  const started = performance.now()

  expect(isStaleForm(body, "multipart/form-data; boundary=x", new Set())).toBe(false)
  expect(performance.now() - started).toBeLessThan(5_000)
})

test("pictures leave room for forms", async () => {
  const { url, port } = await start(echo, { bodies: { held: 4 * 1024 * 1024 } })
  const cover = "/organizer/summit/settings/cover"
  const slow = net.connect(port, "127.0.0.1")
  slow.write(`POST ${cover} HTTP/1.1\r\nHost: a\r\nContent-Length: 8000000\r\n\r\n${"x".repeat(1_900_000)}`)
  const post = async (path: string, size: number) =>
    (await ask(`${url}${path}`, { method: "POST", body: "x".repeat(size) })).status

  await expect.poll(() => post(cover, 1_500_000)).toBe(503)
  expect(await post("/", 900)).toBe(200)
  slow.destroy()
})

test("who asks before sending too much is not told to go on", async () => {
  const { port } = await start(echo)
  const head = (length: number) =>
    `POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nExpect: 100-continue\r\nContent-Length: ${length}\r\n\r\n`

  expect(await say(port, head(5_000))).toMatch(/^HTTP\/1.1 413 /)
  expect(await say(port, head(5), (socket) => socket.write("hello"))).toMatch(
    /^HTTP\/1.1 100 Continue\r\n\r\nHTTP\/1.1 200 /,
  )
})

test("bodies that fill the room for all of them are turned away for a while", async () => {
  const { url, port } = await start(echo, { bodies: { held: 500 } })
  const slow = net.connect(port, "127.0.0.1")
  slow.write(`POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 900\r\n\r\n${"x".repeat(450)}`)
  const post = () => ask(url, { method: "POST", body: "x".repeat(100) })

  await expect.poll(async () => (await post()).status).toBe(503)
  slow.destroy()
  await expect.poll(async () => (await post()).status).toBe(200)
})

test.each([
  ["an address that cannot be decoded", "GET /t/%ff", 400],
  ["an address that is none", "GET x", 400],
  ["TRACE", "TRACE /", 405],
  ["CONNECT", "CONNECT example.com:443", 405],
  ["a method of WebDAV", "PROPFIND /", 405],
  ["a method nobody knows", "FETCH /", 501],
])("%s is refused before the site sees it", async (_name, line, status) => {
  let asked = 0
  const { port } = await start(() => asked++)

  const answer = await say(port, `${line} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`)

  expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
  expect(answer).toMatch(/content-security-policy: default-src 'none'/i)
  expect(answer).toMatch(/x-content-type-options: nosniff/i)
  expect(asked).toBe(0)
})

test("a refusal speaks the language that was chosen, from right to left where it is read so", async () => {
  const { url } = await start(echo)

  const { text } = await ask(`${url}/t/%ff`, { headers: { ...html, cookie: "a=b; gatehouse.language=ar" } })

  expect(text).toContain(`<html lang="ar" dir="rtl">`)
  expect(text).toContain(words("server.malformed.title", {}, "ar"))
})

test("a whole address is asked for like its path", async () => {
  const { port } = await start(echo)

  const answer = await say(port, "GET http://a/e/x?y HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")

  expect(answer).toContain(`"url":"/e/x?y"`)
})

test("what only the server may say cannot be said by a client", async () => {
  const { url } = await start(echo)
  const forged = {
    "x-gatehouse-peer": "192.0.2.1",
    "x-gatehouse-unsent": "1",
    "x-gatehouse-proof": "guessed",
    "x-middleware-subrequest": "proxy",
    "x-request-id": "forged-by-the-client",
  }

  const { text, headers } = await ask(url, { headers: forged })

  const reached = JSON.parse(text).headers
  expect(reached["x-gatehouse-peer"]).toBe("127.0.0.1")
  expect(reached).not.toHaveProperty("x-gatehouse-unsent")
  expect(reached).not.toHaveProperty("x-middleware-subrequest")
  expect(reached["x-request-id"]).toMatch(/^[0-9a-f-]{36}$/)
  expect(headers["x-request-id"]).toBe(reached["x-request-id"])
})

test("a trusted proxy may name the request, in a form a log can hold", async () => {
  const { url } = await start(echo, { trustsProxy: true })
  const idOf = async (sent: string) =>
    (await ask(url, { headers: { "x-request-id": sent } })).headers["x-request-id"]

  expect(await idOf("1f-from.the_proxy")).toBe("1f-from.the_proxy")
  expect(await idOf("two words")).toMatch(/^[0-9a-f-]{36}$/)
})

test("a question of the site to itself keeps the client's address and waits for no place", async () => {
  const nested: RequestListener = async (request, response) => {
    if (request.url === "/inner") return echo(request, response)
    const headers = { ...request.headers, "x-gatehouse-peer": "198.51.100.9" }
    response.end((await ask(`http://${request.headers.host}/inner`, { headers, agent: false })).text)
  }
  const { url } = await start(nested, { admission: { workers: 1, patienceMs: 5_000, tickMs: 5 } })

  const { text } = await ask(`${url}/outer`, { agent: false })

  expect(JSON.parse(text).headers["x-gatehouse-peer"]).toBe("198.51.100.9")
})

test.each([
  ["gatehouse.session=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT", '"storage"'],
  ["__Host-gatehouse.session=; Path=/; Secure; Max-Age=0", '"storage"'],
  ["gatehouse.session=eyJhbGciOiJkaXIi; Path=/", undefined],
  ["gatehouse.proved=; Path=/; Max-Age=0", undefined],
])("an answer with the cookie %s empties the browser's storage: %s", async (cookie, expected) => {
  const { url } = await start((_request, response) => {
    response.setHeader("set-cookie", ["gatehouse.language=en", cookie])
    response.end()
  })

  expect((await ask(url)).headers["clear-site-data"]).toBe(expected)
})

test("answers have a policy and no sniffing, and keep their own policy", async () => {
  const { url } = await start((request, response) => {
    if (request.url === "/own") response.writeHead(200, { "Content-Security-Policy": "default-src 'self'" })
    response.end()
  })

  const bare = await ask(url)
  const own = await ask(`${url}/own`)

  expect(bare.headers["content-security-policy"]).toContain("default-src 'none'")
  expect(bare.headers["x-content-type-options"]).toBe("nosniff")
  expect(own.headers["content-security-policy"]).toBe("default-src 'self'")
})

test.each([
  ["POST", "/e/x/confirm", 303],
  ["GET", "/e/x/confirm", 307],
  ["POST", "/api/v1/user", 307],
])("%s %s that leads elsewhere is answered with %i", async (method, path, status) => {
  const { url } = await start((_request, response) => {
    response.statusCode = 307
    response.setHeader("location", "/elsewhere")
    response.end()
  })

  expect((await ask(url + path, { method, ...(method === "POST" && { body: "a=b" }) })).status).toBe(status)
})

test("more than can be answered soon are turned away with words, and health checks are not", async () => {
  const answers: (() => void)[] = []
  const { url } = await start(
    (request, response) => {
      if (request.url === "/e") answers.push(() => response.end())
      else response.end()
    },
    { admission: { workers: 2, patienceMs: 200, coldMs: 1, tickMs: 5 } },
  )
  const visit = () => ask(`${url}/e`, { agent: false, headers: { ...html, "accept-language": "pt" } })

  const taken = [visit(), visit()]
  await expect.poll(() => answers.length).toBe(2)
  const third = await visit()

  expect(third.status).toBe(503)
  expect(third.headers["retry-after"]).toBe("5")
  expect(third.text).toContain(words("server.busy.title", {}, "pt"))
  expect((await ask(`${url}/api/health`, { agent: false })).status).toBe(200)
  for (const answer of answers) answer()
  expect((await Promise.all(taken)).map(({ status }) => status)).toEqual([200, 200])
})

test("a place is free again when a visitor leaves without an answer", async () => {
  let asked = 0
  const { url, port } = await start(
    (request, response) => {
      asked++
      if (request.url === "/stays") response.end()
    },
    { admission: { workers: 1, patienceMs: 5_000, tickMs: 5 } },
  )
  const impatient = net.connect(port, "127.0.0.1")
  impatient.write("GET /leaves HTTP/1.1\r\nHost: a\r\n\r\n")
  await expect.poll(() => asked).toBe(1)

  const next = ask(`${url}/stays`, { agent: false })
  impatient.destroy()

  expect((await next).status).toBe(200)
})

test("every request is told of when it has ended", async () => {
  const told: AnsweredRequest[] = []
  const listen = (message: unknown) => told.push(message as AnsweredRequest)
  diagnostics.subscribe("gatehouse:request", listen)
  const { url, port } = await start((request, response) => {
    if (request.url !== "/hangs") response.writeHead(204).end()
  })

  const { headers } = await ask(`${url}/e/x?code=1`)
  await ask(`${url}/t/%ff`)
  const leaving = net.connect(port, "127.0.0.1")
  leaving.write("GET /hangs HTTP/1.1\r\nHost: a\r\n\r\n")
  await once(leaving, "connect")
  await expect.poll(() => told.length).toBe(2)
  leaving.destroy()
  await expect.poll(() => told.length).toBe(3)
  diagnostics.unsubscribe("gatehouse:request", listen)

  const [first, second, third] = told
  expect(first).toMatchObject({
    method: "GET",
    path: "/e/x",
    status: 204,
    requestId: headers["x-request-id"],
  })
  expect(second).toMatchObject({ path: "/t/%ff", status: 400 })
  expect(third).toMatchObject({ path: "/hangs", status: 499 })
})

const boundary = "----b"
const multipart = { "content-type": `multipart/form-data; boundary=${boundary}` }

/** A form as React writes it for a browser without JavaScript, with an action that has arguments or none. */
function form(id: string, hasArguments: boolean): string {
  const fields = hasArguments
    ? [
        ["$ACTION_REF_1", ""],
        ["$ACTION_1:0", `{"id":"${id}","bound":"$@1"}`],
      ]
    : [[`$ACTION_ID_${id}`, ""]]
  const parts = [...fields, ["email", "ana@example.com"]].map(
    ([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  )
  return `${parts.join("")}--${boundary}--\r\n`
}

test.each([true, false])("a form of this build reaches its action (with arguments: %s)", async (bound) => {
  const { url } = await start(echo, { actionIds: new Set(["40aa"]) })

  const { text } = await ask(url, { method: "POST", headers: multipart, body: form("40aa", bound) })

  expect(JSON.parse(text)).toMatchObject({ method: "POST", body: form("40aa", bound) })
})

test.each([true, false])("a form of an earlier build finds its page again (arguments: %s)", async (bound) => {
  const kept: unknown[] = []
  const { url } = await start(
    (request, response) => {
      kept.push(unsentForms.get(String(request.headers["x-gatehouse-unsent"])))
      echo(request, response)
    },
    { actionIds: new Set(["40aa"]) },
  )

  const body = form("40bb", bound)
  const { text } = await ask(`${url}/e/x`, { method: "POST", headers: multipart, body })

  const reached = JSON.parse(text)
  expect(reached).toMatchObject({ method: "GET", url: "/e/x", body: "" })
  expect(reached.headers).not.toHaveProperty("content-type")
  expect(kept).toEqual([{ path: "/e/x", contentType: multipart["content-type"], body: Buffer.from(body) }])
  await expect.poll(() => unsentForms.size).toBe(0)
})

test("an action called by the browser's own code is left to Next, which tells the browser", async () => {
  const { url } = await start(echo, { actionIds: new Set() })
  const headers = { ...multipart, "next-action": "40bb" }

  expect(
    JSON.parse((await ask(url, { method: "POST", headers, body: form("40bb", true) })).text).method,
  ).toBe("POST")
})

test("a broken site is a page with words", async () => {
  const { url } = await start(() => {
    throw new Error("canary")
  })

  const { status, text } = await ask(url, { headers: html })

  expect(status).toBe(500)
  expect(text).toContain("Something went wrong on our side")
  expect(text).not.toContain("canary")
})

test("while the server drains, each answer is the last of its connection", async () => {
  const { url } = await start(echo, { isDraining: () => true })

  expect((await ask(url, { headers: { connection: "keep-alive" } })).headers.connection).toBe("close")
})
