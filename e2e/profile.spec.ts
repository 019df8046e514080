import type { Page } from "playwright/test"
import { words } from "@/lib/i18n/test-words"
import { expect, test } from "./fixtures"
import { registerByRequest } from "./form-post"
import type { Gate } from "./servers/gate"

const profileOf = (ticket: string) => ticket.replace("/tickets/", "/profile/")

async function extraOf(gate: Gate, email: string) {
  const [user] = await gate.usersOf(email)
  const [extra] = await gate.extrasOf(user?.id ?? "")
  if (!extra) throw new Error(`GATE has no record of ${email}.`)
  return extra
}

/** The first page of questions, where the country the browser suggests is not chosen. */
async function openQuestions(page: Page, ticket: string): Promise<void> {
  await page.goto(profileOf(ticket))
  const country = page.getByLabel(/Which country do you come from/)
  await expect(country).toHaveValue("")
  await expect(country.locator("option").nth(1)).toHaveText("United Kingdom – suggested by your browser")
}

const save = (page: Page) => page.getByRole("button", { name: "Save and continue" }).click()

test.describe("without JavaScript, a visit to one's profile", () => {
  test.use({ javaScriptEnabled: false })

  test("that answers two questions sends one PATCH of exactly those fields", async ({
    page,
    gate,
    inbox,
    newEmail,
  }) => {
    const email = newEmail()
    const ticket = await registerByRequest(page.request, inbox, email)
    const before = await extraOf(gate, email)
    await gate.calm()
    await openQuestions(page, ticket)

    await page.getByRole("radio", { name: "Yes" }).check()
    await page.getByLabel(/Where do you work/).fill("Kelvin Labs")
    await save(page)

    await expect(page.getByRole("meter", { name: "3 of 8 answered" })).toBeVisible()
    const changes = { company: "Kelvin Labs", custom_field_3: "yes" }
    expect(await gate.writes()).toEqual([
      { method: "PATCH", path: `/api/v1/user_extra/${before.id}/`, status: 200, body: changes },
    ])
    const { updated_at: _, ...rest } = before
    expect(await extraOf(gate, email)).toMatchObject({ ...rest, ...changes })
  })

  test("asks a skipped question again only on a later visit", async ({ page, inbox, newEmail }) => {
    const ticket = await registerByRequest(page.request, inbox, newEmail())
    await page.goto(profileOf(ticket))

    await page.getByRole("button", { name: "Skip for now" }).click()

    await expect(page.getByText("Are you staying for dinner?")).toBeHidden()
    await page.context().clearCookies({ name: /skipped/ })
    await page.goto(profileOf(ticket))
    await expect(page.getByText("Are you staying for dinner?")).toBeVisible()
  })

  test("that changes nothing sends nothing", async ({ page, gate, inbox, newEmail }) => {
    const ticket = await registerByRequest(page.request, inbox, newEmail())
    await gate.calm()
    await page.goto(`${profileOf(ticket)}/answers/track`)

    await save(page)

    await expect(page.getByRole("heading", { name: "Check your answers" })).toBeVisible()
    expect(await gate.writes()).toEqual([])
  })

  test("shows both answers when the same one was changed elsewhere meanwhile", async ({
    page,
    gate,
    inbox,
    newEmail,
  }) => {
    const email = newEmail()
    const ticket = await registerByRequest(page.request, inbox, email)
    const { id } = await extraOf(gate, email)
    await page.goto(`${profileOf(ticket)}/answers/track`)
    await gate.changeExtra(id, { custom_field_2: "people" })

    await page.getByRole("radio", { name: "Sensors and telemetry" }).check()
    await save(page)

    await expect(
      page.getByLabel(words("profile.choice.theirs", { answer: "Interviews and ethnography" })),
    ).toBeVisible()
    expect(await gate.writes()).toEqual([])
    await page.getByLabel("Use my answer: Sensors and telemetry").check()
    await save(page)
    await expect(page.getByRole("heading", { name: "Check your answers" })).toBeVisible()
    expect((await extraOf(gate, email)).custom_field_2).toBe("sensing")
  })

  test("keeps the answers while GATE is down and delivers them afterwards", async ({
    page,
    gate,
    inbox,
    newEmail,
  }) => {
    const email = newEmail()
    const ticket = await registerByRequest(page.request, inbox, email)
    await openQuestions(page, ticket)
    await gate.misbehave({ fault: "error", status: 503, path: "/user_extra/" })

    await page.getByLabel(/Where do you work/).fill("Kelvin Labs")
    await save(page)
    await page.goto(`${profileOf(ticket)}/answers`)
    await expect(page.getByText(words("profile.status.waiting"))).toBeVisible()
    await gate.misbehave()

    await expect
      .poll(async () => (await extraOf(gate, email)).company, { timeout: 45_000 })
      .toBe("Kelvin Labs")
  })
})

test("with JavaScript an answer is saved as it is typed", async ({ page, gate, inbox, newEmail }) => {
  const email = newEmail()
  const ticket = await registerByRequest(page.request, inbox, email)
  await openQuestions(page, ticket)

  await page.getByLabel(/Where do you work/).fill("Kelvin Labs")

  await expect(page.getByRole("status")).toHaveText("Saved")
  expect((await extraOf(gate, email)).company).toBe("Kelvin Labs")
})
