import { findPublishedEvent } from "@/lib/db/queries/events"
import { writeNetworkRule } from "@/lib/db/queries/network-passes"
import { words } from "@/lib/i18n/test-words"
import { expect, test } from "./fixtures"
import { fieldNotes, leadsTo, registerByRequest } from "./form-post"
import { inDays, publish } from "./servers/small-event"

test("the front page marks one's own ticket, and signing out says so", { tag: "@both" }, async ({
  page,
  inbox,
  newEmail,
}) => {
  const ticket = await registerByRequest(page.request, inbox, newEmail())
  await page.goto("/")
  const card = page.getByRole("article").filter({ hasText: "Field Notes Summit" })
  await expect(card.getByText(words("attendee.events.your_ticket"))).toBeVisible()
  await expect(card.getByRole("link")).toHaveAttribute("href", ticket)

  await page.getByRole("button", { name: words("common.footer.sign_out"), exact: true }).click()

  await expect(page.getByRole("status")).toHaveText(words("attendee.events.signed_out"))
  await expect(card.getByText(words("attendee.events.your_ticket"))).toHaveCount(0)
})

test("a device on the Wi-Fi is led to the ticket of its event, by way of signing in", async ({
  site,
  request,
  inbox,
  newEmail,
}) => {
  const path = await publish(site, { startsAt: inDays(1), endsAt: inDays(2) })
  const before = await request.get(`${path}/captive-portal`)
  await site.change(async (db) => {
    const event = await findPublishedEvent(db, path.replace("/e/", ""))
    await writeNetworkRule(
      db,
      event?.id ?? "",
      {
        ...{ profiles: ["guest"], serviceClass: null, opensBeforeMinutes: 60, closesAfterMinutes: 30 },
        ...{ timeBalanceSeconds: null, networkName: "Lamps", portalUrl: null, tiers: [] },
        givenAt: "registration",
      },
      0,
    )
  })

  const after = await request.get(`${path}/captive-portal`)

  expect(before.status()).toBe(404)
  expect(after.headers()["content-type"]).toBe("application/captive+json")
  expect(await after.json()).toEqual({ captive: false, "venue-info-url": `${site.url}${path}/ticket` })
  expect(await leadsTo(request, `${path}/ticket`)).toBe(`/sign-in?to=${path}/ticket`)
  await registerByRequest(request, inbox, newEmail())
  expect(await leadsTo(request, `${path}/ticket`)).toBe(path)
  expect(await leadsTo(request, `${fieldNotes}/ticket`)).toMatch(/^\/tickets\//)
})

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false })

  test("a save of answers reads the record from GATE once, and the page that follows once", async ({
    page,
    gate,
    inbox,
    newEmail,
  }) => {
    const ticket = await registerByRequest(page.request, inbox, newEmail())
    await page.goto(`${ticket.replace("/tickets/", "/profile/")}/answers/company`)
    await gate.calm()

    await page.getByLabel(/Where do you work/).fill("Kelvin Labs")
    await page.getByRole("button", { name: words("profile.form.save") }).click()
    await expect(page.getByRole("heading", { name: words("profile.answers.title") })).toBeVisible()

    expect(await gate.recordReads()).toEqual([2])
  })
})
