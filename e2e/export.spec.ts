import { readFile } from "node:fs/promises"
import type { Page } from "playwright/test"
import { expect, test } from "./fixtures"
import { confirmRegistration, delivered, registration, signInOrganizer, startRegistration } from "./form-post"
import type { Inbox } from "./servers/inbox"

const event = "/e/river-survey-weekend"
const exports = "/organizer/river-survey-weekend/exports"
const columns = "name,email,answer.company,answer.phone"

type Guest = { page: Page; inbox: Inbox; email: string; fields: Record<string, string> }

async function register({ page, inbox, email, fields }: Guest): Promise<void> {
  await startRegistration(page.request, registration(email, fields), event)
  await delivered(page.request, await confirmRegistration(page.request, inbox, email, event))
  await page.context().clearCookies()
}

/** Has the file of a list made and fetches it. */
async function takeFile(page: Page, list: string, format: RegExp): Promise<{ name: string; bytes: Buffer }> {
  await page.goto(`${exports}?${list}&cols=${columns}`)
  await page.getByRole("radio", { name: format }).check()
  await page.getByRole("button", { name: "Prepare the file" }).click()
  const waiting = page.waitForEvent("download")
  await page.getByRole("link", { name: "Download" }).click()
  const download = await waiting
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) }
}

test("a file has what the list shows, in its order, and nothing a spreadsheet would run @both", async ({
  page,
  gate,
  inbox,
  newEmail,
}) => {
  const family = `Q${newEmail().replace(/\W/g, "")}`
  const [zoe, ana] = [newEmail(), newEmail()]
  const formula = "=HYPERLINK(A1)"
  await register({
    ...{ page, inbox, email: zoe },
    fields: { first_name: "Zoë", last_name: family, company: formula, phone: "+49 30 901820" },
  })
  await register({
    ...{ page, inbox, email: ana },
    fields: { first_name: "Ana", last_name: family, company: "Flüsse, Seen & Co", phone: "" },
  })
  await signInOrganizer(page.request, { gate, inbox }, newEmail())

  const { name, bytes } = await takeFile(page, `q=${family}&sort=name`, /^CSV/)

  expect(name).toMatch(/^river-survey-weekend-attendees-\d{4}-\d\d-\d\d-2-rows\.csv$/)
  expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
  const line = (values: string[]) => values.map((value) => value && `"${value}"`).join()
  expect(bytes.subarray(3).toString().trimEnd().split(/\r?\n/)).toEqual([
    line(columns.split(",")),
    line([`Ana ${family}`, ana, "Flüsse, Seen & Co", ""]),
    line([`Zoë ${family}`, zoe, `'${formula}`, "+4930901820"]),
  ])
  const json = await takeFile(page, `q=${family}&sort=-name`, /^JSON/)
  expect(JSON.parse(json.bytes.toString()).map((row: { email: string }) => row.email)).toEqual([zoe, ana])
  const sheet = await takeFile(page, `q=${family}`, /^Excel/)
  expect(sheet.name).toMatch(/-2-rows\.xlsx$/)
  expect(sheet.bytes.subarray(0, 2).toString()).toBe("PK")
})

test("a file is its maker's alone, and without a column there is none @both", async ({
  page,
  gate,
  inbox,
  newEmail,
}) => {
  await signInOrganizer(page.request, { gate, inbox }, newEmail())
  await page.goto(`${exports}?cols=${columns}`)
  await page.getByRole("checkbox", { name: /^Name/ }).uncheck()
  await page.getByRole("checkbox", { name: /^Email/ }).uncheck()
  await page.getByRole("checkbox", { name: /answer\.company/ }).uncheck()
  await page.getByRole("checkbox", { name: /answer\.phone/ }).uncheck()
  await page.getByRole("button", { name: "Prepare the file" }).click()
  await expect(page.getByRole("link", { name: "Select at least one column" })).toBeVisible()
  await page.getByRole("checkbox", { name: /^Email/ }).check()
  await page.getByRole("button", { name: "Prepare the file" }).click()
  const file = await page.getByRole("link", { name: "Download" }).getAttribute("href")

  // Or the page goes on asking for the file, as somebody else.
  await page.goto("about:blank")
  await page.context().clearCookies()
  await signInOrganizer(page.request, { gate, inbox }, newEmail())
  const answer = await page.request.get(file ?? "", { maxRedirects: 0 })

  expect(answer.status()).toBe(404)
  expect(answer.headers()["content-disposition"]).toBeUndefined()
})
