import { expect, test } from "./fixtures"
import { fieldNotes, registerByRequest } from "./form-post"
import { ProfilePage } from "./pages/profile-page"
import { RegistrationPage } from "./pages/registration-page"
import { SignInPage } from "./pages/sign-in-page"

test.describe("a browser that asks for Spanish", { tag: "@both" }, () => {
  test.use({ locale: "es-MX" })

  test("gets Spanish, and Arabic from right to left once that is chosen", async ({ page }) => {
    await page.goto(`${fieldNotes}/register`)
    await expect(page.locator("html")).toHaveAttribute("lang", "es")

    await page.getByRole("button", { name: "العربية" }).click()

    await expect(page).toHaveURL(new RegExp(`${fieldNotes}/register$`))
    await expect(page.locator("html")).toHaveAttribute("lang", "ar")
    await expect(page.locator("html")).toHaveAttribute("dir", "rtl")
  })
})

test.describe("another language while something is typed", { tag: "@both" }, () => {
  test("keeps the registration as it was, and finds no faults in it yet", async ({
    page,
    inbox,
    newEmail,
  }) => {
    const email = newEmail()
    const form = await RegistrationPage.open(page)
    await form.fill({ firstName: "Ana", lastName: "Ribeiro", email })

    await page.getByRole("button", { name: "العربية" }).click()
    await expect(page.locator("html")).toHaveAttribute("dir", "rtl")
    await page.getByRole("button", { name: "Español" }).click()
    await expect(page.locator("html")).toHaveAttribute("lang", "es")
    await expect(page.locator("html")).toHaveAttribute("dir", "ltr")
    await expect(page.getByLabel("Nombre")).toHaveValue("Ana")
    await expect(page.getByRole("alert").filter({ hasText: /problema/ })).toHaveCount(0)
    await page.getByRole("button", { name: "English" }).click()

    await expect(page.locator("html")).toHaveAttribute("lang", "en")
    await expect(form.firstName).toHaveValue("Ana")
    await expect(form.lastName).toHaveValue("Ribeiro")
    await expect(form.email).toHaveValue(email)
    await expect(form.choice("Which track will you follow?", "Mapping and survey")).toBeChecked()
    await expect(form.terms).toBeChecked()
    expect(inbox.codeMailsTo(email), "nothing was sent").toEqual([])
    expect(page.url(), "nothing typed stands in the address").toMatch(/\/register$/)
    const codePage = await form.submit()
    await codePage.confirm((await inbox.nextCode(email)).code)
  })

  test("keeps answers that are not saved, and does not save what is no answer", async ({
    page,
    gate,
    inbox,
    newEmail,
  }) => {
    const email = newEmail()
    const profile = new ProfilePage(page, await registerByRequest(page.request, inbox, email))
    await profile.openAnswer("company")
    const tooLong = "w".repeat(300)
    await profile.company.fill(tooLong)

    await page.getByRole("button", { name: "Português" }).click()

    await expect(page.locator("html")).toHaveAttribute("lang", "pt-BR")
    await expect(page.locator("[name=company]")).toHaveValue(tooLong)
    expect(await gate.extraOf(email)).not.toMatchObject({ company: tooLong })
  })

  test("keeps an address to sign in with", async ({ page }) => {
    await SignInPage.open(page)
    await page.getByLabel("Email address").fill("ana@example.com")

    await page.getByRole("button", { name: "Español" }).click()

    await expect(page.getByLabel("Correo electrónico")).toHaveValue("ana@example.com")
  })
})
