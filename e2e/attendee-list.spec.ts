import type { Page } from "playwright/test"
import { findPublishedEvent } from "@/lib/db/queries/events"
import { insertTestAttendees } from "@/lib/db/test-attendees"
import { words } from "@/lib/i18n/test-words"
import { expectNoFaults } from "./accessible"
import { test as base, expect } from "./fixtures"
import { signInOrganizer } from "./form-post"

const path = "/organizer/field-notes-summit/attendees"

const named = [
  { firstName: "Ana", lastName: "Ribeiro", answers: { track: "mapping" } },
  { firstName: "Tomás", lastName: "Oyelaran", answers: { track: "sensing" } },
  { firstName: "Li", lastName: "Wei", answers: { track: "mapping" } },
  { firstName: "Freya", lastName: "Lindqvist", answers: { track: "sensing" } },
]
/** More than the server's first page. */
const guests = Array.from({ length: 50 }, (_, index) => ({
  firstName: "Guest",
  lastName: `Number${String(index + 1).padStart(2, "0")}`,
  answers: { track: "mapping" },
}))
/** One a second. */
const everybody = [...named, ...guests].map((attendee, index) => ({
  ...attendee,
  email: `${attendee.firstName}.${attendee.lastName}@list.example`.toLowerCase().replace("á", "a"),
  createdAt: new Date(Date.UTC(2027, 0, 10, 12, 0, index)),
}))

type Crowd = { organizer: string }

const test = base.extend<{ organizer: undefined }, { crowd: Crowd }>({
  crowd: [
    async ({ site }, use) => {
      await site.change(async (db) => {
        const event = await findPublishedEvent(db, "field-notes-summit")
        await insertTestAttendees(db, event?.id ?? "", everybody)
      })
      await use({ organizer: `organizer.${site.pid}@list.example` })
    },
    { scope: "worker", timeout: 180_000 },
  ],
  organizer: [
    async ({ context, crowd, gate, inbox }, use, testInfo) => {
      await signInOrganizer(context.request, { gate, inbox }, `${testInfo.testId}.${crowd.organizer}`)
      await use(undefined)
    },
    { auto: true },
  ],
})

// One worker and so one crowd, for which the site starts again.
test.describe.configure({ mode: "default" })

const rows = (page: Page) => page.getByRole("grid").locator("tbody tr:has(th)")
const row = (page: Page, name: string) => rows(page).filter({ hasText: name })
const search = (page: Page) => page.getByRole("searchbox")
const said = (page: Page) => page.getByRole("status").filter({ hasText: /attendees?/ })

/** The list with its keys listening. */
async function openList(page: Page, query = ""): Promise<void> {
  await page.goto(path + query)
  await expect(page.getByRole("button", { name: /Columns/ })).toBeVisible()
  await expect(page.locator('tbody tr[tabindex="0"] a[tabindex="-1"]')).toHaveCount(1)
}

/** Raw kB, of 1000 bytes: the browser has to read all of them before it shows a row. */
const pageBudget = 120

test("a page of 50 attendees is light", async ({ page }) => {
  const html = await (await page.request.get(path)).text()

  expect(html.match(/ name="ids"/g)).toHaveLength(50)
  expect(html).not.toContain("<style")
  expect(Buffer.byteLength(html) / 1_000).toBeLessThanOrEqual(pageBudget)
})

test("the list is walked, selected from and opened with the keyboard alone", async ({ page }) => {
  await openList(page, "?sort=name&status=registered&status=pending")
  await page.keyboard.press("j")
  await expect(row(page, "Ana Ribeiro")).toBeFocused()
  await page.keyboard.press("j")
  await expect(row(page, "Freya Lindqvist")).toBeFocused()

  await page.keyboard.press("Space")
  await expect(row(page, "Freya Lindqvist")).toHaveAttribute("aria-selected", "true")
  await page.keyboard.press("Shift+ArrowDown")
  await page.keyboard.press("Shift+ArrowDown")
  await expect(page.getByRole("form", { name: "Selected attendees" })).toContainText("3 selected")

  await page.keyboard.press("k")
  await page.keyboard.press("Enter")
  const drawer = page.getByRole("complementary", { name: "Attendee" })
  await expect(drawer.getByRole("heading", { name: "Guest Number01" })).toBeVisible()
  await expect(page).toHaveURL(/[?&]a=[0-9a-f-]{36}/)
  await page.keyboard.press("ArrowDown")
  await expect(drawer.getByRole("heading", { name: "Guest Number02" })).toBeVisible()

  await page.keyboard.press("Escape")
  await expect(drawer).toHaveCount(0)
  await expect(row(page, "Guest Number02")).toBeFocused()
})

