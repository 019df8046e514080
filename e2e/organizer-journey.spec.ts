import { readFile } from "node:fs/promises"
import type { Browser, Page } from "playwright/test"
import { words } from "@/lib/i18n/test-words"
import { expect, test, withMotion } from "./fixtures"
import { delivered, signInOrganizer } from "./form-post"
import { pressAt, tabTo, typeAt } from "./keyboard"
import { CodePage } from "./pages/code-page"
import { EventEditor } from "./pages/event-editor"
import { RegistrationPage } from "./pages/registration-page"
import { TicketPage } from "./pages/ticket-page"
import type { Inbox } from "./servers/inbox"

const lakeDay = {
  title: "Lake Day",
  startsAt: "2027-06-05T10:00",
  endsAt: "2027-06-05T18:00",
  timeZone: "Europe/Berlin",
  venue: "Boathouse",
}

const questions = [
  { label: "What do you eat?", type: "Single", field: "custom_field_1", options: ["Vegan", "Anything"] },
  { label: "Which boats can you row?", type: "Multiple", field: "custom_field_2", options: ["Canoe", "Gig"] },
  { label: "Can you swim?", type: "Yes or", field: "custom_field_3", stage: "first" },
  { label: "When do you arrive?", type: "Date", field: "custom_field_4" },
  { label: "How many guests?", type: "Whole", field: "custom_field_5" },
  { label: "Whom do we call?", type: "Phone", field: "custom_field_6" },
  { label: "Where do you come from?", type: "Country", field: "custom_field_7" },
  { label: "Anything else?", type: "Long", field: "custom_field_8" },
]

const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name })

type Guest = {
  browser: Browser
  baseURL: string
  inbox: Inbox
  slug: string
  lastName: string
  email: string
}

/** Somebody registers in a browser of their own. */
async function registerByKeyboard({ browser, baseURL, inbox, slug, lastName, email }: Guest): Promise<void> {
  const context = await browser.newContext({ baseURL, locale: "en-GB" })
  const page = await context.newPage()
  const form = await RegistrationPage.open(page, slug)
  await typeAt(form.firstName, "Ana")
  await typeAt(form.lastName, lastName)
  await typeAt(form.email, email)
  await pressAt(form.choice("Can you swim?", "Yes"), "Space")
  await pressAt(form.terms, "Space")
  await pressAt(button(page, "Get my ticket"), "Enter")
  const codePage = await CodePage.shown(page)
  await typeAt(codePage.code, (await inbox.nextCode(email)).code)
  const { path } = await TicketPage.shown(page)
  await delivered(page.request, path)
  await context.close()
}

test.use(withMotion)

// Some two thousand keys, one after the other.
test.describe.configure({ timeout: 300_000 })

test("by keyboard alone: an event is made and published, two register, one is found, edited and let in, and the list exported", async ({
  page,
  browser,
  site,
  gate,
  inbox,
  newEmail,
}) => {
  await signInOrganizer(page.request, { gate, inbox }, newEmail())
  const editor = new EventEditor(page)
  const slug = await editor.create(lakeDay)
  for (const question of questions) await editor.addQuestion(slug, question)
  await editor.moveUp("Anything else?")
  await page.keyboard.press("Enter")
  await expect(page.getByRole("row").nth(6)).toContainText("Anything else?")
  await page.goto(`/organizer/${slug}/preview?page=register`)
  await expect(page.getByRole("heading", { name: "Get your ticket" })).toBeVisible()
  await expect(page.getByRole("radiogroup", { name: "Can you swim?" })).toBeVisible()
  await page.goto(`/organizer/${slug}/preview?page=profile`)
  await expect(page.getByText("Whom do we call?")).toBeVisible()
  expect((await page.request.get(`/e/${slug}`)).status()).toBe(404)
  await editor.publish(slug)
  const schema = await (await page.request.get(`/organizer/${slug}/questions/registry.json`)).json()
  expect(Object.keys(schema.properties)).toHaveLength(8)

  const [lindqvist, ribeiro] = [newEmail(), newEmail()]
  const guests = { browser, baseURL: site.url, inbox, slug }
  await registerByKeyboard({ ...guests, lastName: "Lindqvist", email: lindqvist })
  await registerByKeyboard({ ...guests, lastName: "Ribeiro", email: ribeiro })

  await page.goto(`/organizer/${slug}`)
  // Keys are heard once the page's scripts run, which a busy machine takes its time for.
  await expect(async () => {
    await page.keyboard.press("g")
    await page.keyboard.press("a")
    await expect(page).toHaveURL(new RegExp(`/organizer/${slug}/attendees$`), { timeout: 2_000 })
  }).toPass()
  const rows = page.getByRole("grid").locator("tbody tr:has(th)")
  await expect(rows).toHaveCount(2)
  await expect(page.locator('tbody tr[tabindex="0"]')).toHaveCount(1)
  await page.keyboard.press("/")
  await page.keyboard.type("ribeiro")
  await expect(rows).toHaveCount(1)
  await page.keyboard.press("ArrowDown")
  await expect(rows.first()).toBeFocused()
  await page.keyboard.press("Enter")

  const drawer = page.getByRole("complementary", { name: "Attendee" })
  await expect(drawer.getByRole("heading", { name: "Ana Ribeiro" })).toBeVisible()
  await pressAt(drawer.getByText("Edit answers"), "Enter")
  await tabTo(drawer.getByRole("radio", { name: "Vegan" }))
  await page.keyboard.press("Space")
  await typeAt(drawer.getByLabel(/Anything else/), "A dry bag, please")
  await pressAt(drawer.getByRole("button", { name: "Save answers" }), "Enter")
  await expect(drawer.getByText("Saved.", { exact: true })).toBeVisible()
  await pressAt(drawer.getByRole("button", { name: "Check in" }), "Enter")
  await expect(drawer.getByText("Ana Ribeiro is checked in.")).toBeVisible()
  expect(await gate.extraOf(ribeiro)).toMatchObject({
    event: slug,
    custom_field_1: "vegan",
    custom_field_3: "yes",
    custom_field_8: "A dry bag, please",
  })

  await page.keyboard.press("Escape")
  await expect(drawer).toHaveCount(0)
  await expect(rows.first()).toBeFocused()
  await page.keyboard.press("e")
  await expect(page.getByText("1 attendee matches")).toBeVisible()
  await pressAt(button(page, "Prepare the file"), "Enter")
  const link = page.getByRole("link", { name: "Download" })
  await expect(link).toBeVisible()
  const download = page.waitForEvent("download")
  await pressAt(link, "Enter")
  const file = await download
  expect(file.suggestedFilename()).toMatch(new RegExp(`^${slug}-attendees-\\d{4}-\\d\\d-\\d\\d-1-row\\.csv$`))
  const text = await readFile(await file.path(), "utf8")
  expect(text).toContain(ribeiro)
  expect(text).not.toContain(lindqvist)
  await expect(page.getByText(words("export.progress.done", { count: 1 }))).toBeVisible()
})
