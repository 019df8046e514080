import AxeBuilder from "@axe-core/playwright"
import type { Locator, Page } from "playwright/test"
import { expect, test } from "./fixtures"
import { fieldNotes, registerByRequest, registration, startRegistration } from "./form-post"
import { CodePage } from "./pages/code-page"
import { ErrorSummary } from "./pages/error-summary"
import { RegistrationPage } from "./pages/registration-page"
import { SignInPage } from "./pages/sign-in-page"
import { TicketPage } from "./pages/ticket-page"

const wcag = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
const wide = { width: 1280, height: 900 }
/** 1280 px at 400 % (WCAG 1.4.10). */
const narrow = { width: 320, height: 640 }

/** An address as long as they come: it must not push a narrow page apart. */
const long = (email: string) => email.replace("@", "@the-northern-department-of-river-surveys.")

/** Nothing for axe to say in light and dark, and no sideways scrolling on the narrowest screen. */
async function expectAccessible(page: Page, state: string): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme })
    const { violations } = await new AxeBuilder({ page }).withTags(wcag).analyze()
    const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`)
    expect(found, `${state}, ${colorScheme}`).toEqual([])
  }
  await page.setViewportSize(narrow)
  const width = () => page.evaluate(() => document.documentElement.scrollWidth)
  expect(await width(), `${state} at 320 px`).toBeLessThanOrEqual(narrow.width)
  await page.setViewportSize(wide)
}

test("pages for everybody", async ({ page, watch }) => {
  watch.expectComplaint(/status of 404/)
  for (const path of ["/", fieldNotes, "/help", "/nowhere", "/sign-in"]) {
    await page.goto(path)
    await expectAccessible(page, path)
  }
})

test("the registration form, empty and refused", async ({ page }) => {
  const form = await RegistrationPage.open(page, "river-survey-weekend")
  await page.getByText("Read the terms").click()
  await expectAccessible(page, "form")

  await form.firstName.fill("n".repeat(101))
  await form.fillDate("When do you arrive?", ["31", "2", "2027"])
  await form.question("Phone number").fill("call me")
  await form.submitRefused()

  await expectAccessible(page, "refused form")
})

test("the code page, fresh and refused", async ({ page, newEmail }) => {
  await startRegistration(page.request, registration(long(newEmail())))
  await page.goto(`${fieldNotes}/confirm`)
  const codePage = await CodePage.shown(page)
  await expectAccessible(page, "code")

  await codePage.confirmRefused("12345", "The code has 6 digits")
  await expectAccessible(page, "refused code")
  await codePage.sendAnother()
  await expect(new ErrorSummary(page, "We sent you a code a moment ago").box).toBeVisible()

  await expectAccessible(page, "refused resend")
})

test("signing in, refused, and a list without tickets", async ({ page, inbox, newEmail }) => {
  const email = long(newEmail())
  const signIn = await SignInPage.open(page)
  await signIn.askRefused("nobody", "There is a problem")
  await expectAccessible(page, "refused sign-in")

  const codePage = await signIn.askForCode(email)
  await expectAccessible(page, "sign-in code")
  await codePage.confirmSignIn((await inbox.nextCode(email)).code)

  await expectAccessible(page, "no tickets")
})

test("a ticket, the event it is for and the list it is in", async ({ page, inbox, newEmail }) => {
  const ticket = await registerByRequest(page.request, inbox, long(newEmail()))

  for (const path of [ticket, fieldNotes, "/me"]) {
    await page.goto(path)
    await expectAccessible(page, path)
  }
})

test("a ticket that is being finished", async ({ page, gate, inbox, newEmail }) => {
  await gate.misbehave({ fault: "error", status: 400, method: "POST", path: "/user_extra/$", times: 1 })
  await page.goto(await registerByRequest(page.request, inbox, newEmail()))
  const ticket = await TicketPage.shown(page)
  await expect(ticket.progress).toBeVisible()

  await expectAccessible(page, "ticket under way")
})

test("the whole form can be filled in with the keyboard alone", async ({ page, inbox, newEmail }) => {
  const email = newEmail()
  const form = await RegistrationPage.open(page)
  await page.keyboard.press("Tab")
  await expect(page.getByRole("link", { name: "Skip to content" })).toBeFocused()

  await typeAt(form.firstName, "Ana")
  await typeAt(form.lastName, "Ribeiro")
  await typeAt(form.email, email)
  await tabTo(form.choice("Which track will you follow?", "Mapping and survey"))
  await page.keyboard.press("ArrowDown")
  await expect(form.choice("Which track will you follow?", "Sensors and telemetry")).toBeChecked()
  await tabTo(form.choice("What should the kitchen know?", "Vegan"))
  await page.keyboard.press("Space")
  await tabTo(form.terms)
  await page.keyboard.press("Space")
  await tabTo(page.getByRole("button", { name: "Get my ticket" }))
  await page.keyboard.press("Enter")
  const codePage = await CodePage.shown(page)
  await typeAt(codePage.code, (await inbox.nextCode(email)).code)
  await page.keyboard.press("Enter")

  await TicketPage.shown(page)
})

/** Presses Tab until the control has the focus: a control that Tab does not reach fails the test. */
async function tabTo(control: Locator): Promise<void> {
  const page = control.page()
  for (let presses = 0; presses < 40; presses++) {
    if (await control.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press("Tab")
  }
  await expect(control).toBeFocused()
}

async function typeAt(control: Locator, text: string): Promise<void> {
  await tabTo(control)
  await control.page().keyboard.type(text)
}
