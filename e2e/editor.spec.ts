import type { Page } from "playwright/test"
import { expectNoFaults } from "./accessible"
import { expect, test } from "./fixtures"
import { signInOrganizer } from "./form-post"

test("the second of two organizers sees what the first changed and chooses @both", async ({
  page,
  gate,
  inbox,
  newEmail,
}, testInfo) => {
  const email = newEmail()
  await signInOrganizer(page.request, { gate, inbox }, email)
  const title = `River Day ${testInfo.testId}`
  await page.goto("/organizer/new")
  await fillNewEvent(page, title)
  await page.getByRole("button", { name: "Save the draft" }).click()
  await expect(page).toHaveURL(/done=created$/)
  const settings = page.url().replace(/\?.*/, "")
  const second = await page.context().newPage()
  await second.goto(settings)

  await page.getByLabel("Venue", { exact: true }).fill("Boathouse B")
  await page.getByLabel("Places", { exact: true }).fill("30")
  await page.getByRole("button", { name: "Save changes" }).click()
  await expect(page.getByText("Your changes are saved.")).toBeVisible()
  await second.getByLabel("Venue", { exact: true }).fill("Boathouse C")
  await second.getByLabel("Host", { exact: true }).fill("The rowers")
  await second.getByRole("button", { name: "Save changes" }).click()

  await expect(second.locator("main [role=alert]")).toContainText(`“Venue” was changed by ${email}`)
  await expect(second.getByLabel("Keep theirs: 30")).toBeChecked()
  await second.getByLabel("Use yours: Boathouse C").check()
  await second.getByRole("button", { name: "Save changes" }).click()
  await expect(second.getByText("Your changes are saved.")).toBeVisible()
  await expect(second.getByLabel("Venue", { exact: true })).toHaveValue("Boathouse C")
  await expect(second.getByLabel("Places", { exact: true })).toHaveValue("30")
  await expect(second.getByLabel("Host", { exact: true })).toHaveValue("The rowers")
})

async function fillNewEvent(page: Page, title: string): Promise<void> {
  await page.getByLabel("Title", { exact: true }).fill(title)
  await page.getByLabel("Time zone", { exact: true }).selectOption("Europe/Berlin")
  await page.getByLabel("Starts", { exact: true }).fill("2027-06-05T10:00")
  await page.getByLabel("Ends", { exact: true }).fill("2027-06-05T18:00")
  await page.getByLabel("Venue", { exact: true }).fill("Boathouse")
}

test("a form with faults says so at each field, keeps what was typed, and is accessible @both", async ({
  page,
  gate,
  inbox,
  newEmail,
  javaScriptEnabled,
}) => {
  await signInOrganizer(page.request, { gate, inbox }, newEmail())
  await page.goto("/organizer/new")
  await fillNewEvent(page, "Field Notes")
  await page.getByLabel("Ends", { exact: true }).fill("2027-06-05T09:00")
  await page.getByLabel("Address of its page", { exact: true }).fill("field-notes-summit")
  await page.getByLabel("Places", { exact: true }).fill("many")

  await page.getByRole("button", { name: "Save the draft" }).click()

  const summary = page.locator("main [role=alert]")
  await expect(summary.getByRole("link", { name: "The end must be after the start" })).toBeVisible()
  await expect(summary).toContainText("“Places” must be a whole number, like 120")
  await expect(page.getByLabel("Title", { exact: true })).toHaveValue("Field Notes")
  // axe itself is a script.
  if (javaScriptEnabled !== false) await expectNoFaults(page, "the refused form", "light")
  await page.getByLabel("Ends", { exact: true }).fill("2027-06-05T18:00")
  await page.getByLabel("Places", { exact: true }).fill("40")
  await page.getByRole("button", { name: "Save the draft" }).click()
  await expect(summary).toContainText("Another event has this address")
})
