import { words } from "@/lib/i18n/test-words"
import { expect, test } from "./fixtures"
import { registerByRequest } from "./form-post"
import { RegistrationPage } from "./pages/registration-page"

const phone = "Phone number"
const river = "river-survey-weekend"

test.describe("beside a question", { tag: "@both" }, () => {
  test("stands who sees the answer, at other events as well, and the day it is erased", async ({ page }) => {
    await RegistrationPage.open(page, river)
    // Every question has one of its own.
    const question = page
      .locator("div:has(> details)")
      .filter({ has: page.getByLabel(phone) })
      .last()
    const seen = question.getByText(words("attendee.promise.shared", { host: "Northside Meetups" }))
    await expect(seen).toBeHidden()

    await question.getByText(words("attendee.promise.summary")).click()

    await expect(seen).toBeVisible()
    await expect(seen).toContainText(/We erase it on \d+ \w+ 20\d\d, or later/)
  })
})

test.describe("an answer of an earlier event", { tag: "@both" }, () => {
  test("is shown at the next one and can be changed there", async ({ page, gate, inbox, newEmail }) => {
    const email = newEmail()
    const ticket = await registerByRequest(page.request, inbox, email)
    await page.goto(`${ticket.replace("/tickets/", "/profile/")}/answers/phone`)
    await page.getByLabel(phone).fill("+44 20 7946 0958")
    await page.getByRole("button", { name: words("profile.form.save") }).click()
    await expect(page.getByRole("heading", { name: words("profile.answers.title") })).toBeVisible()
    const form = await RegistrationPage.open(page, river)
    await expect(page.getByText(words("attendee.register.filled_in.title"))).toBeVisible()
    await expect(page.getByText("+442079460958")).toBeVisible()
    await expect(form.question(phone)).toBeHidden()

    await page.locator("summary").filter({ hasText: "+442079460958" }).click()
    await form.question(phone).fill("+44 20 7946 0111")
    await form.choice("Which track will you follow?", "Sensors and telemetry").check()
    await form.terms.check()
    const next = await form.submitSignedIn()

    await page.goto(`${next.path.replace("/tickets/", "/profile/")}/answers`)
    await expect(page.getByText("+44 20 7946 0111")).toBeVisible()
    await expect
      .poll(async () =>
        (await gate.writes()).some(({ body }) => JSON.stringify(body).includes("+442079460111")),
      )
      .toBe(true)
  })
})
