import { readFile } from "node:fs/promises"
import { words } from "@/lib/i18n/test-words"
import { expect, test } from "./fixtures"
import { registerByRequest } from "./form-post"
import { EventsPage } from "./pages/events-page"
import { MyTicketsPage } from "./pages/my-tickets-page"
import { ProfilePage } from "./pages/profile-page"
import { RegistrationPage } from "./pages/registration-page"
import { SignInPage } from "./pages/sign-in-page"
import { TicketPage } from "./pages/ticket-page"

test.use({ javaScriptEnabled: false })

// Each test is a whole journey of a dozen pages.
test.describe.configure({ timeout: 120_000 })

const codeOf = async (inbox: { nextCode(email: string): Promise<{ code: string }> }, email: string) =>
  (await inbox.nextCode(email)).code

test("from the first page to a ticket, into another language, and out again", async ({
  page,
  inbox,
  newEmail,
}) => {
  const email = newEmail()
  const event = await (await EventsPage.open(page)).openEvent("Field Notes Summit")
  const form = await event.register()
  await form.firstName.fill("Ana")
  await form.email.fill("ana@")
  await (await form.submitRefused()).expectFaults(
    words("common.issue.not_an_email"),
    "Answer “Which track will you follow?”",
    words("common.issue.terms_not_accepted"),
  )
  await expect(form.firstName).toHaveValue("Ana")
  await form.fill({ firstName: "Ana", lastName: "Ribeiro", email })
  const codePage = await form.submit()
  await codePage.confirmRefused("12345", "The code has 6 digits")
  const ticket = await codePage.confirm(await codeOf(inbox, email))
  const { path } = ticket
  await expect(ticket.detail("Name")).toHaveText("Ana Ribeiro")
  await expect(ticket.qrCode).toBeVisible()
  expect((await ticket.downloadCalendarFile()).text).toContain("SUMMARY:Field Notes Summit")

  await page.getByRole("link", { name: words("me.actions.bright") }).click()
  await page.getByRole("link", { name: words("me.code.back") }).click()
  await page.getByRole("button", { name: "Português" }).click()
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/Ana\.$/)
  await expect(page.locator("html")).toHaveAttribute("lang", "pt-BR")
  await page.getByRole("button", { name: "English" }).click()
  await (await TicketPage.shown(page)).signOut()

  await page.goto(path)
  await SignInPage.shown(page)
})

test("a few questions: refused, kept, saved and passed over", async ({ page, gate, inbox, newEmail }) => {
  const email = newEmail()
  const profile = new ProfilePage(page, await registerByRequest(page.request, inbox, email))
  await profile.openQuestions()
  await profile.dinner("Yes")
  await profile.company.fill("w".repeat(300))
  await profile.save()
  await expect(profile.refusal).toContainText("must be 255 characters or fewer")
  await expect(profile.company).toHaveValue("w".repeat(300))

  await profile.company.fill("Kelvin Labs")
  await profile.save()
  await profile.expectProgress("3 of 8 answered")
  // What was left blank counts as passed over as well.
  await page.getByRole("button", { name: "Skip for now" }).click()

  await profile.expectAnswers()
  await expect(profile.answer("Where do you work?")).toHaveText("Kelvin Labs")
  expect(await gate.extraOf(email)).toMatchObject({ company: "Kelvin Labs", custom_field_3: "yes" })
})

test("an answer that somebody else changed meanwhile", async ({ page, gate, inbox, newEmail }) => {
  const email = newEmail()
  const profile = new ProfilePage(page, await registerByRequest(page.request, inbox, email))
  await profile.openAnswers()
  await page.getByRole("link", { name: "Change Which track will you follow?" }).click()
  await gate.changeExtra((await gate.extraOf(email)).id, { custom_field_2: "people" })
  await page.getByLabel("Sensors and telemetry").check()
  await profile.save()

  await page.getByLabel("Use my answer: Sensors and telemetry").check()
  await profile.save()

  await profile.expectAnswers()
  await expect(profile.answer("Which track will you follow?")).toHaveText("Sensors and telemetry")
})

