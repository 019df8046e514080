import { createPublicKey } from "node:crypto"
import { mkdtemp, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import path from "node:path"
import { importSPKI, jwtVerify } from "jose"
import { type APIRequestContext, request as requests } from "playwright/test"
import { tellFieldName } from "@/lib/events/edit-event"
import { words } from "@/lib/i18n/test-words"
import { testCertificates, testPassType, testTeam } from "@/lib/pass/test-certificates"
import { passFaults, unzip } from "@/lib/pass/test-pass-file"
import { type PushServer, startPushServer } from "@/lib/pass/test-push-server"
import { test as base, expect } from "./fixtures"
import { postForm, registerByRequest, signInOrganizer } from "./form-post"
import { changeEvent, fieldTime, publishEvent } from "./own-event"
import { remoteConfiguration, Site } from "./servers/site"

type Apple = PushServer & ReturnType<typeof testCertificates>

/** A site that has certificates, and Apple's push service for it. */
const test = base.extend<object, { apple: Apple; site: Site }>({
  apple: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from this pattern
    async ({}, use) => {
      const issued = testCertificates()
      const server = await startPushServer({ key: issued.key, cert: issued.certificate, ca: issued.wwdr })
      await use({ ...server, ...issued })
      await server.close()
    },
    { scope: "worker" },
  ],
  site: [
    async ({ gate, inbox, apple }, use) => {
      const trusted = path.join(await mkdtemp(path.join(tmpdir(), "gatehouse-ca-")), "ca.pem")
      await writeFile(trusted, apple.wwdr)
      const site = await Site.start({
        ...remoteConfiguration(gate, inbox),
        NODE_EXTRA_CA_CERTS: trusted,
        APPLE_PASS_TYPE_ID: testPassType,
        APPLE_TEAM_ID: testTeam,
        APPLE_PASS_CERTIFICATE: apple.certificate,
        APPLE_PASS_KEY: apple.key,
        APPLE_WWDR_CERTIFICATE: trusted,
        APPLE_PUSH_URL: apple.url,
        GOOGLE_WALLET_ISSUER_ID: "3388",
        GOOGLE_WALLET_SERVICE_ACCOUNT: JSON.stringify({
          client_email: "site@project.example",
          private_key: apple.authority.key,
          token_uri: "http://127.0.0.1:9/token",
        }),
        GOOGLE_WALLET_URL: "http://127.0.0.1:9",
      })
      await use(site)
      await site.remove()
    },
    { scope: "worker", timeout: 180_000 },
  ],
})

const addToApple = words("wallet.add.apple")
const addToGoogle = words("wallet.add.google")

type Pass = {
  serialNumber: string
  authenticationToken: string
  webServiceURL: string
  voided?: boolean
  eventTicket: Record<string, { key: string; value: string }[]>
}

function readPass(file: Buffer): Pass {
  return JSON.parse(unzip(file).get("pass.json")?.toString() ?? "{}")
}

const value = (pass: Pass, key: string) =>
  Object.values(pass.eventTicket)
    .flat()
    .find((field) => field.key === key)?.value

/** A phone: it has no cookies, and sends neither Origin nor anything else of a browser. */
async function asPhone(site: Site, pass: Pass) {
  const phone = await requests.newContext({ baseURL: site.url })
  const authorization = `ApplePass ${pass.authenticationToken}`
  const passPath = `/api/wallet/v1/passes/${testPassType}/${pass.serialNumber}`
  const devicePath = `/api/wallet/v1/devices/phone-1/registrations/${testPassType}`
  return { phone, authorization, passPath, devicePath }
}

async function organizerOf(site: Site, hosts: Parameters<typeof signInOrganizer>[1], email: string) {
  const organizer = await requests.newContext({ baseURL: site.url })
  await signInOrganizer(organizer, hosts, email)
  return organizer
}

async function ticketFile(request: APIRequestContext, ticket: string): Promise<Buffer> {
  const answer = await request.get(`${ticket}/ticket.pkpass`)
  expect(answer.status()).toBe(200)
  expect(answer.headers()["content-type"]).toBe("application/vnd.apple.pkpass")
  expect(answer.headers()["cache-control"]).toBe("private, no-store")
  return answer.body()
}

