import { words } from "@/lib/i18n/test-words"
import { expect, test } from "./fixtures"
import { registerByRequest } from "./form-post"

test("a page that shows somebody's answers reads their record from GATE once, and a ticket never", async ({
  page,
  gate,
  inbox,
  newEmail,
}) => {
  const { request } = page
  const ticket = await registerByRequest(request, inbox, newEmail())
  const profile = ticket.replace("/tickets/", "/profile/")
  const readsOf = async (path: string) => {
    await gate.calm()
    expect((await request.get(path, { maxRedirects: 0 })).status()).toBe(200)
    return gate.recordReads()
  }

  expect(await readsOf(profile)).toEqual([1])
  expect(await readsOf(`${profile}/answers`)).toEqual([1])
  expect(await readsOf(`${profile}/answers/company`)).toEqual([1])
  expect(await readsOf(ticket)).toEqual([])
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
