import { readFile } from "node:fs/promises"
import path from "node:path"
import type { Page } from "playwright/test"
import { words } from "@/lib/i18n/test-words"
import { ROOT } from "../scripts/run-program.mjs"
import { expectNoFaults } from "./accessible"
import { expect, test } from "./fixtures"
import {
  confirmRegistration,
  delivered,
  postForm,
  registration,
  signInOrganizer,
  startRegistration,
} from "./form-post"
import { askQuestion, fieldTime, publishEvent } from "./own-event"
import { RegistrationPage } from "./pages/registration-page"
import type { Inbox } from "./servers/inbox"

type Walk = { step: (text: string, act: () => Promise<void>) => Promise<void>; end: () => void }

/** The steps of a section of docs/use-cases.md: they are walked in their order, and none is left out. */
async function walk(section: string): Promise<Walk> {
  const page = await readFile(path.join(ROOT, "docs/use-cases.md"), "utf8")
  const text = page.split(/^## /m).find((part) => part.startsWith(`${section}\n`)) ?? ""
  const written = [...text.matchAll(/^\d+\. (.+)$/gm)].map(([, step = ""]) => step)
  const walked: string[] = []
  return {
    step: async (name, act) => {
      expect(name, "the next step of the page").toBe(written[walked.length])
      walked.push(name)
      await test.step(name, act)
    },
    end: () => expect(walked, section).toEqual(written),
  }
}

/** Registers somebody for an event by requests and signs their browser in; returns the ticket's path. */
async function register(
  page: Page,
  inbox: Inbox,
  { email, slug, fields = {} }: { email: string; slug: string; fields?: Record<string, string> },
): Promise<string> {
  const event = `/e/${slug}`
  await startRegistration(page.request, registration(email, fields), event)
  const ticket = await confirmRegistration(page.request, inbox, email, event)
  await delivered(page.request, ticket)
  return ticket
}

const registrationId = (ticket: string) => ticket.replace("/tickets/", "")

/** What the server sends for the address, past the page of the browser. */
async function textOf(page: Page, address: string): Promise<string> {
  const answer = await page.request.get(address)
  expect(answer.status(), address).toBe(200)
  return answer.text()
}

/** Axe has nothing to say in either scheme. Without scripts it cannot run, and the pages are the same. */
async function look(page: Page, state: string, javaScriptEnabled: boolean | undefined): Promise<void> {
  if (javaScriptEnabled !== false) await expectNoFaults(page, state, "light", "dark")
}

test.describe.configure({ timeout: 300_000 })

test("a passport number is asked for, verified, counted, and no longer verified once it is another one @both", async ({
  page,
  browser,
  gate,
  inbox,
  newEmail,
  javaScriptEnabled,
}) => {
  const { step, end } = await walk("Compliance: is the passport number right?")
  const [organizer, email] = [newEmail(), newEmail()]
  const number = "C01X00T4789"
  await signInOrganizer(page.request, { gate, inbox }, organizer)
  const guest = await (await browser.newContext()).newPage()
  let slug = ""
  let ticket = ""

  await step("An organizer asks for a passport number, with a reason.", async () => {
    slug = await publishEvent(page.request, { title: "Border Walk" })
    await askQuestion(page.request, slug, {
      ...{ label: "Passport number", type: "short_text", stage: "profile" },
      ...{ field: "passport_number", why: "The walk crosses a border." },
    })
  })
  const answer = async (text: string) => {
    await guest.goto(`${ticket.replace("/tickets/", "/profile/")}/answers/passport_number`)
    await guest.getByLabel("Passport number").fill(text)
    await guest.locator("main form button[type=submit]").first().click()
    await expect(guest).toHaveURL(/\/answers$/)
  }
  await step("Somebody registers and answers.", async () => {
    ticket = await register(guest, inbox, { email, slug })
    await answer(number)
  })
  const list = `/organizer/${slug}/attendees`
  const counts = (verified: number) =>
    page.getByRole("link", {
      name: words("verification.count", { label: "Passport number", verified, all: 1 }),
    })
  await step("The organizer sees one number that nobody has verified, and the number nowhere.", async () => {
    await page.goto(`${list}?verified.passport_number=open&cols=name,verified.passport_number`)
    await expect(counts(0)).toBeVisible()
    await expect(page.getByRole("link", { name: "Ana Ribeiro" })).toBeVisible()
    await page.goto("/organizer/verification")
    await expect(page.getByRole("row", { name: /Border Walk/ })).toContainText("0 of 1")
    await look(page, "verification", javaScriptEnabled)
    await page.goto(`${list}/${registrationId(ticket)}`)
    expect(await page.content()).not.toContain(number)
  })
  await step("The organizer sees the document and says so.", async () => {
    await page.getByRole("button", { name: words("verification.panel.by_document") }).click()
    await expect(page.getByText(words("verification.done.verified"))).toBeVisible()
    await expect(page.getByText(/^Verified on .* against a document$/)).toContainText(organizer)
  })
  await step("List and overview count it, and the file says who verified it and when.", async () => {
    await page.goto(`${list}?verified.passport_number=verified`)
    await expect(counts(1)).toBeVisible()
    await page.goto(
      `/organizer/${slug}/exports?cols=name,verified.passport_number,verified_by.passport_number`,
    )
    await page.getByRole("radio", { name: /^CSV/ }).check()
    await page.getByRole("button", { name: "Prepare the file" }).click()
    const file = await page.getByRole("link", { name: "Download" }).getAttribute("href")
    const text = await textOf(page, file ?? "")
    expect(text).toContain(`"verified","${organizer}"`)
    expect(text).not.toContain(number)
  })
  await step("The attendee reads the date beside the answer.", async () => {
    await guest.goto(`${ticket.replace("/tickets/", "/profile/")}/answers`)
    await expect(guest.getByText(/^Verified on /)).toBeVisible()
    await look(guest, "answers", javaScriptEnabled)
  })
  await step("Another number is another answer: nobody has verified it.", async () => {
    await answer("C01X00T4780")
    await expect(guest.getByText(/^Verified on /)).toHaveCount(0)
    await page.goto(`${list}?verified.passport_number=open`)
    await expect(counts(0)).toBeVisible()
  })
  end()
  await guest.context().close()
})

test("people say yes to news, are counted in a segment, and leave its file when they change their mind @both", async ({
  page,
  browser,
  gate,
  inbox,
  newEmail,
  javaScriptEnabled,
}) => {
  const { step, end } = await walk("Marketing: people across events, who agreed")
  await signInOrganizer(page.request, { gate, inbox }, newEmail())
  const slug = await publishEvent(page.request, { title: "Kite Day" })
  const [fan, other] = [newEmail(), newEmail()]
  const guest = await (await browser.newContext()).newPage()
  const box = guest.getByLabel(/^Yes, .* may email me/)
  let segment = ""

  await step("An organizer has people asked for consent.", async () => {
    await page.goto("/organizer/segments")
    await page.getByRole("button", { name: words("marketing.ask.start") }).click()
    await expect(page.getByText(words("marketing.done.asked"))).toBeVisible()
    await look(page, "segments", javaScriptEnabled)
  })
  await step("Somebody registers and says yes, in a box that was not ticked.", async () => {
    const form = await RegistrationPage.open(guest, slug)
    await expect(box).not.toBeChecked()
    await look(guest, "registration", javaScriptEnabled)
    await form.firstName.fill("Ana")
    await form.email.fill(fan)
    await form.terms.check()
    await box.check()
    const code = await form.submit()
    await code.confirm((await inbox.nextCode(fan)).code)
  })
  await step("Somebody else registers and says nothing.", async () => {
    const stranger = await (await browser.newContext()).newPage()
    await register(stranger, inbox, { email: other, slug })
    await stranger.context().close()
  })
  await step("The organizer saves a segment and sees how many are in it, and how many agreed.", async () => {
    await page.goto("/organizer/segments/new")
    await page.getByRole("button", { name: words("marketing.segment.save") }).click()
    await expect(page.getByText(words("marketing.segment.fault.name_required")).first()).toBeVisible()
    await page.getByLabel(words("marketing.segment.label.name")).fill(`Kites ${slug}`)
    await page.getByLabel("Kite Day", { exact: true }).last().check()
    await page.getByRole("button", { name: words("marketing.segment.save") }).click()
    await expect(page.getByText(words("marketing.found", { people: 2, consented: 1 }))).toBeVisible()
    await look(page, "segment", javaScriptEnabled)
    segment = new URL(page.url()).pathname
  })
  await step("The file has the one who agreed.", async () => {
    const text = await textOf(page, `${segment}/people.csv`)
    expect(text).toContain(fan)
    expect(text).not.toContain(other)
  })
  await step("They change their mind on their own page.", async () => {
    await guest.goto("/me")
    const news = guest.getByRole("region", { name: words("me.news.title") })
    await look(guest, "news", javaScriptEnabled)
    await news.getByRole("button", { name: words("marketing.own.withdraw") }).click()
    await expect(guest.getByText(words("me.news.withdrawn"))).toBeVisible()
    await expect(news.getByRole("button", { name: words("marketing.own.give") })).toBeVisible()
  })
  await step("The file has nobody.", async () => {
    expect(await textOf(page, `${segment}/people.csv`)).not.toContain("@")
  })
  end()
  const stop = { path: "/organizer/segments", button: words("marketing.ask.stop"), fields: { ask: "no" } }
  expect((await postForm(page.request, stop)).status()).toBe(303)
  await guest.context().close()
})

test("an event is reported on, on a page that prints and in a file @both", async ({
  page,
  browser,
  gate,
  inbox,
  newEmail,
  javaScriptEnabled,
}) => {
  const { step, end } = await walk("A report of an event")
  await signInOrganizer(page.request, { gate, inbox }, newEmail())
  const slug = await publishEvent(page.request, {
    ...{ title: "Open Workshop", starts_at: fieldTime(1), ends_at: fieldTime(2) },
  })
  const row = (name: string) => page.getByRole("row", { name: new RegExp(`^${name}`) })

  await step("Somebody registers and is checked in, and somebody else registers.", async () => {
    const tickets: string[] = []
    for (const email of [newEmail(), newEmail()]) {
      const guest = await (await browser.newContext()).newPage()
      tickets.push(await register(guest, inbox, { email, slug }))
      await guest.context().close()
    }
    await page.goto(`/organizer/${slug}/attendees/${registrationId(tickets[0] ?? "")}`)
    await page.getByRole("button", { name: words("person.act.check_in") }).click()
    await expect(page.getByRole("button", { name: words("person.act.undo_check_in") })).toBeVisible()
  })
  await step("The report says how many came, and of what share.", async () => {
    await page.goto(`/organizer/${slug}/report`)
    await expect(row(words("report.attendance.registered"))).toContainText("2")
    await expect(row(words("report.attendance.checked_in"))).toContainText("50%")
    await expect(row(words("report.attendance.expected"))).toContainText("1")
    await look(page, "report", javaScriptEnabled)
  })
  await step("On paper there are its numbers and nothing else.", async () => {
    await page.emulateMedia({ media: "print" })
    await expect(row(words("report.attendance.checked_in"))).toBeVisible()
    await expect(page.getByRole("link", { name: words("report.download.csv") })).toBeHidden()
    await expect(page.locator(".side")).toBeHidden()
    await page.emulateMedia({ media: "screen" })
  })
  await step("The file has the same numbers.", async () => {
    const text = await textOf(page, `/organizer/${slug}/report/report.csv`)
    expect(text).toContain(`"Attendance","Checked in",1,50`)
    const workbook = await page.request.get(`/organizer/${slug}/report/report.xlsx`)
    expect([workbook.status(), (await workbook.body()).subarray(0, 2).toString()]).toEqual([200, "PK"])
  })
  end()
})
