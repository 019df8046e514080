import { readFile } from "node:fs/promises"
import { get, type IncomingHttpHeaders } from "node:http"
import path from "node:path"
import { request as requests } from "playwright/test"
import { ARTEFACT } from "../scripts/build.mjs"
import { expect, test } from "./fixtures"
import { fieldNotes, locationOf, postForm, registration, startRegistration } from "./form-post"
import { freePort, Program } from "./servers/program"
import { artefactProgram, Site } from "./servers/site"

type Answer = { status: number; headers: IncomingHttpHeaders }

test.describe("a site with no configuration", () => {
  // One site for all: a first start makes a database, which takes seconds.
  test.describe.configure({ mode: "serial", timeout: 120_000 })
  let embedded: Site

  test.beforeAll(async () => {
    embedded = await Site.start()
  })
  test.afterAll(() => embedded.remove())

  test("says where it is, who can reach it, where its mails are and where its GATE is", () => {
    const { url, output } = embedded
    const organizer = `Organizer  organizer@gatehouse.example  signs in at ${url}/sign-in, the code is in the mailbox`

    expect(output).toContain(`Gatehouse  ${url}\n`)
    expect(output).toMatch(
      /^Listening {2}127\.0\.0\.1:\d+.*, for this machine only; docs\/configuration\.md says how to open it to others$/m,
    )
    expect(output).toContain(
      `\nMailbox    ${url}/dev/mailbox\n${organizer}\nGATE       ${url}/api/v1/  token `,
    )
    expect(printedToken(embedded)).toMatch(/^[\w-]{43}$/)
  })

  test("answers the documents' requests with the printed token", async () => {
    const token = `Bearer ${printedToken(embedded)}`
    const users = `${embedded.url}/api/v1/user/`
    const body = JSON.stringify({ username: "curl", password: "9xQ-long-enough", organization: "northside" })
    const json = { authorization: token, "content-type": "application/json" }

    const created = await fetch(users, { method: "POST", headers: json, body, redirect: "manual" })
    const listed = await fetch(`${users}?username=curl&limit=1&offset=0`, {
      headers: { authorization: token },
      redirect: "manual",
    })
    const one = await fetch(`${users}username/curl/`, {
      headers: { authorization: token },
      redirect: "manual",
    })

    expect(created.status).toBe(201)
    expect(one.status).toBe(200)
    expect(listed.status).toBe(200)
    expect(await listed.json()).toMatchObject({ count: 1, results: [{ username: "curl" }] })
  })

  test("refuses whoever has no token, and has no controls", async () => {
    const status = async (address: string, init?: RequestInit) =>
      (await fetch(`${embedded.url}${address}`, { redirect: "manual", ...init })).status

    expect(await status("/api/v1/user/")).toBe(401)
    expect(await status("/api/v1/user/", { headers: { authorization: "Bearer guessed" } })).toBe(401)
    expect(await status("/api/v1/user_extra/", { method: "POST", body: "{}" })).toBe(401)
    expect(await status("/_control/requests")).toBe(404)
    expect(await status("/api/v1/_control/requests")).toBe(401)
  })

  const strangers: Record<string, Record<string, string>> = {
    "under another name, which may resolve to this machine": { host: "rebound.example" },
    "under the address of the network": { host: "192.0.2.2" },
    "through a proxy": { "x-forwarded-for": "192.0.2.7", "x-forwarded-host": "tickets.example" },
    "through a proxy with the standard header": { forwarded: "for=192.0.2.7" },
  }
  for (const [title, headers] of Object.entries(strangers)) {
    test(`shows neither mailbox nor GATE ${title}`, async () => {
      const authorization = `Bearer ${printedToken(embedded)}`
      const ask = (address: string) => answerTo(`${embedded.url}${address}`, { authorization, ...headers })

      for (const address of ["/dev/mailbox", "/api/v1/user/", "/api/v1/docs", "/api/v1/openapi.json"]) {
        const answer = await ask(address)
        const isAbsent = answer.status === 404 || answer.headers.location?.endsWith("/not-found")
        expect(isAbsent, `${address}: ${answer.status}`).toBe(true)
      }
    })
  }

  test("describes its GATE to programs and to people", async () => {
    const description = await (await fetch(`${embedded.url}/api/v1/openapi.json`)).json()
    const page = await fetch(`${embedded.url}/api/v1/docs`)

    expect(description.openapi).toBe("3.1.0")
    expect(Object.keys(description.paths)).toContain("/user_extra/{id}/")
    expect(page.status).toBe(200)
    expect(page.headers.get("content-type")).toMatch(/^text\/html/)
    expect(page.headers.get("content-security-policy")).toMatch(/^default-src 'none'; style-src 'sha256-/)
    expect(page.headers.get("x-content-type-options")).toBe("nosniff")
  })

  test("registers a visitor with the code from its mailbox", async () => {
    const visitor = await requests.newContext({ baseURL: embedded.url })
    const email = "mailbox@example.com"
    await startRegistration(visitor, registration(email))
    const mailbox = await (await visitor.get("/dev/mailbox")).text()
    const [, message = "", code = ""] =
      /href="(\/dev\/mailbox\/[^"]+)"[^>]*>(\d{3} \d{3}) is your Field Notes Summit code/.exec(mailbox) ?? []
    expect(await (await visitor.get(message)).text()).toContain(`Your code is ${code}`)

    const answer = await postForm(visitor, {
      path: `${fieldNotes}/confirm`,
      button: "Confirm",
      fields: { code },
    })

    expect(locationOf(answer)).toMatch(/^\/tickets\//)
    const authorization = `Bearer ${printedToken(embedded)}`
    const extras = await fetch(`${embedded.url}/api/v1/user_extra/`, { headers: { authorization } })
    expect(await extras.json()).toMatchObject({ count: 1, results: [{ event: "field-notes-summit" }] })
    await visitor.dispose()
  })

  test("keeps a second process off its data, which ends with one line", async () => {
    const second = Program.start([artefactProgram], { ...embedded.env, PORT: String(await freePort()) })

    expect(await second.exitCode()).toBe(1)
    expect(second.complaints).toMatch(
      new RegExp(`^The folder ${embedded.dataDir} is in use by process ${embedded.pid}\\. [^\\n]*\\n$`),
    )
    expect((await fetch(`${embedded.url}/api/health`)).status).toBe(200)
  })

  test("keeps a build off the files it serves, which ends with one line", async () => {
    const buildId = path.join(ARTEFACT, ".next/BUILD_ID")
    const before = await readFile(buildId, "utf8")

    const build = Program.start(["scripts/build.mjs"], {})

    expect(await build.exitCode()).toBe(1)
    expect(build.complaints).toMatch(/^Not building: process \d+ is running from dist\. [^\n]*\n$/)
    expect(await readFile(buildId, "utf8")).toBe(before)
    expect((await fetch(`${embedded.url}${fieldNotes}`)).status).toBe(200)
  })
})

