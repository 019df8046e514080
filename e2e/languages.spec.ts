import { expect, test } from "./fixtures"
import { fieldNotes } from "./form-post"

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
