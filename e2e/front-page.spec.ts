import { randomUUID } from "node:crypto"
import { words } from "@/lib/i18n/test-words"
import { expectAccessible } from "./accessible"
import { expect, test } from "./fixtures"
import { registerByRequest } from "./form-post"
import { publishAll } from "./servers/small-event"

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

test("with more than ten events the front page finds one by title, host or venue, whatever the accents", {
  tag: "@both",
}, async ({ page, site, javaScriptEnabled }) => {
  const own = randomUUID().slice(0, 8)
  const names = Array.from({ length: 10 }, (_, index) => ({ title: `Kite Day ${own} ${index}` }))
  await publishAll(site, [...names, { title: `Cafe ${own}`, host: "Peña Atlántica", venueName: "Old Mill" }])
  const t = (key: string, values = {}) => words(`attendee.events.search.${key}`, values)
  const field = page.getByRole("searchbox", { name: t("label") })
  const search = async (text: string) => {
    await field.fill(text)
    await page.getByRole("button", { name: t("submit") }).click()
    await expect(field).toHaveValue(text)
  }
  const cards = page.getByRole("article")
  await page.goto("/")
  expect(await cards.count()).toBeGreaterThan(10)

  await search(`${own} PENA mill`)
  await expect(page.getByRole("status")).toContainText(t("found", { count: 1, search: `${own} PENA mill` }))
  await expect(cards).toHaveCount(1)
  await expect(cards).toContainText(`Cafe ${own}`)
  await page.reload()
  await expect(cards).toHaveCount(1)
  if (javaScriptEnabled !== false) await expectAccessible(page, "what was found", "light", "dark")

  await search(`nothing ${own}`)
  await expect(page.getByRole("status")).toContainText(t("found", { count: 0, search: `nothing ${own}` }))
  await expect(cards).toHaveCount(0)
  await page.getByRole("link", { name: t("all") }).click()
  await expect(page).toHaveURL((url) => url.pathname === "/" && url.search === "")
  expect(await cards.count()).toBeGreaterThan(10)
})
