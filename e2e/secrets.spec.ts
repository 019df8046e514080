import { createHash } from "node:crypto"
import { readdir, readFile } from "node:fs/promises"
import path from "node:path"
import { type APIResponse, request as requests } from "playwright/test"
import { visitorTimeScript } from "@/components/attendee/visitor-time"
import { ROOT } from "../scripts/run-program.mjs"
import { expect, test } from "./fixtures"
import { formBody, hiddenFields } from "./form-fields"
import {
  confirmRegistration,
  delivered,
  fieldNotes,
  leadsTo,
  locationOf,
  postForm,
  registerByRequest,
  registration,
  startRegistration,
} from "./form-post"

const everyonesPages = [
  "/",
  fieldNotes,
  `${fieldNotes}/register`,
  "/sign-in",
  "/help",
  "/nowhere",
  "/api/health",
]

function everythingIn(answer: APIResponse, body: Buffer): string {
  return `${JSON.stringify(answer.headersArray())}\n${body.toString("latin1")}`
}

test("no answer, no file for browsers and no line of the log holds a secret", async ({
  request,
  gate,
  inbox,
  newEmail,
  site,
}) => {
  const secrets = [gate.token, gate.origin.replace("http://", ""), site.env.AUTH_SECRET ?? ""]
  const email = newEmail()
  await startRegistration(request, registration(email))
  const during = [...everyonesPages, `${fieldNotes}/confirm`]
  // As a browser asks for a page's data, and for a page.
  const ways: Record<string, string>[] = [{}, { rsc: "1" }]
  const said: string[] = []
  const listen = async (paths: string[]) => {
    for (const address of paths)
      for (const headers of ways) {
        const answer = await request.get(address, { headers })
        said.push(everythingIn(answer, await answer.body()))
      }
  }

  await listen(during)
  await gate.misbehave({ fault: "error", status: 401, method: "POST", path: "/user_extra/$", times: 1 })
  const ticket = await confirmRegistration(request, inbox, email)
  await delivered(request, ticket)
  await listen([ticket, `${ticket}/calendar.ics`, `/api${ticket}`, "/me", ...everyonesPages])
  for (const file of await filesBelow(path.join(ROOT, ".next/static")))
    said.push(await readFile(file, "latin1"))
  said.push(...inbox.mailsTo(email).map((mail) => JSON.stringify(mail)))

  // That there was something to find them in.
  expect(said.some((text) => text.includes("Ribeiro"))).toBe(true)
  expect(site.output).toContain("GATE call")
  for (const secret of secrets) expect(said.filter((text) => text.includes(secret))).toEqual([])
  for (const secret of [gate.token, site.env.AUTH_SECRET ?? ""]) expect(site.output).not.toContain(secret)
  // Nor does the log hold what people typed or were sent.
  expect(site.output).not.toMatch(/@example\.com|Ribeiro/)
  const codes = inbox.codeMailsTo(email).map(({ subject = "" }) => subject.slice(0, 7).replace(" ", ""))
  for (const code of codes) expect(site.output).not.toContain(code)
})

/** A script that a browser would run: data for search engines is none. */
const script = /<script\b(?! type="application\/ld\+json")[^>]*>/g

test("a thousand answers have a content security policy each, with a nonce of its own", async ({
  request,
}) => {
  test.setTimeout(300_000)
  const nonces: string[] = []
  const asked = 1_000
  const atOnce = 4
  const ask = async (address: string) => {
    // Strangers get two of these pages as copies that run no script at all (decision 0036).
    const answer = await request.get(address, { headers: { cookie: "gatehouse.skipped=none" } })
    const policy = answer.headers()["content-security-policy"] ?? ""
    const scripts = policy.split("; ").find((directive) => directive.startsWith("script-src")) ?? ""
    const [, nonce = ""] = /'nonce-([^']+)'/.exec(scripts) ?? []
    expect(scripts).not.toMatch(/unsafe-(inline|eval)/)
    expect(policy).toContain("object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'")
    const tags = (await answer.text()).match(script) ?? []
    expect(tags.filter((tag) => !tag.includes(`nonce="${nonce}"`))).toEqual([])
    nonces.push(nonce)
  }
  for (let round = 0; round < asked; round += atOnce)
    await Promise.all(Array.from({ length: atOnce }, (_, n) => ask(everyonesPages[(round + n) % 6] ?? "/")))
  expect(nonces).toHaveLength(asked)
  expect(new Set(nonces).size).toBe(asked)
})

test("a stranger's copy of a page runs no script but the one for everybody, allowed by its hash", async ({
  request,
}) => {
  const list = await request.get("/")
  expect(list.headers()["content-security-policy"]).toContain("script-src 'none'; ")
  expect(await list.text()).not.toMatch(new RegExp(`${script.source}|nonce`))

  const event = await request.get(fieldNotes)
  const html = await event.text()
  const hash = createHash("sha256").update(visitorTimeScript).digest("base64")
  expect(event.headers()["content-security-policy"]).toContain(`script-src 'sha256-${hash}'; `)
  const everybodys = `<script data-for="everybody">${visitorTimeScript}</script>`
  expect(html).toContain(everybodys)
  expect(html.replace(everybodys, "")).not.toMatch(new RegExp(`${script.source}|nonce`))
})

