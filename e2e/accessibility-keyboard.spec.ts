import type { Page } from "playwright/test"
import { words } from "@/lib/i18n/test-words"
import { expect, test } from "./fixtures"
import { delivered } from "./form-post"
import { pressAt, tabTo, typeAt } from "./keyboard"
import { CodePage } from "./pages/code-page"
import { RegistrationPage } from "./pages/registration-page"
import { TicketPage } from "./pages/ticket-page"

// Some two hundred keys, one after the other.
test.describe.configure({ timeout: 180_000 })

const link = (page: Page, name: string) => page.getByRole("link", { name, exact: true })
const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true })

test("everything from registering to cancelling can be done with the keyboard alone", async ({
  page,
  inbox,
  newEmail,
}) => {
  const email = newEmail()
  const form = await RegistrationPage.open(page)
  await page.keyboard.press("Tab")
  await expect(link(page, "Skip to content")).toBeFocused()
  await typeAt(form.firstName, "Ana")
  await typeAt(form.lastName, "Ribeiro")
  await typeAt(form.email, email)
  await tabTo(form.choice("Which track will you follow?", "Mapping and survey"))
  await page.keyboard.press("ArrowDown")
  await expect(form.choice("Which track will you follow?", "Sensors and telemetry")).toBeChecked()
  await pressAt(form.choice("Dietary requirements", "Vegan"), "Space")
  await pressAt(form.terms, "Space")
  await pressAt(button(page, "Get my ticket"), "Enter")
  const codePage = await CodePage.shown(page)
  // The sixth digit sends it.
  await typeAt(codePage.code, (await inbox.nextCode(email)).code)
  const ticket = await TicketPage.shown(page)
  const { path } = ticket
  await delivered(page.request, path)

  await pressAt(link(page, "Answer now"), "Enter")
  await expect(page.getByRole("meter", { name: "1 of 7 answered" })).toBeVisible()
  await tabTo(page.getByRole("radio", { name: "Yes" }))
  await page.keyboard.press("Space")
  await typeAt(page.getByLabel("Where do you work?"), "Kelvin Labs")
  await pressAt(button(page, "Save and continue"), "Enter")
  await expect(page.getByLabel("How many people are you bringing to dinner?")).toBeVisible()
  await pressAt(link(page, "Northside Meetups"), "Enter")
  await TicketPage.shown(page)
  await pressAt(link(page, "See your answers"), "Enter")

  await pressAt(link(page, "Change Which track will you follow?"), "Enter")
  await tabTo(page.getByRole("radio", { name: "Sensors and telemetry" }))
  await page.keyboard.press("ArrowDown")
  await pressAt(button(page, "Save and continue"), "Enter")
  await expect(page.getByText("Interviews and ethnography")).toBeVisible()

  await pressAt(link(page, "See your ticket"), "Enter")
  await TicketPage.shown(page)
  await pressAt(link(page, "Cancel my registration"), "Enter")
  await pressAt(button(page, "Cancel my registration"), "Enter")
  await expect(page.getByRole("heading", { name: words("me.cancelled.title") })).toBeVisible()
})

test("a refused form takes the focus to what is wrong, and from there to the field", async ({ page }) => {
  const form = await RegistrationPage.open(page)
  await pressAt(button(page, "Get my ticket"), "Enter")
  await expect(page.getByRole("alert").filter({ hasText: words("common.browser.problem") })).toBeFocused()

  await pressAt(link(page, "Enter your email address"), "Enter")

  await expect(form.email).toBeFocused()
})