test("the focus survives rows that come and go while the list is scrolled", async ({ page }) => {
  await openList(page, "?sort=name")
  await page.keyboard.press("j")
  await page.keyboard.press("End")
  await expect(page.locator('tr[aria-rowindex="55"]')).toBeAttached()
  await page.keyboard.press("End")

  await expect(page.locator('tr[aria-rowindex="55"]')).toBeFocused()
  await page
    .getByRole("grid")
    .locator("..")
    .evaluate((list) => list.scrollTo(0, 0))
  await expect(row(page, "Ana Ribeiro")).toBeVisible()
  await expect(page.locator('tr[aria-rowindex="55"]')).toBeFocused()
  await expect(page.getByRole("grid")).toHaveAttribute("aria-rowcount", "55")
})

test("what is typed is searched for, and going back undoes it in one step", async ({ page }) => {
  await openList(page)
  await page.keyboard.press("/")
  await expect(search(page)).toBeFocused()
  await page.keyboard.type("oyel", { delay: 60 })

  await expect(rows(page)).toHaveCount(1)
  await expect(row(page, "Tomás Oyelaran")).toBeVisible()
  await expect(page).toHaveURL(/\?q=oyel$/)
  await expect(said(page)).toContainText("1 of 54 attendees")
  await page.goBack()
  await expect(search(page)).toHaveValue("")
  await expect.poll(() => rows(page).count()).toBeGreaterThan(10)
})

test("nobody found is told with the filter that found nobody", async ({ page }) => {
  await openList(page)
  await search(page).fill("nobody like that")

  await expect(page.getByRole("heading", { name: words("list.none.title") })).toBeVisible()
  await expect(page.getByText("“nobody like that”")).toBeVisible()
  await page.getByRole("link", { name: "Clear filter" }).last().click()
  await expect(row(page, "Guest Number50")).toBeVisible()
})

test("a filter is chosen, shown as a chip, combined and taken away", async ({ page }) => {
  await openList(page)
  await page.keyboard.press("f")
  const menu = page.getByRole("dialog", { name: "Filter attendees" })
  await menu.locator("summary", { hasText: "track" }).click()
  await menu.getByRole("checkbox", { name: "Sensors and telemetry" }).check()
  await page.keyboard.press("Escape")

  await expect(menu).toBeHidden()
  await expect(rows(page)).toHaveCount(2)
  await expect(page).toHaveURL(/answer\.track=sensing/)
  await page.getByRole("link", { name: /^Remove the filter .*Sensors and telemetry/ }).click()
  await expect.poll(() => rows(page).count()).toBeGreaterThan(10)
  await expect(page).toHaveURL(new RegExp(`${path}$`))
})

test("a header sorts, says how, and going back restores the order before", async ({ page }) => {
  await openList(page)
  const header = page.getByRole("columnheader", { name: "Name" })
  await header.getByRole("link").click()
  await expect(rows(page).first()).toContainText("Ana Ribeiro")
  await expect(header).toHaveAttribute("aria-sort", "ascending")

  await header.getByRole("link").click()
  await expect(rows(page).first()).toContainText("Tomás Oyelaran")
  await expect(header).toHaveAttribute("aria-sort", "descending")
  await page.goBack()
  await expect(rows(page).first()).toContainText("Ana Ribeiro")
})

test("columns are chosen, moved and sized by keyboard, and remembered", async ({ page }) => {
  await openList(page)
  await page.keyboard.press("c")
  const menu = page.getByRole("dialog", { name: "Columns" })
  await menu.getByRole("checkbox", { name: "Ticket" }).press("Space")
  await menu.getByRole("button", { name: "Move Ticket up" }).press("Enter")
  const saved = page.waitForResponse((response) => response.request().postData()?.includes("640") ?? false)
  await menu.getByRole("slider", { name: "Width of Name" }).press("End")
  await expect(page).toHaveURL(/cols=name:640,email,status,completion,code,registered$/)
  await saved

  await openList(page)
  await expect(page.getByRole("columnheader")).toHaveText([
    "Name",
    "Email",
    "Status",
    "Profile",
    "Ticket",
    "Registered↓",
  ])
  const header = page.getByRole("columnheader", { name: "Name" })
  expect(await header.evaluate((cell) => cell.getBoundingClientRect().width)).toBe(640)
})

test("everybody who matches can be selected without loading them", async ({ page }) => {
  await openList(page, "?q=guest")
  await page.getByRole("checkbox", { name: "Select all attendees loaded so far" }).check()
  const bar = page.getByRole("form", { name: "Selected attendees" })
  await expect(bar).toContainText("50 selected")

  await page.keyboard.press("Escape")
  await expect(bar).toHaveCount(0)
})

test("with single keys turned off only the other keys do anything", async ({ page }) => {
  await openList(page)
  await page.getByRole("button", { name: "Keyboard shortcuts" }).click()
  await page.getByRole("checkbox", { name: /single|keys|shortcuts/i }).uncheck()
  await page.keyboard.press("Escape")
  await page.locator('tbody tr[tabindex="0"]').focus()
  await page.keyboard.press("f")

  await expect(page.getByRole("dialog", { name: "Filter attendees" })).toBeHidden()
  await page.keyboard.press("Space")
  await expect(page.getByText("1 selected", { exact: true })).toBeVisible()
})

