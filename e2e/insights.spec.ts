import AxeBuilder from "@axe-core/playwright"
import { words } from "@/lib/i18n/test-words"
import { expect, test } from "./fixtures"
import { registerByRequest, signInOrganizer } from "./form-post"

const overview = "/organizer/field-notes-summit"

test("the overview counts, and every number leads to the attendees it counts", async ({
  page,
  request,
  gate,
  inbox,
  newEmail,
}) => {
  await registerByRequest(request, inbox, newEmail())
  await signInOrganizer(page.request, { gate, inbox }, newEmail())

  await page.goto(overview)

  await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible()
  const registered = words("insights.funnel.confirmed")
  const funnel = page.getByRole("region", { name: words("insights.funnel.title") })
  await expect(funnel.getByRole("link", { name: new RegExp(`^${registered}`) }).first()).toBeVisible()
  await funnel.getByText("Show as a table").click()
  await expect(funnel.getByRole("row", { name: registered })).toBeVisible()
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
  await funnel.getByRole("link", { name: registered }).last().click()
  await expect(page).toHaveURL(/\/attendees\?status=pending&status=registered/)
  await page.goto(overview)
  await page.getByRole("region", { name: "Languages" }).getByRole("link").first().click()
  await expect(page).toHaveURL(/&language=[a-z]+$/)
  await expect(page.getByRole("link", { name: /^Remove the filter Language:/ })).toBeVisible()
  await expect(page.getByRole("grid").locator("tbody tr:has(th)")).not.toHaveCount(0)
})

test("what another program changed in GATE is here after a refresh", async ({
  page,
  request,
  gate,
  inbox,
  newEmail,
}) => {
  const email = newEmail()
  await registerByRequest(request, inbox, email)
  await signInOrganizer(page.request, { gate, inbox }, newEmail())
  const [user] = await gate.usersOf(email)
  const [extra] = await gate.extrasOf(user?.id ?? "")
  await gate.changeExtra(extra?.id ?? "", { custom_field_5: "checked_in@2027-05-14T08:00:00.000Z" })
  await page.goto(overview)

  const isCheckedIn = async () => {
    await page.getByRole("button", { name: "Refresh" }).click()
    await expect(page.getByRole("button", { name: "Refresh" })).toBeVisible()
    const answer = await page.request.get("/api/organizer/field-notes-summit/attendees?check_in=yes")
    const { rows } = await answer.json()
    return rows.some((row: { email: string }) => row.email === email)
  }
  await expect.poll(isCheckedIn, { timeout: 60_000, intervals: [2_000] }).toBe(true)
  await expect(page.getByText(/^Synced .*ago$/)).toBeVisible()
})

test("without JavaScript the refresh is a form that leads back", async ({
  browser,
  site,
  gate,
  inbox,
  newEmail,
}) => {
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: site.url })
  const page = await context.newPage()
  await signInOrganizer(page.request, { gate, inbox }, newEmail())
  await page.goto(overview)

  await page.getByRole("button", { name: "Refresh" }).click()

  await expect(page).toHaveURL(overview)
  await expect(page.getByText(/^Synced at \d\d:\d\d$/)).toBeVisible()
  await context.close()
})

test("GATE being away is said, and when it is asked again", async ({ page, gate, inbox, newEmail }) => {
  await signInOrganizer(page.request, { gate, inbox }, newEmail())
  await gate.misbehave({ fault: "error", status: 503, method: "GET", path: "/user_extra/$" })
  await page.goto(overview)

  const isSaid = async () => {
    await page.getByRole("button", { name: /Refresh|Try again/ }).click()
    return page.getByText(/GATE isn’t responding. Next try at \d\d:\d\d/).isVisible()
  }
  await expect.poll(isSaid, { timeout: 60_000, intervals: [2_000] }).toBe(true)
})
