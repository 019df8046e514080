import { once } from "node:events"
import net from "node:net"
import { type APIRequestContext, request as requests } from "playwright/test"
import { expect, test } from "./fixtures"
import { hiddenFields } from "./form-fields"
import { fieldNotes, registration } from "./form-post"
import { remoteConfiguration, Site } from "./servers/site"

const page = `${fieldNotes}/register`

/** Requests no page of ours sends, as strangers send them. */
function strangeRequests(request: APIRequestContext, site: Site, action: string): (() => Promise<unknown>)[] {
  const own = { origin: site.url, "sec-fetch-site": "same-origin" }
  const plain = { ...own, "content-type": "text/plain" }
  const broken = { ...own, "content-type": "multipart/form-data; boundary=x" }
  const unknown = "00".repeat(21)
  const post = (headers: Record<string, string>, data: string) => () => request.post(page, { headers, data })
  return [
    post({ origin: "https://evil.example" }, "x"),
    post({ origin: "null" }, "x"),
    post({}, "x"),
    post({ ...plain, "next-action": unknown }, "[]"),
    post({ ...plain, "next-action": action }, "[{]"),
    post({ ...broken, "next-action": action }, "--x\r\nrubbish"),
    post(broken, "--x\r\nrubbish"),
    post({ ...own, "content-type": "multipart/form-data" }, "--x\r\nrubbish"),
    () => request.post(page, { headers: own, multipart: { [`$ACTION_ID_${unknown}`]: "" } }),
    () => request.post("/language", { headers: broken, data: "--x\r\nrubbish" }),
    () => request.post("/language", { headers: { ...own, "content-type": "application/json" }, data: "{" }),
    () => request.get(page, { headers: { rsc: "1", "next-router-state-tree": "rubbish" } }),
    () => request.get("/organizer/nowhere"),
    () => brokenOff(site, "/language"),
    () => brokenOff(site, page),
  ]
}

/** Begins to send a form and goes away. */
async function brokenOff(site: Site, path: string): Promise<void> {
  const { hostname, port } = new URL(site.url)
  const socket = net.connect(Number(port), hostname)
  await once(socket, "connect")
  const head = `POST ${path} HTTP/1.1\r\nHost: ${hostname}:${port}\r\nOrigin: ${site.url}\r\n`
  socket.write(
    `${head}Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 9000\r\n\r\n--x\r\n`,
    () => socket.destroy(),
  )
  await once(socket, "close")
}

test("whatever strangers send, the log gets no warning and no error of it", async ({
  gate,
  inbox,
  newEmail,
}) => {
  test.setTimeout(180_000)
  const site = await Site.start({ ...remoteConfiguration(gate, inbox), LOG_LEVEL: "info" })
  const request = await requests.newContext({ baseURL: site.url })
  const hidden = hiddenFields(await (await request.get(page)).text(), "Get my ticket")
  const action = /[0-9a-f]{42}/.exec(JSON.stringify(hidden))?.[0] ?? "no action was found"
  const before = site.output.length

  for (const send of strangeRequests(request, site, action))
    for (let times = 0; times < 3; times++) await send()
  const email = newEmail()
  const headers = { origin: site.url, "sec-fetch-site": "same-origin" }
  const multipart = { ...hidden, ...registration(email) } as Record<string, string>
  expect((await request.post(page, { headers, multipart, maxRedirects: 0 })).status()).toBe(303)

  const written = site.output.slice(before)
  expect(written.split("\n").filter((line) => !/^(\{.*"level":(30|20),|$)/.test(line))).toEqual([])
  expect(inbox.codeMailsTo(email)).toHaveLength(1)
  await request.dispose()
  await site.remove()
})