test("a site with a mail server has no mailbox, and one with a remote GATE serves none", async ({
  request,
  gate,
}) => {
  const headers = { authorization: `Bearer ${gate.token}` }
  const mailboxes = ["/dev/mailbox", "/dev/mailbox/0d7f9a3e-7c55-4b43-9d1c-6f4c0c7f6a11"]

  for (const address of [...mailboxes, "/api/v1/user/", "/api/v1/openapi.json", "/api/v1/docs"])
    expect((await request.get(address, { headers })).status(), address).toBe(404)
})

test("a bad configuration ends the start with all its faults and none of its values", async () => {
  const bad = {
    SITE_URL: "ftp://canary.example",
    GATE_BASE_URL: "http://canary.example/api/v1",
    GATE_SETTLE_MS: "canary",
    SMTP_URL: "https://canary:canary@canary.example",
    DATABASE_URL: "mysql://canary:canary@canary.example",
    AUTH_SECRET: "canary",
    TRUSTED_PROXY_HOPS: "-7777",
  }

  const site = Program.start([artefactProgram], { PORT: String(await freePort()), ...bad })

  expect(await site.exitCode()).toBe(1)
  for (const name of [...Object.keys(bad), "GATE_API_TOKEN", "MAIL_FROM"])
    expect(site.complaints, name).toMatch(new RegExp(`^ {2}${name} \\w`, "m"))
  expect(site.output).not.toMatch(/canary|7777/)
  expect(site.output).not.toMatch(/^\s+at /m)
})

test("a host that others can reach and nothing else ends the start, with everything that is missing", async () => {
  const site = Program.start([artefactProgram], { PORT: String(await freePort()), HOST: "0.0.0.0" })

  expect(await site.exitCode()).toBe(1)
  for (const name of ["SITE_URL", "SMTP_URL", "AUTH_SECRET"])
    expect(site.complaints, name).toMatch(new RegExp(`^ {2}${name} is needed`, "m"))
})

/** Asks with exactly these headers; `fetch` writes Host itself. */
function answerTo(url: string, headers: Record<string, string>): Promise<Answer> {
  return new Promise((resolve, reject) => {
    get(url, { headers }, (answer) => {
      answer.resume()
      resolve({ status: answer.statusCode ?? 0, headers: answer.headers })
    }).once("error", reject)
  })
}

/** The token as a newcomer reads it off the terminal. */
function printedToken({ output }: Site): string {
  return /^GATE {7}\S+ {2}token (\S+)$/m.exec(output)?.[1] ?? ""
}
