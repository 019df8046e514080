import AxeBuilder from "@axe-core/playwright"
import type { APIRequestContext, Page } from "playwright/test"
import { expect, test } from "./fixtures"
import { postForm } from "./form-post"
import { EventEditor } from "./pages/event-editor"
import type { Gate } from "./servers/gate"
import type { Inbox } from "./servers/inbox"

type Signing = { request: APIRequestContext; gate: Gate; inbox: Inbox; email: string }

/** Signs an organizer of the demo events' organization in, without clicking. */
async function signInOrganizer({ request, gate, inbox, email }: Signing): Promise<void> {
  await gate.addUser({ username: email, email, profile: { role: "admin" } })
  await postForm(request, { path: "/sign-in", button: "Send me a code", fields: { email } })
  const { code } = await inbox.nextCode(email)
  await postForm(request, { path: "/sign-in/confirm", button: "Confirm", fields: { code } })
}

const lakeDay = (title: string) => ({
  title,
  startsAt: "2027-06-05T10:00",
  endsAt: "2027-06-05T18:00",
  timeZone: "Europe/Berlin",
  venue: "Boathouse",
})

const questions = [
  { label: "What do you eat?", type: "One of", field: "custom_field_1", options: ["Vegan", "Anything"] },
  { label: "Which boats can you row?", type: "Any of", field: "custom_field_2", options: ["Canoe", "Gig"] },
  { label: "Can you swim?", type: "Yes or", field: "custom_field_3", stage: "first" },
  { label: "When do you arrive?", type: "Date", field: "custom_field_4" },
  { label: "How many guests?", type: "Whole", field: "custom_field_5" },
  { label: "Whom do we call?", type: "Phone", field: "custom_field_6" },
  { label: "Where do you come from?", type: "Country", field: "custom_field_7" },
  { label: "Anything else?", type: "Long", field: "custom_field_8" },
]

test("by keyboard alone: an event with eight custom-field questions is made, ordered, previewed and published", async ({
  page,
  gate,
  inbox,
  newEmail,
}) => {
  test.setTimeout(240_000)
  await signInOrganizer({ request: page.request, gate, inbox, email: newEmail() })
  const editor = new EventEditor(page)

  const slug = await editor.create(lakeDay("Lake Day"))
  for (const question of questions) await editor.addQuestion(slug, question)
  await editor.moveUp("Anything else?")
  await page.keyboard.press("Enter")
  await expect(page.getByRole("row").nth(6)).toContainText("Anything else?")
  await page.goto(`/organizer/${slug}/preview?page=register`)
  await expect(page.getByRole("heading", { name: "Get your ticket" })).toBeVisible()
  await expect(page.getByRole("group", { name: "Can you swim?" })).toBeVisible()
  await page.goto(`/organizer/${slug}/preview?page=profile`)
  await expect(page.getByText("Whom do we call?")).toBeVisible()
  expect((await page.request.get(`/e/${slug}`)).status()).toBe(404)
  await editor.publish(slug)

  expect((await page.request.get(`/e/${slug}`)).status()).toBe(200)
  const schema = await (await page.request.get(`/organizer/${slug}/questions/registry.json`)).json()
  expect(Object.keys(schema.properties)).toHaveLength(8)
})

test("the second of two organizers sees what the first changed and chooses @both", async ({
  page,
  gate,
  inbox,
  newEmail,
}, testInfo) => {
  const email = newEmail()
  await signInOrganizer({ request: page.request, gate, inbox, email })
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

  await expect(second.getByRole("alert")).toContainText(`“Venue” was changed by ${email}`)
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
}) => {
  await signInOrganizer({ request: page.request, gate, inbox, email: newEmail() })
  await page.goto("/organizer/new")
  await fillNewEvent(page, "Field Notes")
  await page.getByLabel("Ends", { exact: true }).fill("2027-06-05T09:00")
  await page.getByLabel("Address of its page", { exact: true }).fill("field-notes-summit")
  await page.getByLabel("Places", { exact: true }).fill("many")

  await page.getByRole("button", { name: "Save the draft" }).click()

  const summary = page.getByRole("alert")
  await expect(summary.getByRole("link", { name: "The end must be after the start" })).toBeVisible()
  await expect(summary).toContainText("“Places” must be a whole number, like 120")
  await expect(page.getByLabel("Title", { exact: true })).toHaveValue("Field Notes")
  const { violations } = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag22aa"]).analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`)).toEqual([])
  await page.getByLabel("Ends", { exact: true }).fill("2027-06-05T18:00")
  await page.getByLabel("Places", { exact: true }).fill("40")
  await page.getByRole("button", { name: "Save the draft" }).click()
  await expect(summary).toContainText("Another event has this address")
})
