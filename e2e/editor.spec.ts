import type { Page } from "playwright/test"
import { words } from "@/lib/i18n/test-words"
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
  await page.getByRole("button", { name: words("editor.event.create") }).click()
  await expect(page).toHaveURL(/done=created$/)
  const settings = page.url().replace(/\?.*/, "")
  const second = await page.context().newPage()
  await second.goto(settings)

  await page.getByLabel("Venue", { exact: true }).fill("Boathouse B")
  await page.getByLabel(words("editor.event.label.capacity"), { exact: true }).fill("30")
  await page.getByRole("button", { name: "Save changes" }).click()
  await expect(page.getByText(words("editor.state.done.saved"))).toBeVisible()
  await second.getByLabel("Venue", { exact: true }).fill("Boathouse C")
  await second.getByLabel("Host", { exact: true }).fill("The rowers")
  await second.getByRole("button", { name: "Save changes" }).click()

  await expect(second.locator("main [role=alert]")).toContainText(`“Venue” was changed by ${email}`)
  await expect(second.getByLabel("Keep theirs: 30")).toBeChecked()
  await second.getByLabel("Use yours: Boathouse C").check()
  await second.getByRole("button", { name: "Save changes" }).click()
  await expect(second.getByText(words("editor.state.done.saved"))).toBeVisible()
  await expect(second.getByLabel("Venue", { exact: true })).toHaveValue("Boathouse C")
  await expect(second.getByLabel(words("editor.event.label.capacity"), { exact: true })).toHaveValue("30")
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
  await page.getByLabel(words("editor.event.label.slug"), { exact: true }).fill("field-notes-summit")
  await page.getByLabel(words("editor.event.label.capacity"), { exact: true }).fill("many")

  await page.getByRole("button", { name: words("editor.event.create") }).click()

  const summary = page.locator("main [role=alert]")
  await expect(summary.getByRole("link", { name: "The end must be after the start" })).toBeVisible()
  await expect(summary).toContainText(
    words("editor.issue.not_a_whole_number", { label: words("editor.event.label.capacity") }),
  )
  await expect(page.getByLabel("Title", { exact: true })).toHaveValue("Field Notes")
  // axe itself is a script.
  if (javaScriptEnabled !== false) await expectNoFaults(page, "the refused form", "light")
  await page.getByLabel("Ends", { exact: true }).fill("2027-06-05T18:00")
  await page.getByLabel(words("editor.event.label.capacity"), { exact: true }).fill("40")
  await page.getByRole("button", { name: words("editor.event.create") }).click()
  await expect(summary).toContainText(words("editor.issue.slug_taken"))
})