test("another address", async ({ page, inbox, newEmail }) => {
  const [old, email] = [newEmail(), newEmail()]
  await registerByRequest(page.request, inbox, old)
  await MyTicketsPage.open(page)
  await page.getByRole("link", { name: "Change your email address" }).click()
  const address = page.getByLabel("New email address")
  await address.fill("nobody")
  await page.getByRole("button", { name: "Send me a code" }).click()
  await expect(page.getByRole("alert")).toContainText(words("common.issue.not_an_email"))
  await expect(address).toHaveValue("nobody")

  await address.fill(email)
  await page.getByRole("button", { name: "Send me a code" }).click()
  await page.getByLabel("6-digit code").fill(await codeOf(inbox, email))
  await page.getByRole("button", { name: "Confirm" }).click()

  await expect(page.getByRole("status")).toContainText(words("me.email.changed_title"))
  await expect(page.getByRole("definition").filter({ hasText: email })).toBeVisible()
})

test("a ticket given back and taken again", async ({ page, inbox, newEmail }) => {
  const path = await registerByRequest(page.request, inbox, newEmail())
  await page.goto(path)
  await page.getByRole("link", { name: "Cancel my registration" }).click()
  await page.getByRole("button", { name: "Cancel my registration" }).click()
  await expect(page.getByRole("heading", { name: words("me.cancelled.title") })).toBeVisible()

  await page.getByRole("button", { name: words("me.cancelled.undo") }).click()

  await expect((await TicketPage.shown(page)).qrCode).toBeVisible()
})

test("one's data, downloaded and erased, and the account deleted", async ({ page, inbox, newEmail }) => {
  const email = newEmail()
  await registerByRequest(page.request, inbox, email)
  await MyTicketsPage.open(page)
  await page.getByRole("link", { name: "See and download your data" }).click()
  for (const format of ["JSON", "CSV"]) {
    const begun = page.waitForEvent("download")
    await page.getByRole("link", { name: `Download as ${format}` }).click()
    expect(await readFile(await (await begun).path(), "utf8")).toContain(email)
  }

  await page.getByRole("link", { name: "Erase your profile" }).click()
  await page.getByRole("button", { name: "Erase my profile" }).click()
  await expect(page.getByRole("status")).toContainText(words("me.data.erased_title"))
  await page.getByRole("link", { name: "Delete your account" }).click()
  await page.getByRole("button", { name: "Delete my account" }).click()

  await expect(page.getByRole("heading", { name: "Your account is deleted" })).toBeVisible()
  await page.goto("/me")
  await expect(page).toHaveURL(/\/sign-in\?to=\/me$/)
})

test("reminders, and every session at once", async ({ page, inbox, newEmail }) => {
  await registerByRequest(page.request, inbox, newEmail())
  await MyTicketsPage.open(page)
  await page.getByRole("button", { name: "Turn reminders off" }).click()
  await expect(page.getByText(words("me.reminders.off"))).toBeVisible()

  await page.getByRole("button", { name: "Sign out everywhere" }).click()

  await expect(page.getByRole("link", { name: "Sign in" })).toBeVisible()
})

test("a form of every type of question", async ({ page, inbox, newEmail }) => {
  const email = newEmail()
  const form = await RegistrationPage.open(page, "river-survey-weekend")
  await form.fill({ firstName: "Ana", email })
  await form.fillDate("When do you arrive?", ["11", "9", "2027"])
  await form.question("Which country do you come from?").selectOption("PT")
  await form.choice("Dietary requirements", "Vegan").check()
  await form.choice("Is this your first time with us?", "No").check()
  await form.question("Phone number").fill("+351 21 123 4567")

  const ticket = await (await form.submit()).confirm(await codeOf(inbox, email))

  const profile = new ProfilePage(page, ticket.path)
  await profile.openAnswers()
  await expect(profile.answer("When do you arrive?")).toHaveText("11 September 2027")
  await expect(profile.answer("Which country do you come from?")).toHaveText("Portugal")
  await expect(profile.answer("Phone number")).toHaveText("+351 21 123 4567")
})
