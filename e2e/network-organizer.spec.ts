import type { APIRequestContext, Page } from "playwright/test"
import { localTime } from "@/lib/domain/local-time"
import { words } from "@/lib/i18n/test-words"
import { expect, test } from "./fixtures"
import { postForm, signInOrganizer } from "./form-post"
import { publishEvent } from "./own-event"
import { RegistrationPage } from "./pages/registration-page"

const hourMs = 60 * 60_000

/** Of later visits, in fields of the person, so that none is warned about. */
const questions = [
  { label: "Where do you work?", field: "company" },
  { label: "What is your job title?", field: "title" },
  { label: "In which city do you live?", field: "city" },
  { label: "Where did you grow up?", field: "hometown" },
]

const pass = {
  network_name: "Northside Guests",
  given_at: "complete",
  opens_before: "24",
  closes_after: "1",
  balance: "10",
  profiles: "guest, events",
  service_class: "basic",
}

/** An event that begins in two hours, with four questions and a pass for whoever answers them; returns its slug. */
async function eventWithPass(request: APIRequestContext): Promise<string> {
  const at = (ms: number) => localTime(new Date(Date.now() + ms), "Europe/Berlin")
  const slug = await publishEvent(request, {
    ...{ title: "Radio Night", starts_at: at(2 * hourMs), ends_at: at(5 * hourMs) },
  })
  for (const question of questions) {
    const fields = { ...question, type: "short_text", stage: "profile" }
    const path = `/organizer/${slug}/questions/new`
    expect((await postForm(request, { path, button: words("editor.question.save"), fields })).status()).toBe(
      303,
    )
  }
  return slug
}

const wifi = (page: Page) => page.getByRole("region", { name: pass.network_name })

/** Opens a page again and again until it says something: GATE is asked every half a minute at most. */
async function reloadUntil(page: Page, path: string, text: string | RegExp): Promise<void> {
  await expect(async () => {
    await page.goto(path)
    await expect(page.getByRole("main").getByText(text).first()).toBeVisible({ timeout: 3_000 })
  }).toPass({ timeout: 120_000, intervals: [2_000] })
}

test.describe.configure({ timeout: 400_000 })

test("answering the questions brings the pass, a session uses it up, an organizer adds time, and cancelling ends it @both", async ({
  page,
  browser,
  site,
  gate,
  inbox,
  newEmail,
}) => {
  const email = newEmail()
  const desk = await (await browser.newContext({ baseURL: site.url, locale: "en-GB" })).newPage()
  await signInOrganizer(desk.request, { gate, inbox }, newEmail())
  const slug = await eventWithPass(desk.request)
  const network = `/organizer/${slug}/network`
  const refused = { path: network, button: "Switch the pass on", fields: { ...pass, balance: "0" } }
  expect(await (await postForm(desk.request, refused)).text()).toContain("Enter minutes from 1 to")
  const saved = await postForm(desk.request, { ...refused, fields: pass })
  expect(saved.headers().location).toContain(`${network}?done=saved`)

  const form = await RegistrationPage.open(page, slug)
  await form.firstName.fill("Ana")
  await form.lastName.fill("Ribeiro")
  await form.email.fill(email)
  await form.terms.check()
  const codePage = await form.submit()
  const { path: ticket } = await codePage.confirm((await inbox.nextCode(email)).code)
  await page.goto(ticket)
  await expect(wifi(page).getByText("Answer the remaining questions")).toBeVisible()

  await wifi(page).getByRole("link", { name: "Answer the questions" }).click()
  for (const { label } of questions) {
    const answer = page.getByLabel(label)
    if (!(await answer.isVisible())) await page.getByRole("button", { name: "Save and continue" }).click()
    await answer.fill("Porto")
  }
  await page.getByRole("button", { name: "Save and continue" }).click()
  await expect(page.getByRole("button", { name: "Save and continue" })).toHaveCount(0)
  await expect
    .poll(() => gate.tokenOf(email), { timeout: 60_000 })
    .toMatchObject({
      profile: ["guest", "events"],
      klass: "basic",
      user_time: 600,
    })
  await page.goto(ticket)
  await expect(wifi(page).getByText(email)).toBeVisible()
  await expect(wifi(page).getByText("You can use the Wi-Fi until")).toBeVisible()

  const attendee = ticket.replace("/tickets/", `/organizer/${slug}/attendees/`)
  await gate.goOnline(email)
  await reloadUntil(desk, attendee, /Used$/)
  await gate.advanceClock(11 * 60)
  try {
    await reloadUntil(desk, attendee, /Over$/)
    await desk.goto(`/organizer/${slug}/attendees?online=yes&network=over`)
    await expect(desk.getByRole("link", { name: "Ana Ribeiro" })).toBeVisible()
    await desk.goto(attendee)
    await desk.getByRole("button", { name: "Add 30 minutes" }).click()
    await expect(desk.getByText(words("person.done.network_added"))).toBeVisible()
    await expect.poll(async () => (await gate.tokenOf(email)).user_time, { timeout: 60_000 }).toBe(1_800)

    await page.goto(`${ticket}/cancel`)
    await page.getByRole("button", { name: "Cancel my registration" }).click()
    await expect
      .poll(() => gate.tokenOf(email), { timeout: 60_000 })
      .toMatchObject({ profile: [], user_time: 0 })
    await reloadUntil(desk, attendee, /Cancelled$/)
  } finally {
    await gate.advanceClock(0)
  }
})
