import { words } from "@/lib/i18n/test-words"
import { expect, test } from "./fixtures"
import { registerByRequest } from "./form-post"
import { ErrorSummary } from "./pages/error-summary"

// The sweeper comes every two seconds and waits out backoff.
const carriedOut = { timeout: 45_000 }

const first = words("common.field.first_name")
const last = words("common.field.last_name")
const save = words("me.name.form.submit")

test.describe("one's own name", { tag: "@both" }, () => {
  test("is corrected on the ticket, and GATE gets the part that changed", async ({
    page,
    gate,
    inbox,
    newEmail,
  }) => {
    const email = newEmail()
    const ticket = await registerByRequest(page.request, inbox, email)
    const [user] = await gate.usersOf(email)
    await gate.calm()
    await page.goto("/me")

    await page.getByRole("link", { name: words("me.details.change_name") }).click()
    await page.getByLabel(last).fill("Reyes Molina")
    await page.getByRole("button", { name: save }).click()

    await expect(page.getByRole("status")).toContainText(words("me.name.changed_title"))
    await page.goto(ticket)
    await expect(page.getByRole("definition").filter({ hasText: "Reyes Molina" })).toBeVisible()
    await expect
      .poll(async () => (await gate.writes()).map(({ path, body }) => ({ path, body })), carriedOut)
      .toEqual([{ path: `/api/v1/user/${user?.id}/`, body: { profile: { last_name: "Reyes Molina" } } }])
  })

  test("without a first part comes back with what was typed, and nothing is saved", async ({
    page,
    inbox,
    newEmail,
  }) => {
    await registerByRequest(page.request, inbox, newEmail())
    await page.goto("/me/name")

    await page.getByLabel(first).fill(" ")
    await page.getByLabel(last).fill("Molina")
    await page.getByRole("button", { name: save }).click()

    await expect(new ErrorSummary(page, words("common.browser.problem")).box).toBeVisible()
    await expect(page.getByLabel(last)).toHaveValue("Molina")
    await page.goto("/me")
    await expect(page.getByText("Molina")).toHaveCount(0)
  })

  test("that another tab has changed meanwhile is asked about, and is saved the second time", async ({
    page,
    context,
    inbox,
    newEmail,
  }) => {
    await registerByRequest(page.request, inbox, newEmail())
    await page.goto("/me/name")
    const other = await context.newPage()
    await other.goto("/me/name")
    await other.getByLabel(last).fill("Reyes")
    await other.getByRole("button", { name: save }).click()
    await expect(other.getByRole("status")).toBeVisible()

    await page.getByLabel(last).fill("Rivera")
    await page.getByRole("button", { name: save }).click()
    await expect(page.getByText(words("me.name.changed_elsewhere", { name: "Reyes" })).first()).toBeVisible()
    await page.getByRole("button", { name: save }).click()

    await expect(page.getByRole("status")).toContainText(words("me.name.changed_title"))
    await expect(page.getByRole("definition").filter({ hasText: "Rivera" })).toBeVisible()
  })
})