test("a script without the nonce does not run, and the watch of every browser test hears of it", async ({
  page,
  watch,
}) => {
  await page.goto(fieldNotes)
  // As markup that somebody managed to smuggle in.
  await page.evaluate(() => {
    document.body.insertAdjacentHTML(
      "beforeend",
      `<img src="data:," alt="" onerror="document.title = 'injected'">`,
    )
  })

  await expect.poll(() => watch.problems.join()).toMatch(/Content Security Policy/)
  expect(await page.title()).not.toBe("injected")
  watch.problems.length = 0
})

test("every answer says that it is what it says, and what it may load", async ({ request }) => {
  const others = ["/icon.svg", "/_next/nowhere", "/api/nowhere", `${fieldNotes}/nowhere`, "/api/v1/docs"]
  for (const address of [...everyonesPages, ...others]) {
    const headers = (await request.get(address)).headers()
    expect(headers["x-content-type-options"], address).toBe("nosniff")
    expect(headers["content-security-policy"], address).toMatch(/default-src '(none|self)'/)
  }
})

test.describe("a form sent from somewhere else changes nothing:", () => {
  const foreign: Record<string, (own: string) => Record<string, string>> = {
    "no origin": () => ({}),
    "another origin": () => ({ origin: "https://evil.example" }),
    "another port": () => ({ origin: "http://localhost:1" }),
    "an opaque origin": () => ({ origin: "null" }),
    "our origin, cross-site": (own) => ({ origin: own, "sec-fetch-site": "cross-site" }),
    "our origin, same-site": (own) => ({ origin: own, "sec-fetch-site": "same-site" }),
    "our host by https, which we do not speak": (own) => ({ origin: own.replace("http:", "https:") }),
    "a name that resolves to this machine": () => ({
      origin: "http://rebound.example",
      host: "rebound.example",
    }),
    "our host in the forwarded header": () => ({
      origin: "https://evil.example",
      "x-forwarded-host": "evil.example",
      "sec-fetch-site": "cross-site",
    }),
  }

  for (const [title, headersFor] of Object.entries(foreign)) {
    test(title, async ({ request, gate, inbox, newEmail, site }) => {
      const headers = headersFor(site.url)
      const [email, owner] = [newEmail(), newEmail()]
      const form = { path: `${fieldNotes}/register`, button: "Get my ticket", fields: registration(email) }

      const refused = [
        await postForm(request, { ...form, headers }),
        await postForm(request, { path: "/sign-in", button: "Send me a code", fields: { email }, headers }),
        await request.post("/language", { form: { language: "es" }, headers, maxRedirects: 0 }),
        await request.post(`/api/profile/${crypto.randomUUID()}`, { data: {}, headers }),
        await request.post("/api/organizer/field-notes-summit/sync", { headers }),
      ]

      expect(refused.map((answer) => answer.status())).toEqual([403, 403, 403, 403, 403])
      expect(inbox.mailsTo(email)).toEqual([])

      await startRegistration(request, registration(owner))
      const { code } = await inbox.nextCode(owner)
      const path = `${fieldNotes}/confirm`
      const confirmation = { path, button: "Confirm", fields: { code } }
      await postForm(request, { ...confirmation, headers })
      expect(await gate.writes()).toEqual([])
      expect((await request.get("/me", { maxRedirects: 0 })).status()).not.toBe(200)

      const confirmed = await postForm(request, confirmation)
      expect(confirmed.status()).toBe(303)
      await delivered(request, locationOf(confirmed) ?? "")
      await postForm(request, { path: "/", button: "Sign out", headers })
      expect((await request.get("/me", { maxRedirects: 0 })).status()).toBe(200)
    })
  }
})

test("an action sent as plain text or by GET changes nothing", async ({ request, inbox, newEmail, site }) => {
  const email = newEmail()
  const path = `${fieldNotes}/register`
  const hidden = hiddenFields(await (await request.get(path)).text(), "Get my ticket")
  const entries = [...formBody(hidden, registration(email)).entries()].map(([name, value]) => [
    name,
    String(value),
  ])

  await request.get(`${path}?${new URLSearchParams(entries)}`)
  const data = entries.map((pair) => pair.join("=")).join("\r\n")
  await request.post(path, { data, headers: { origin: site.url, "content-type": "text/plain" } })

  expect(inbox.mailsTo(email)).toEqual([])
})

test("a session's cookie is worth nothing after signing out", async ({ request, inbox, newEmail, site }) => {
  const ticket = await registerByRequest(request, inbox, newEmail())
  const stolen = await requests.newContext({ baseURL: site.url, storageState: await request.storageState() })
  expect((await stolen.get(ticket)).status()).toBe(200)

  await postForm(request, { path: "/", button: "Sign out" })

  expect(await leadsTo(stolen, ticket)).toBe(`/sign-in?to=${ticket}`)
  await stolen.dispose()
})

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name))
}
