import { once } from "node:events"
import { readdirSync, readFileSync, readlinkSync } from "node:fs"
import net from "node:net"
import { expect, test } from "./fixtures"
import { formBody, hiddenFields } from "./form-fields"
import { fieldNotes, registerByRequest, registration } from "./form-post"
import type { Site } from "./servers/site"

/** Somewhere a request may try to lead the site to; counts who comes. */
async function startTrap() {
  let connections = 0
  const server = net.createServer((socket) => {
    connections += 1
    socket.destroy()
  })
  server.listen(0, "127.0.0.1")
  await once(server, "listening")
  const address = server.address()
  const port = typeof address === "object" && address ? address.port : 0
  return { host: `127.0.0.1:${port}`, port, count: () => connections, close: () => server.close() }
}

/** Sends bytes as they are, which no client library would; returns what came back. */
async function sendRaw(site: Site, head: string[], body = ""): Promise<string> {
  const { hostname, port } = new URL(site.url)
  const socket = net.connect(Number(port), hostname)
  let answer = ""
  socket.setEncoding("latin1").on("data", (text) => {
    answer += text
  })
  socket.on("error", () => {})
  const length = body ? [`Content-Length: ${Buffer.byteLength(body)}`] : []
  socket.write(`${[...head, ...length, "Connection: close"].join("\r\n")}\r\n\r\n${body}`)
  await once(socket, "close")
  return answer
}

/** A form as a browser sends it, and its content type. */
async function multipart(form: FormData): Promise<{ type: string; body: string }> {
  const request = new Request("http://localhost", { method: "POST", body: form })
  return { type: request.headers.get("content-type") ?? "", body: await request.text() }
}

/** Ports on other machines' side of the connections a process has made, those it accepted left out. */
function portsAskedBy(pid: number, ownPort: number): number[] {
  const inodes = new Set<string>()
  for (const fd of readdirSync(`/proc/${pid}/fd`)) {
    try {
      const [, inode] = /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`)) ?? []
      if (inode) inodes.add(inode)
    } catch {
      // Closed since it was listed.
    }
  }
  const portOf = (address = "") => Number.parseInt(address.split(":")[1] ?? "0", 16)
  return ["tcp", "tcp6"].flatMap((table) =>
    readFileSync(`/proc/${pid}/net/${table}`, "utf8")
      .split("\n")
      .map((line) => line.trim().split(/\s+/))
      .filter((columns) => inodes.has(columns[9] ?? "") && portOf(columns[1]) !== ownPort)
      .map((columns) => portOf(columns[2]))
      .filter((port) => port !== 0),
  )
}

test("no request makes the site ask anybody but GATE and the mail server, or sends a visitor elsewhere", async ({
  request,
  site,
  gate,
  inbox,
  newEmail,
}) => {
  test.setTimeout(180_000)
  const trap = await startTrap()
  const emails = [newEmail(), newEmail()] as const
  const evil = `http://${trap.host}`
  const own = new URL(site.url)
  const allowed = new Set([gate.origin, inbox.url].map((url) => Number(new URL(url).port)))
  // Before somebody is registered, who sees no form any more.
  const page = `${fieldNotes}/register`
  const register = await multipart(
    formBody(hiddenFields(await (await request.get(page)).text(), "Get my ticket"), registration(emails[1])),
  )
  const ticket = await registerByRequest(request, inbox, emails[0])
  const cookie = (await request.storageState()).cookies
    .map(({ name, value }) => `${name}=${value}`)
    .join("; ")
  const signOut = await multipart(
    formBody(hiddenFields(await (await request.get("/")).text(), "Sign out"), {}),
  )
  const post = (path: string, { type }: { type: string }, ...more: string[]) => [
    `POST ${path} HTTP/1.1`,
    `Content-Type: ${type}`,
    `Cookie: ${cookie}`,
    "Sec-Fetch-Site: same-origin",
    ...more,
  ]
  const get = (target: string, ...more: string[]) => [`GET ${target} HTTP/1.1`, `Cookie: ${cookie}`, ...more]
  const host = `Host: ${own.host}`
  const strange = `Host: ${trap.host}`
  const sent: [string[], string?][] = [
    [get("/", strange)],
    [get(ticket, strange)],
    [get("/me", strange, `X-Forwarded-Host: ${trap.host}`, "X-Forwarded-Proto: http")],
    [get("/tickets", host, `Forwarded: host=${trap.host};proto=http`)],
    [get(`${evil}/`, strange)],
    [get(`${evil}/me`, host)],
    [get(`//${trap.host}/`, host)],
    [get(`/\\${trap.host}/`, host)],
    [get(`/_next/image?url=${encodeURIComponent(`${evil}/x.png`)}&w=64&q=75`, host)],
    [get(`/_next/image?url=${encodeURIComponent(`//${trap.host}/x.png`)}&w=64&q=75`, host)],
    [get("/", host, `X-Middleware-Rewrite: ${evil}/`, `X-Nextjs-Rewrite: ${evil}/`)],
    [get("/", host, `X-Invoke-Path: ${evil}/`, `X-Matched-Path: ${evil}/`, `X-Original-Url: ${evil}/`)],
    [get(`/sign-in?to=${encodeURIComponent(evil)}`, host, `Referer: ${evil}/`)],
    [get(`/language?to=${encodeURIComponent(evil)}`, host, `Referer: ${evil}/`)],
    [
      get(
        `//${trap.host}/`,
        strange,
        "Upgrade: websocket",
        "Connection: Upgrade",
        "Sec-WebSocket-Version: 13",
      ),
    ],
    [get(`${evil}/`, strange, "Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13")],
    [
      get(
        "/",
        strange,
        "Upgrade: h2c",
        "Connection: Upgrade, HTTP2-Settings",
        "HTTP2-Settings: AAMAAABkAAQAAP__",
      ),
    ],
    [[`CONNECT ${trap.host} HTTP/1.1`, strange]],
    [post(page, register, strange, `Origin: ${evil}`), register.body],
    [post(page, register, strange, `Origin: ${site.url}`), register.body],
    [post(page, register, host, `Origin: ${site.url}`, `X-Forwarded-Host: ${trap.host}`), register.body],
    // Leads somewhere, which a server may fetch ahead by the name it was called by.
    [post("/", signOut, strange, `Origin: ${site.url}`), signOut.body],
    [post("/", signOut, host, `Origin: ${site.url}`, `X-Forwarded-Host: ${trap.host}`), signOut.body],
  ]
  const asked = new Set<number>()
  const led: string[] = []
  for (const [head, body] of sent) {
    const answer = await sendRaw(site, head, body)
    for (const port of portsAskedBy(site.pid, Number(own.port))) asked.add(port)
    const [headers = ""] = answer.split("\r\n\r\n")
    const [, target] = /^(?:location|x-action-redirect|content-location): *([^\s;]+)/im.exec(headers) ?? []
    if (target && new URL(target, site.url).host === trap.host) led.push(`${head[0]}: ${target}`)
    expect(answer, head[0]).toMatch(/^HTTP\/1\.1 [2345]|^$/)
  }
  const mails = JSON.stringify(emails.map((email) => inbox.mailsTo(email)))
  trap.close()

  expect(trap.count(), "connections to where the requests pointed").toBe(0)
  expect(led).toEqual([])
  expect(mails).toContain("ticket")
  expect(mails).not.toContain(trap.host)
  // That the look at connections sees any: GATE and the mail server were asked before.
  expect([...asked].some((port) => allowed.has(port))).toBe(true)
  expect([...asked].filter((port) => !allowed.has(port) && port !== Number(own.port))).toEqual([])
})
