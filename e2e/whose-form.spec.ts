import { words } from "@/lib/i18n/test-words"
import { expect, test } from "./fixtures"
import { fieldNotes, registerByRequest, signIn } from "./form-post"
import { RegistrationPage } from "./pages/registration-page"
import { TicketPage } from "./pages/ticket-page"

test.describe("a registration form registers who its page showed", { tag: "@both" }, () => {
  test.describe.configure({ timeout: 120_000 })

  test("opened signed out, sent after somebody else signed in: the typed address is asked for its code", async ({
    page,
    gate,
    inbox,
    newEmail,
  }) => {
    const [visitor, other] = [newEmail(), newEmail()]
    const form = await RegistrationPage.open(page)
    await form.fill({ firstName: "Zoë", email: visitor })
    // In another tab of the same browser.
    await signIn(page.request, inbox, other)

    const codePage = await form.submit()

    await expect(page.getByText(`You’re signed in as ${other}`)).toBeVisible()
    await expect(page.getByText(visitor).first()).toBeVisible()
    await codePage.confirm((await inbox.nextCode(visitor)).code)
    await TicketPage.shown(page)
    await expect.poll(async () => (await gate.usersOf(visitor)).length).toBe(1)
    expect(await gate.usersOf(other)).toEqual([])
    await page.goto("/me")
    await expect(page.getByText(visitor).first()).toBeVisible()
  })

  test("even where the other one has a ticket for the event", async ({ page, inbox, newEmail }) => {
    const [visitor, other] = [newEmail(), newEmail()]
    const form = await RegistrationPage.open(page)
    await form.fill({ firstName: "Zoë", email: visitor })
    const othersTicket = await registerByRequest(page.request, inbox, other)

    const codePage = await form.submit()
    await codePage.confirm((await inbox.nextCode(visitor)).code)

    const { path } = await TicketPage.shown(page)
    expect(path).not.toBe(othersTicket)
    await expect(page.getByText("Zoë").first()).toBeVisible()
  })

  test("with a fault it comes back with its address, and is still the visitor's", async ({
    page,
    inbox,
    newEmail,
  }) => {
    const [visitor, other] = [newEmail(), newEmail()]
    const form = await RegistrationPage.open(page)
    await form.fill({ firstName: "", email: visitor })
    await signIn(page.request, inbox, other)
    await form.submitRefused()

    await expect(form.email).toHaveValue(visitor)
    await form.firstName.fill("Zoë")
    await form.submit()

    expect(await inbox.nextCode(visitor)).toMatchObject({ code: expect.any(String) })
  })

  test("opened signed out, sent by the same person signed in meanwhile: registered at once", async ({
    page,
    inbox,
    newEmail,
  }) => {
    const email = newEmail()
    const form = await RegistrationPage.open(page)
    await form.fill({ firstName: "Zoë", email })
    await signIn(page.request, inbox, email)

    await page.getByRole("button", { name: "Get my ticket" }).click()

    await TicketPage.shown(page)
  })

  test("opened by one and sent after another signed in: nobody is registered, and the page says whose it is now", async ({
    page,
    gate,
    inbox,
    newEmail,
  }) => {
    const [first, second] = [newEmail(), newEmail()]
    await signIn(page.request, inbox, first)
    await page.goto(`${fieldNotes}/register`)
    await page.getByLabel("First name").fill("Zoë")
    await page.locator("[name=track]").first().check()
    await page.getByLabel("I accept the terms").check()
    await page.context().clearCookies({ name: "gatehouse.session" })
    await signIn(page.request, inbox, second)

    await page.getByRole("button", { name: "Get my ticket" }).click()

    await expect(
      page.getByRole("heading", { name: words("common.failure.other_person.title") }),
    ).toBeVisible()
    await expect(page.getByLabel("First name")).toHaveValue("Zoë")
    await expect(page.getByText(second).first()).toBeVisible()
    expect(await gate.usersOf(first)).toEqual([])
    expect(await gate.usersOf(second)).toEqual([])
    await page.getByRole("button", { name: "Get my ticket" }).click()
    await TicketPage.shown(page)
  })
})

test.describe("what a page does to an account it does to the one it was opened for", { tag: "@both" }, () => {
  test.describe.configure({ timeout: 120_000 })

  for (const { page: path, button } of [
    { page: "/me/data/delete", button: "Delete my account" },
    { page: "/me/data/erase", button: "Erase my profile" },
    { page: "/me", button: "Turn reminders off" },
  ]) {
    test(`${button}: opened by one and sent after another signed in, it does nothing`, async ({
      page,
      inbox,
      newEmail,
    }) => {
      const [first, second] = [newEmail(), newEmail()]
      await signIn(page.request, inbox, first)
      await page.goto(path)
      await page.context().clearCookies({ name: "gatehouse.session" })
      await registerByRequest(page.request, inbox, second)

      await page.getByRole("button", { name: button }).click()

      await expect(page.getByRole("status")).toContainText(words("common.failure.other_person.title"))
      await expect(page.getByText(second).first()).toBeVisible()
      await expect(page.getByRole("button", { name: "Turn reminders off" })).toBeVisible()
      await expect(page.getByRole("region", { name: "Coming up" }).getByRole("link").first()).toBeVisible()
    })
  }
})