test("a ticket goes into both wallets, and its pass follows the event and the registration", {
  tag: "@both",
}, async ({ page, site, apple, gate, inbox, newEmail }) => {
  test.setTimeout(240_000)
  const organizer = await organizerOf(site, { gate, inbox }, newEmail())
  const times = { starts_at: fieldTime(20), ends_at: fieldTime(21) }
  const slug = await publishEvent(organizer, { title: "Wallet Walk", ...times })
  const email = newEmail()
  const ticket = await registerByRequest(page.request, inbox, email, `/e/${slug}`)

  await page.goto(ticket)
  await expect(page.getByRole("link", { name: addToApple })).toHaveAttribute("href", /\/ticket\.pkpass$/)
  await expect(page.getByRole("link", { name: addToGoogle })).toHaveAttribute("href", /\/google-wallet$/)
  const mail = await inbox.mailTo(email, "You’re in")
  expect(mail.text).toContain(`${addToApple}: ${site.url}${ticket}/ticket.pkpass`)
  expect(String(mail.html)).toContain(`${ticket}/google-wallet`)

  const google = await page.request.get(`${ticket}/google-wallet`, { maxRedirects: 0 })
  expect(google.status()).toBe(303)
  const link = google.headers().location ?? ""
  expect(link).toMatch(/^https:\/\/pay\.google\.com\/gp\/v\/save\//)
  const googleKey = createPublicKey(apple.authority.key).export({ type: "spki", format: "pem" }).toString()
  await jwtVerify(link.split("/").at(-1) ?? "", await importSPKI(googleKey, "RS256"), { audience: "google" })

  const file = await ticketFile(page.request, ticket)
  expect(passFaults(unzip(file), apple.certificate)).toEqual([])
  const pass = readPass(file)
  expect(pass.webServiceURL).toBe(`${site.url}/api/wallet`)
  expect(value(pass, "event")).toBe("Wallet Walk")

  const { phone, authorization, passPath, devicePath } = await asPhone(site, pass)
  const pushToken = "ef".repeat(32)
  const registration = { headers: { authorization }, data: { pushToken } }
  const registerPath = `${devicePath}/${pass.serialNumber}`
  expect((await phone.post(registerPath, { data: { pushToken } })).status()).toBe(401)
  expect((await phone.post(registerPath, registration)).status()).toBe(201)
  expect((await phone.post(registerPath, registration)).status()).toBe(200)
  expect((await phone.get(passPath)).status()).toBe(401)
  const first = await phone.get(passPath, { headers: { authorization } })
  const since = first.headers()["last-modified"] ?? ""
  const newer = { headers: { authorization, "if-modified-since": since } }
  expect((await phone.get(passPath, newer)).status()).toBe(304)
  const { lastUpdated } = await (await phone.get(devicePath)).json()

  await changeEvent(organizer, slug, {
    ...{ title: "Wallet Walk", ...times, venue_name: "Cellar", [tellFieldName]: "yes" },
  })
  const pushes = () => apple.pushes.filter(({ token }) => token === pushToken)
  await expect.poll(() => pushes().length, { timeout: 45_000 }).toBe(1)
  expect(pushes()[0]).toMatchObject({ topic: testPassType, body: "{}" })
  const changed = await (await phone.get(`${devicePath}?passesUpdatedSince=${lastUpdated}`)).json()
  expect(changed.serialNumbers).toEqual([pass.serialNumber])
  const second = await phone.get(passPath, newer)
  expect(second.status()).toBe(200)
  expect(value(readPass(await second.body()), "where")).toBe("Cellar")

  await postForm(page.request, {
    path: `${ticket}/cancel`,
    button: words("me.cancel.confirm"),
    fields: {},
  })
  await expect.poll(() => pushes().length, { timeout: 45_000 }).toBe(2)
  const last = readPass(await (await phone.get(passPath, { headers: { authorization } })).body())
  expect(last.voided).toBe(true)
  const late = await page.request.get(`${ticket}/ticket.pkpass`, { maxRedirects: 0 })
  expect([late.status(), late.headers().location]).toEqual([303, ticket])

  expect((await phone.delete(registerPath, { headers: { authorization } })).status()).toBe(200)
  expect((await phone.get(devicePath)).status()).toBe(204)
  const log = { data: { logs: [`error for ${email}`] } }
  expect((await phone.post("/api/wallet/v1/log", log)).status()).toBe(200)
  expect(site.output).not.toContain(`error for ${email}`)
  expect(site.output).not.toContain(pushToken)
  await phone.dispose()
  await organizer.dispose()
})

test("somebody else's ticket is put into nobody's wallet", async ({ page, site, inbox, newEmail }) => {
  const ticket = await registerByRequest(page.request, inbox, newEmail())
  const other = await requests.newContext({ baseURL: site.url })
  const paths = [`${ticket}/ticket.pkpass`, `${ticket}/google-wallet`]
  for (const asked of paths) {
    const stranger = await other.get(asked, { maxRedirects: 0 })
    expect([stranger.status(), stranger.headers().location]).toEqual([
      303,
      expect.stringContaining("/sign-in"),
    ])
  }
  await registerByRequest(other, inbox, newEmail())
  for (const asked of paths) expect((await other.get(asked, { maxRedirects: 0 })).status()).toBe(404)
  await other.dispose()
})
