import type { Browser, Page } from "playwright/test"
import { words } from "@/lib/i18n/test-words"
import { expect, test } from "./fixtures"
import { formBody, hiddenFields } from "./form-fields"
import { locationOf, postForm } from "./form-post"
import { RegistrationPage } from "./pages/registration-page"
import { SignInPage } from "./pages/sign-in-page"
import { remoteConfiguration, Site } from "./servers/site"

const many = "A lot of people on your network"

/** A browser at a venue, or anywhere else: the proxy in front of the site says where it is. */
async function browserAt(
  browser: Browser,
  site: Site,
  address: string,
  javaScriptEnabled = true,
): Promise<Page> {
  const context = await browser.newContext({
    baseURL: site.url,
    javaScriptEnabled,
    extraHTTPHeaders: { "x-forwarded-for": address },
  })
  return context.newPage()
}

test.describe("where every code costs work", () => {
  // One worker and so one site.
  test.describe.configure({ mode: "default" })
  let site: Site

  test.beforeAll(async ({ gate, inbox }) => {
    test.setTimeout(180_000)
    const limits = { TRUSTED_PROXY_HOPS: "1", LIMIT_CLIENT_CODES_FREE: "0", LIMIT_WAIT_SECONDS: "2" }
    site = await Site.start({ ...remoteConfiguration(gate, inbox), ...limits })
  })
  test.afterAll(() => site.remove())

  test("a browser does it in the background and nobody has to do anything", async ({
    browser,
    inbox,
    newEmail,
  }) => {
    const page = await browserAt(browser, site, "192.0.2.1")
    const complaints: string[] = []
    page.on("console", (message) => message.type() === "error" && complaints.push(message.text()))
    const email = newEmail()
    const form = await RegistrationPage.open(page)
    await form.fill({ firstName: "Ana", email })

    const worked = page.waitForRequest((request) => (request.postData() ?? "").includes("derivedKey"))
    const codePage = await form.submit()
    await worked
    await codePage.confirm((await inbox.nextCode(email)).code)

    expect(inbox.codeMailsTo(email)).toHaveLength(1)
    expect(complaints).toEqual([])
    await page.context().close()
  })

  test("the keyboard is enough, and a screen reader hears why it takes a moment", async ({
    browser,
    inbox,
    newEmail,
  }) => {
    const page = await browserAt(browser, site, "192.0.2.2")
    const email = newEmail()
    await SignInPage.open(page)
    const status = page.getByRole("status").filter({ hasText: many })
    const heard = status.waitFor()
    await page.getByLabel("Email address").fill(email)
    await page.keyboard.press("Enter")

    await heard
    await expect(page.getByRole("heading", { name: "Check your email" })).toBeVisible()
    await inbox.nextCode(email)
    await page.context().close()
  })

  test("a person without JavaScript waits, and keeps what was typed", async ({
    browser,
    inbox,
    newEmail,
  }) => {
    const page = await browserAt(browser, site, "192.0.2.3", false)
    const email = newEmail()
    const form = await RegistrationPage.open(page)
    await form.fill({ firstName: "Ana", lastName: "Ribeiro", email })
    const send = () => page.getByRole("button", { name: "Get my ticket" }).click()
    await send()

    await expect(
      page.getByText(words("common.work.wait", { wait: words("common.wait.seconds", { count: 2 }) })),
    ).toBeVisible()
    await expect(form.firstName).toHaveValue("Ana")
    await expect(form.email).toHaveValue(email)
    await expect(form.choice("Which track will you follow?", "Mapping and survey")).toBeChecked()
    await expect(form.terms).toBeChecked()
    // Whoever does not wait long enough goes on waiting with the ticket they have.
    await expect(async () => {
      await send()
      await expect(page.getByRole("heading", { name: "Check your email" })).toBeVisible({ timeout: 500 })
    }).toPass()
    await inbox.nextCode(email)
    expect(inbox.codeMailsTo(email)).toHaveLength(1)
    await page.context().close()
  })

  test("a ticket to wait with is good for one code", async ({ playwright, newEmail }) => {
    const headers = { "x-forwarded-for": "192.0.2.4" }
    const request = await playwright.request.newContext({ baseURL: site.url, extraHTTPHeaders: headers })
    const path = "/sign-in"
    const button = "Send me a code"
    const refused = await postForm(request, { path, button, fields: { email: newEmail() } })
    const hidden = hiddenFields(await refused.text(), button)
    const send = () =>
      request.post(path, {
        multipart: formBody(hidden, { email: newEmail() }),
        headers: { origin: site.url },
        maxRedirects: 0,
      })

    await expect.poll(async () => locationOf(await send())).toBe("/sign-in/confirm")

    expect(locationOf(await send())).toBeNull()
    await request.dispose()
  })

  test("a stranger who asks ten codes for somebody does not keep the owner's browser out, and is told how long to wait", async ({
    browser,
    inbox,
    newEmail,
  }) => {
    const email = newEmail()
    const owner = await browserAt(browser, site, "192.0.2.10")
    const signIn = async () => {
      const codePage = await (await SignInPage.open(owner)).askForCode(email)
      // The newest: strangers' codes are there as well.
      const code = inbox.codeMailsTo(email).at(-1)?.subject?.slice(0, 7) ?? ""
      await codePage.confirmSignIn(code)
    }
    await signIn()
    await owner.getByRole("main").getByRole("button", { name: "Sign out", exact: true }).click()
    await expect(owner).toHaveURL(`${site.url}/?done=signed_out`)

    // Three codes for one client; the owner's first one and these nine are the address's day.
    for (const address of ["192.0.2.21", "192.0.2.22", "192.0.2.23"]) {
      const stranger = await browserAt(browser, site, address)
      for (let asked = 0; asked < 3; asked++) await (await SignInPage.open(stranger)).askForCode(email)
      await stranger.context().close()
    }
    const last = await browserAt(browser, site, "192.0.2.24")
    await (await SignInPage.open(last)).askRefused(email, words("common.failure.too_many_codes.title"))

    await expect(last.getByText(/Try again in \d+ hours\./)).toBeVisible()
    expect(inbox.codeMailsTo(email)).toHaveLength(10)
    await signIn()
    await last.context().close()
    await owner.context().close()
  })
})
