import { words } from "@/lib/i18n/test-words"
import { expect, test } from "./fixtures"
import { formBody, hiddenFields } from "./form-fields"
import { fieldNotes, registration } from "./form-post"

/** An id of an action as long as Next's, of a build that never was. */
const unknownId = `40${"ab".repeat(20)}`
const page = `${fieldNotes}/register`
const sentence = "This page was updated while you were filling it in"

test("a form of an earlier build comes back without JavaScript with everything typed", async ({
  request,
  newEmail,
}) => {
  const hidden = hiddenFields(await (await request.get(page)).text(), "Get my ticket")
  const stale = Object.fromEntries(
    Object.entries(hidden).map(([name, value]) => [
      name,
      value.replace(/"id":"[0-9a-f]+"/, `"id":"${unknownId}"`),
    ]),
  )
  expect(stale).not.toEqual(hidden)
  const email = newEmail()

  const answer = await request.post(page, {
    multipart: formBody(stale, registration(email)),
    maxRedirects: 0,
  })
  const html = await answer.text()

  expect(answer.status()).toBe(200)
  expect(html).toContain(sentence)
  expect(html).toMatch(/<title>Error: /)
  expect(html).toContain(`value="${email}"`)
  // What came back can be sent, and is taken.
  const again = formBody(hiddenFields(html, "Get my ticket"), registration(email))
  const origin = new URL(answer.url()).origin
  const taken = await request.post(page, { multipart: again, headers: { origin }, maxRedirects: 0 })
  expect(taken.status()).toBe(303)
})

test("a form of an earlier build comes back with JavaScript with everything typed", async ({
  page: tab,
  newEmail,
  watch,
}) => {
  watch.expectComplaint(/status of 409/)
  const email = newEmail()
  await tab.route(`**${page}`, async (route) => {
    const headers = route.request().headers()
    if (headers["next-action"]) headers["next-action"] = unknownId
    await route.continue({ headers })
  })
  await tab.goto(page)
  await tab.getByLabel("First name").fill("Ana")
  await tab.getByLabel("Email address").fill(email)
  await tab.getByRole("button", { name: "Get my ticket" }).click()

  await expect(tab.getByRole("heading", { name: sentence })).toBeVisible()
  await expect(tab.getByLabel("First name")).toHaveValue("Ana")
  await expect(tab.getByLabel("Email address")).toHaveValue(email)
})

test("a form that gets no answer stays with everything typed", async ({ page: tab, newEmail, watch }) => {
  watch.expectComplaint(/ERR_FAILED/)
  const email = newEmail()
  await tab.goto(page)
  await tab.getByLabel("First name").fill("Ana")
  await tab.getByLabel("Email address").fill(email)
  await tab.route(`**${page}`, (route) => route.abort())
  await tab.getByRole("button", { name: "Get my ticket" }).click()

  await expect(
    tab.getByRole("heading", { name: words("common.browser.unsent.unreachable.title") }),
  ).toBeVisible()
  await expect(tab.getByLabel("First name")).toHaveValue("Ana")
  await expect(tab.getByLabel("Email address")).toHaveValue(email)
})
