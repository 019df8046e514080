import { findPublishedEvent } from "@/lib/db/queries/events"
import { writeNetworkRule } from "@/lib/db/queries/network-passes"
import type { NetworkRule } from "@/lib/domain/network-pass"
import type { QuestionDescription } from "@/lib/domain/question"
import { expect, test } from "./fixtures"
import { fieldNotes, leadsTo, registerByRequest } from "./form-post"
import type { Site } from "./servers/site"
import { inDays, publish } from "./servers/small-event"

const rule: NetworkRule = {
  ...{ profiles: ["guest"], serviceClass: null, opensBeforeMinutes: 120, closesAfterMinutes: 30 },
  ...{ timeBalanceSeconds: 3_600, networkName: "Lamp; Repair", portalUrl: null, tiers: [] },
  givenAt: "complete",
}

const labels = ["Which lamp?", "Which bulb?", "Which shade?", "Which cable?"]
const fields = ["custom_field_1", "custom_field_2", "custom_field_3", "custom_field_4"] as const

/** Four questions of later visits. */
const questions = fields.map(
  (field, place): QuestionDescription => ({
    key: field,
    label: labels[place] ?? "",
    type: "short_text",
    stage: "profile",
    field,
  }),
)

/** Publishes an event that begins in an hour with a network pass; returns its path. */
async function publishWithPass(
  site: Site,
  given: NetworkRule,
  asked: QuestionDescription[] = [],
): Promise<string> {
  const path = await publish(site, { startsAt: inDays(0.04), endsAt: inDays(0.3), questions: asked })
  await site.change(async (db) => {
    const event = await findPublishedEvent(db, path.replace("/e/", ""))
    await writeNetworkRule(db, event?.id ?? "", given, 0)
  })
  return path
}

// The sweeper comes every two seconds, and a start takes a while on a busy machine.
const carriedOut = { timeout: 45_000 }

test("the Wi-Fi of a ticket: earned, joined, used up, renewed and given back", { tag: "@both" }, async ({
  page,
  site,
  gate,
  inbox,
  newEmail,
}) => {
  test.setTimeout(240_000)
  const email = newEmail()
  const ticket = await registerByRequest(
    page.request,
    inbox,
    email,
    await publishWithPass(site, rule, questions),
  )
  await page.goto(ticket)
  const wifi = page.getByRole("region", { name: /Wi-Fi|Lamp; Repair/ })
  await expect(wifi).toContainText("Answer the remaining questions")
  expect((await page.request.get(`${ticket}/wifi.mobileconfig`)).status()).toBe(404)

  await wifi.getByRole("link", { name: "Answer the questions" }).click()
  for (const label of labels) {
    const question = page.getByLabel(label)
    if (!(await question.isVisible())) await page.getByRole("button", { name: "Save and continue" }).click()
    await question.fill("A good one")
  }
  await page.getByRole("button", { name: "Save and continue" }).click()
  await expect(page).toHaveURL(/\/answers$|\/tickets\//)
  await expect.poll(async () => (await gate.tokenOf(email)).profile, carriedOut).toEqual(["guest"])

  await page.goto(ticket)
  await expect(wifi).toContainText("You can use the Wi-Fi until")
  const detail = (term: string) => page.locator(`dt:text-is("${term}") + dd`)
  await expect(detail("Username")).toHaveText(email)
  const password = (await detail("Password").textContent()) ?? ""
  expect(password).toMatch(/^([a-z]{3}\d-){3}[a-z]{3}\d$/)
  await expect(page.getByRole("img", { name: "Code to join the network Lamp; Repair" })).toBeVisible()

  await wifi.getByText("Set up an iPhone, iPad or Mac").click()
  await expect(wifi).toContainText("your device removes it after the event")
  const profile = await page.request.get(`${ticket}/wifi.mobileconfig`)
  expect(profile.headers()).toMatchObject({
    "content-type": "application/x-apple-aspen-config",
    "cache-control": "private, no-store",
  })
  expect(await profile.text()).toContain(`<key>UserPassword</key><string>${password}</string>`)

  await gate.goOnline(email)
  await gate.changeToken(email, { user_time: 0 })
  // What GATE said of it is believed for half a minute.
  await expect(async () => {
    await page.goto(ticket)
    await expect(wifi).toContainText("Your access has ended.", { timeout: 1_000 })
  }).toPass(carriedOut)
  await expect(wifi.getByRole("meter", { name: "0 minutes of 60 left" })).toBeVisible()
  await wifi.getByRole("button", { name: "Ask for more time" }).click()
  await expect(wifi).toContainText("You asked for more time.")

  await page.goto(`${ticket}/cancel`)
  await page.getByRole("button", { name: "Cancel my registration" }).click()
  await expect.poll(async () => (await gate.tokenOf(email)).profile, carriedOut).toEqual([])
  expect(site.output).not.toContain(password)
  const { text, html } = await inbox.mailTo(email, "You’re in: Lamp Repair Evening")
  expect(text).toContain(`${ticket}#wifi`)
  expect(`${text}${html}`).not.toContain(password)
})

test("a new password for the Wi-Fi", { tag: "@both" }, async ({ page, site, gate, inbox, newEmail }) => {
  test.setTimeout(240_000)
  const email = newEmail()
  const event = await publishWithPass(site, { ...rule, givenAt: "registration" })
  const ticket = await registerByRequest(page.request, inbox, email, event)
  await expect.poll(async () => (await gate.tokenOf(email)).profile, carriedOut).toEqual(["guest"])
  await page.goto(ticket)
  const shown = page.locator('dt:text-is("Password") + dd')
  const before = (await shown.textContent()) ?? ""
  await page.getByRole("button", { name: "Get a new password" }).click()
  await expect(shown).not.toHaveText(before)
})

test("a device on the Wi-Fi is led to the ticket of its event, by way of signing in", async ({
  site,
  request,
  inbox,
  newEmail,
}) => {
  const without = await publish(site, { startsAt: inDays(1), endsAt: inDays(2) })
  const path = await publishWithPass(site, { ...rule, givenAt: "registration" })

  const portal = await request.get(`${path}/captive-portal`)

  expect((await request.get(`${without}/captive-portal`)).status()).toBe(404)
  expect(portal.headers()["content-type"]).toBe("application/captive+json")
  expect(await portal.json()).toEqual({ captive: false, "venue-info-url": `${site.url}${path}/ticket` })
  expect(await leadsTo(request, `${path}/ticket`)).toBe(`/sign-in?to=${path}/ticket`)
  await registerByRequest(request, inbox, newEmail())
  expect(await leadsTo(request, `${path}/ticket`)).toBe(path)
  expect(await leadsTo(request, `${fieldNotes}/ticket`)).toMatch(/^\/tickets\//)
})
