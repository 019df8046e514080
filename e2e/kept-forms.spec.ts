import type { APIRequestContext, Page } from "playwright/test"
import { words } from "@/lib/i18n/test-words"
import { savedTooLate } from "./browser-watch"
import { expect, test } from "./fixtures"
import { delivered, registerByRequest, signIn, signInOrganizer } from "./form-post"
import { draftEvent } from "./own-event"
import { SignInPage } from "./pages/sign-in-page"
import type { Gate } from "./servers/gate"
import type { Inbox } from "./servers/inbox"

type Parts = { page: Page; request: APIRequestContext; gate: Gate; inbox: Inbox; newEmail: () => string }

/** A form in which somebody has typed when their session ends. */
type TypedForm = {
  form: string
  /** Signs the person with this address in; returns the form's page. */
  prepare: (parts: Parts, email: string) => Promise<string>
  /** What was typed, by the label of its field. */
  typed: Record<string, string>
  /** What else was chosen; it comes back as well, or the form could not be taken. */
  choose?: (page: Page) => Promise<unknown>
  button: string
  /** Where the form leads that came back and was sent. */
  at: RegExp
}

const organizing = "/organizer/field-notes-summit"

/** An event of the organizer's own, so that its settings are nobody else's. */
async function ownEvent({ request, gate, inbox }: Parts, email: string): Promise<string> {
  await signInOrganizer(request, { gate, inbox }, email)
  return `/organizer/${await draftEvent(request)}`
}

const forms: TypedForm[] = [
  {
    form: "an answer of the profile",
    prepare: async ({ request, inbox }, email) => {
      const ticket = await registerByRequest(request, inbox, email)
      await delivered(request, ticket)
      return `${ticket.replace("/tickets/", "/profile/")}/answers/company`
    },
    typed: { "Where do you work?": "Kelvin Labs & Söhne" },
    button: "Save and continue",
    at: /\/answers$/,
  },
  {
    form: "a new address",
    prepare: async ({ request, inbox }, email) => {
      await registerByRequest(request, inbox, email)
      return "/me/email"
    },
    typed: { "New email address": "somebody.new@example.com" },
    button: "Send me a code",
    at: /\/me\/email\/confirm$/,
  },
  {
    form: "the settings of an event",
    prepare: async (parts, email) => `${await ownEvent(parts, email)}/settings`,
    typed: {
      Title: "Lamp Repair for All",
      Description: `Bring a lamp.\n\n${"What breaks, why it breaks. ".repeat(200)}`,
    },
    button: "Save changes",
    at: /\/settings\?done=saved/,
  },
  {
    form: "a new event",
    prepare: async ({ request, gate, inbox }, email) => {
      await signInOrganizer(request, { gate, inbox }, email)
      return "/organizer/new"
    },
    typed: {
      ...{ Title: "Night Walk", Starts: "2027-06-05T10:00", Ends: "2027-06-05T18:00", Venue: "Gate 4" },
    },
    button: words("editor.event.create"),
    at: /\/settings\?done=created$/,
  },
  {
    form: "a new question",
    prepare: async (parts, email) => `${await ownEvent(parts, email)}/questions/new`,
    typed: { Question: "Do you bring a lamp?", [words("editor.question.label.why")]: "So that we know" },
    choose: async (page) => {
      await page.locator("[name=type]").selectOption("short_text")
      await page.locator("[name=field]").selectOption("custom_field_1")
    },
    button: words("editor.question.save"),
    at: /\/questions\?done=saved/,
  },
  {
    form: "somebody added by hand",
    prepare: async ({ request, gate, inbox }, email) => {
      await signInOrganizer(request, { gate, inbox }, email)
      return `${organizing}/attendees/new`
    },
    typed: { "First name": "Noor", "Last name": "Aziz", "Email address": "noor.aziz@example.com" },
    choose: async (page) => {
      await page.locator("[name=track]").first().check()
      await page.getByLabel("They have read the terms and accept them").check()
    },
    button: "Add",
    at: /\/attendees\/[0-9a-f-]{36}\?added=/,
  },
]

const field = (page: Page, label: string) =>
  page.getByLabel(new RegExp(`^${label.replace(/[?]/g, "\\?")}( \\(optional\\))?$`)).first()

test.beforeEach(({ watch }) => watch.expectComplaint(savedTooLate))

test.describe("what was typed when the session ended", { tag: "@both" }, () => {
  test.describe.configure({ timeout: 120_000 })
  for (const { form, prepare, typed, choose, button, at } of forms) {
    test(`comes back after signing in again: ${form}`, async ({ page, context, gate, inbox, newEmail }) => {
      const email = newEmail()
      const path = await prepare({ page, request: page.request, gate, inbox, newEmail }, email)
      await page.goto(path)
      for (const [label, text] of Object.entries(typed)) await field(page, label).fill(text)
      await choose?.(page)
      await context.clearCookies({ name: "gatehouse.session" })
      await page.getByRole("button", { name: button, exact: true }).click()

      await expect(page.getByText("You’ve been signed out")).toBeVisible()
      await expect(page.getByText(words("attendee.sign_in.ended_kept"))).toBeVisible()
      expect(decodeURIComponent(page.url())).not.toContain(Object.values(typed)[0])
      const codePage = await (await SignInPage.shown(page)).askForCode(email)
      await codePage.confirmTo((await inbox.nextCode(email)).code, path)

      await expect(page.getByRole("heading", { name: "You’re signed in again" })).toBeVisible()
      for (const [label, text] of Object.entries(typed)) await expect(field(page, label)).toHaveValue(text)
      await page.getByRole("button", { name: button, exact: true }).click()
      await expect(page).toHaveURL(at)
    })
  }

  test("is nobody else's: whoever signs in instead finds a form without it", async ({
    page,
    context,
    gate,
    inbox,
    newEmail,
  }) => {
    const [first, second] = [newEmail(), newEmail()]
    await signInOrganizer(page.request, { gate, inbox }, first)
    const path = `${organizing}/attendees/new`
    await page.goto(path)
    await page.getByLabel("First name").fill("Planted")
    await context.clearCookies({ name: "gatehouse.session" })
    await page.getByRole("button", { name: "Add", exact: true }).click()
    await expect(page.getByText("You’ve been signed out")).toBeVisible()

    await signInOrganizer(page.request, { gate, inbox }, second)
    await page.goto(path)

    await expect(page.getByLabel("First name")).toHaveValue("")
    expect(await page.content()).not.toContain("Planted")
  })
})

test("is gone once the form was taken", async ({ page, context, inbox, newEmail }) => {
  const email = newEmail()
  const ticket = await registerByRequest(page.request, inbox, email)
  await delivered(page.request, ticket)
  const path = `${ticket.replace("/tickets/", "/profile/")}/answers/company`
  const company = page.getByLabel(/Where do you work\?/)
  await page.goto(path)
  await company.fill("Kelvin Labs")
  await context.clearCookies({ name: "gatehouse.session" })
  await page.getByRole("button", { name: "Save and continue" }).click()
  await expect(page.getByText("You’ve been signed out")).toBeVisible()
  await signIn(page.request, inbox, email)
  await page.goto(path)
  await expect(company).toHaveValue("Kelvin Labs")
  await company.fill("Joule Labs")
  await page.getByRole("button", { name: "Save and continue" }).click()
  await expect(page).toHaveURL(/\/answers$/)

  await page.goto(path)

  await expect(company).toHaveValue("Joule Labs")
  await expect(page.getByRole("heading", { name: "You’re signed in again" })).toBeHidden()
})
