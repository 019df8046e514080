import type { Page } from "playwright/test"
import { words } from "@/lib/i18n/test-words"
import { expect, test } from "./fixtures"
import {
  fieldNotes,
  postForm,
  registerByRequest,
  registration,
  signInOrganizer,
  startRegistration,
} from "./form-post"
import { draftEvent } from "./own-event"

const organizing = "/organizer/field-notes-summit"

/** No form gets through any more, as in a lift; pages that are open stay. */
async function loseNetwork(page: Page): Promise<void> {
  await page.route("**/*", (route) =>
    route.request().method() === "POST" ? route.abort() : route.continue(),
  )
}

const findNetwork = (page: Page) => page.unroute("**/*")

const unanswered = (page: Page) => page.getByText(words("common.browser.unsent.unreachable.title")).first()

test.beforeEach(({ watch }) => watch.expectComplaint(/ERR_FAILED/))

test("another code, asked for without a network, is asked for again by the same button", async ({
  page,
  newEmail,
}) => {
  const email = newEmail()
  await startRegistration(page.request, registration(email))
  await page.goto(`${fieldNotes}/confirm`)
  await page.getByLabel("6-digit code").fill("123")
  await loseNetwork(page)
  await page.getByRole("button", { name: "Send a new code" }).click()

  await expect(unanswered(page)).toBeVisible()
  await expect(page.getByLabel("6-digit code")).toHaveValue("123")
  await findNetwork(page)
  await page.getByRole("button", { name: "Send a new code" }).click()
  // Within half a minute of the first code.
  await expect(page.getByText("We sent you a code a moment ago").first()).toBeVisible()
})

test("a code to look at sensitive answers, asked for without a network", async ({
  page,
  gate,
  inbox,
  newEmail,
}) => {
  const email = newEmail()
  await signInOrganizer(page.request, { gate, inbox }, email)
  await page.goto("/organizer/reveal?back=%2Forganizer")
  await loseNetwork(page)
  await page.getByRole("button", { name: "Send me a code" }).click()

  await expect(unanswered(page)).toBeVisible()
  await findNetwork(page)
  await page.getByRole("button", { name: "Send me a code" }).click()
  await expect(page.getByLabel("6-digit code")).toBeVisible()
  await inbox.nextCode(email)
})

test("the publishing of an event, pressed without a network", async ({ page, gate, inbox, newEmail }) => {
  await signInOrganizer(page.request, { gate, inbox }, newEmail())
  await page.goto(`/organizer/${await draftEvent(page.request)}/settings`)
  await page.getByLabel("Title", { exact: true }).fill("Lamp Repair for All")
  await loseNetwork(page)
  await page.getByRole("button", { name: "Publish", exact: true }).click()

  await expect(unanswered(page)).toBeVisible()
  await expect(page.getByLabel("Title", { exact: true })).toHaveValue("Lamp Repair for All")
  await findNetwork(page)
  await page.getByRole("button", { name: "Publish", exact: true }).click()
  await expect(page.getByText(words("editor.state.done.published")).first()).toBeVisible()
})

test("the desk without a network says so, keeps what was scanned, and lets in when the network is back", async ({
  page,
  gate,
  inbox,
  newEmail,
}) => {
  await signInOrganizer(page.request, { gate, inbox }, newEmail())
  const email = newEmail()
  const fields = { first_name: "Ana", last_name: "Ribeiro", email, track: "mapping", accept_terms: "yes" }
  await postForm(page.request, { path: `${organizing}/attendees/new`, button: "Add", fields })
  await page.goto(`${organizing}/check-in`)
  const box = page.getByRole("textbox")
  await box.fill(email)
  await loseNetwork(page)
  await page.getByRole("button", { name: "Check in", exact: true }).first().click()

  await expect(unanswered(page)).toBeVisible()
  await expect(box).toHaveValue(email)
  await findNetwork(page)
  await page.getByRole("button", { name: "Check in", exact: true }).first().click()
  await expect(page.getByText("Ana Ribeiro").first()).toBeVisible()
  // The person who was found stays to be let in, too.
  await loseNetwork(page)
  await page.getByRole("button", { name: "Check in Ana Ribeiro" }).first().click()
  await expect(unanswered(page)).toBeVisible()
  await findNetwork(page)
  await page.getByRole("button", { name: "Check in Ana Ribeiro" }).first().click()
  await expect(page.locator("[data-result=checked_in]")).toBeVisible()
})

test("a button without fields, pressed without a network", async ({ page, inbox, newEmail }) => {
  const ticket = await registerByRequest(page.request, inbox, newEmail())
  await page.goto(`${ticket}/cancel`)
  await loseNetwork(page)
  await page.getByRole("button", { name: "Cancel my registration" }).click()

  await expect(unanswered(page)).toBeVisible()
  await findNetwork(page)
  await page.getByRole("button", { name: "Cancel my registration" }).click()
  await expect(page.getByText(words("me.cancelled.title")).first()).toBeVisible()
})
