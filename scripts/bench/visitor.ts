import type { Browser, Page } from "playwright"
import type { Site } from "../../e2e/servers/site"

export type Cookies = Awaited<ReturnType<Awaited<ReturnType<Browser["newContext"]>>["storageState"]>>

export const event = "/e/field-notes-summit"

const deliveryLimitMs = 60_000

async function fillIn(page: Page, site: Site, email: string): Promise<void> {
  await page.goto(`${site.url}${event}/register`)
  await page.getByLabel("First name").fill("Ana")
  await page.getByLabel("Email address").fill(email)
  await page.getByLabel("Mapping and survey").check()
  await page.getByLabel("I accept the terms").check()
  await page.getByRole("button", { name: "Get my ticket" }).click()
  await page.waitForURL(/\/confirm$/)
}

/** Cookies of somebody who has been sent a code. */
export async function waitForCode(browser: Browser, site: Site): Promise<Cookies> {
  const context = await browser.newContext({ locale: "en-GB" })
  await fillIn(await context.newPage(), site, "waiting@example.com")
  const cookies = await context.storageState()
  await context.close()
  return cookies
}

/** Cookies of somebody who has registered, and the path of their ticket, once GATE has everything. */
export async function register(browser: Browser, site: Site): Promise<{ cookies: Cookies; ticket: string }> {
  const context = await browser.newContext({ locale: "en-GB" })
  const page = await context.newPage()
  await fillIn(page, site, "bench@example.com")
  const mailbox = await (await context.request.get(`${site.url}/dev/mailbox`)).text()
  const [, first, second] = /(\d{3}) (\d{3}) is your/.exec(mailbox) ?? []
  await page.getByLabel("6-digit code").fill(`${first}${second}`)
  await page.getByRole("button", { name: "Confirm" }).click()
  await page.waitForURL(/\/tickets\//)
  const ticket = new URL(page.url()).pathname
  const state = async () => (await (await context.request.get(`${site.url}/api${ticket}`)).json()).state
  const end = Date.now() + deliveryLimitMs
  while ((await state()) !== "finished") {
    if (Date.now() > end) throw new Error(`GATE had not everything of ${ticket} within a minute.`)
    await page.waitForTimeout(500)
  }
  const cookies = await context.storageState()
  await context.close()
  return { cookies, ticket }
}