test("what the page can do is found by its name, and so are attendees", async ({ page }) => {
  await openList(page)
  const palette = page.getByRole("dialog", { name: "Find a command" })
  await page.keyboard.press("Control+k")
  await expect(palette.getByRole("option")).not.toHaveCount(0)

  await page.keyboard.type("COLUM")
  await page.keyboard.press("Enter")
  await expect(palette).toBeHidden()
  await expect(page.getByRole("dialog", { name: "Columns" })).toBeVisible()
  await page.keyboard.press("Escape")
  await page.keyboard.press("Control+k")
  await page.keyboard.type("oyel")
  await expect(palette.getByRole("option", { selected: true })).toHaveText("Search attendees for “oyel”")
  await page.keyboard.press("Enter")

  await expect(page).toHaveURL(/\?q=oyel$/)
  await expect(row(page, "Tomás Oyelaran")).toBeVisible()
})

test("an address that asks for what there is not is told so, and the rest of it counts", async ({ page }) => {
  await openList(page, "?shoe=45&sort=-shoe&after=nowhere&cols=name,shoe&q=guest&from=yesterday")

  const notice = page.getByRole("status").filter({ hasText: words("list.problem.title") })
  await expect(notice.getByRole("listitem")).toHaveCount(5)
  await expect(said(page)).toContainText("50 of 54 attendees")
})

test("axe has nothing to say, in light and dark, wide and narrow", async ({ page }) => {
  await openList(page, "?sort=name")
  for (const key of ["", "f", "c"]) {
    if (key) await page.keyboard.press(key)
    await expectNoFaults(page, key, "light", "dark")
    if (key) await page.keyboard.press("Escape")
  }
  await page.setViewportSize({ width: 320, height: 640 })
  const width = () => page.evaluate(() => document.documentElement.scrollWidth)
  expect(await width()).toBeLessThanOrEqual(320)
})

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false })

  test("the same address shows the first 50, a filter form, links to sort and the next ones", async ({
    page,
  }) => {
    await page.goto(`${path}?sort=name`)
    await expect(rows(page)).toHaveCount(50)
    await expect(rows(page).first()).toContainText("Ana Ribeiro")
    for (const width of [390, 1280]) {
      await page.setViewportSize({ width, height: 900 })
      const [first, second] = await Promise.all([0, 1].map((index) => rows(page).nth(index).boundingBox()))
      expect(second?.y, "one row below the other").toBe((first?.y ?? 0) + (first?.height ?? 0))
    }

    await page.getByRole("link", { name: "Next 50" }).click()
    await expect(rows(page)).toHaveCount(4)
    await page.getByRole("link", { name: "Back to the beginning" }).click()
    await page.getByRole("columnheader", { name: "Name" }).getByRole("link").click()
    await expect(rows(page).first()).toContainText("Tomás Oyelaran")

    await search(page).fill("lindqvist")
    await page.getByRole("button", { name: "Search" }).click()
    await expect(rows(page)).toHaveCount(1)
    await page
      .getByRole("button", { name: /Filter/ })
      .first()
      .click()
    const menu = page.getByRole("dialog", { name: "Filter attendees" })
    await menu.getByRole("checkbox", { name: "Cancelled" }).check()
    await menu.getByRole("button", { name: "Show attendees" }).click()
    await expect(page.getByRole("heading", { name: words("list.none.title") })).toBeVisible()
    await page.getByRole("link", { name: "Clear filter" }).last().click()
    await expect(rows(page)).toHaveCount(50)
  })

  test("one of many choices is found in a list box", async ({ page }) => {
    await page.goto(path)
    await page
      .getByRole("button", { name: /Filter/ })
      .first()
      .click()
    const menu = page.getByRole("dialog", { name: "Filter attendees" })
    await menu.locator("summary").filter({ hasText: "Which country" }).click()
    await menu.getByRole("listbox", { name: "Which country do you come from?" }).selectOption("PT")
    await menu.getByRole("button", { name: "Show attendees" }).click()

    await expect(page.getByRole("heading", { name: words("list.none.title") })).toBeVisible()
  })

  test("boxes and a button act on several at once", async ({ page }) => {
    await page.goto(`${path}?q=guest&sort=name`)
    await page.getByRole("checkbox", { name: "Select Guest Number49" }).check()
    await page.getByRole("checkbox", { name: "Select Guest Number50" }).check()
    await page.getByRole("button", { name: "Badge printed" }).click()

    await expect(page).toHaveURL(/\/attendees\/jobs\/[0-9a-f-]{36}$/)
  })
})
