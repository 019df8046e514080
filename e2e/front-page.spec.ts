import { words } from "@/lib/i18n/test-words"
import { expect, test } from "./fixtures"
import { registerByRequest } from "./form-post"

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
