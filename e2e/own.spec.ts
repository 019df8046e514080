import { request as requests } from "playwright/test"
import { words } from "@/lib/i18n/test-words"
import { expect, test } from "./fixtures"
import { isSignedIn, postForm, registerByRequest, signIn, signInOrganizer } from "./form-post"
import { askQuestion, changeEvent, fieldTime, publishEvent } from "./own-event"
import { TicketPage } from "./pages/ticket-page"
import type { Gate } from "./servers/gate"
import type { Inbox } from "./servers/inbox"
import type { Site } from "./servers/site"

const idOf = (ticket: string) => ticket.split("/").at(-1) ?? ""

// The sweeper comes every two seconds and waits out backoff.
const carriedOut = { timeout: 45_000 }

type Hosts = { site: Site; gate: Gate; inbox: Inbox; organizer: string }

async function signedInOrganizer({ site, gate, inbox, organizer }: Hosts) {
  const request = await requests.newContext({ baseURL: site.url })
  await signInOrganizer(request, { gate, inbox }, organizer)
  return request
}

/** An event with one place; returns its path. */
async function smallestEvent(hosts: Hosts): Promise<string> {
  const request = await signedInOrganizer(hosts)
  const slug = await publishEvent(request, { capacity: "1" })
  await request.dispose()
  return `/e/${slug}`
}

const givenBack = words("me.cancelled.title")

test("tickets are listed by what is still to come and what is over", async ({
  page,
  gate,
  inbox,
  newEmail,
  site,
}) => {
  const organizer = await signedInOrganizer({ site, gate, inbox, organizer: newEmail() })
  const event = { title: "Yesterday’s Walk" }
  const slug = await publishEvent(organizer, event)
  const ticket = await registerByRequest(page.request, inbox, newEmail(), `/e/${slug}`)
  await page.goto("/me")
  await expect(page.getByRole("heading", { name: "Past events" })).toBeHidden()

  await changeEvent(organizer, slug, { ...event, starts_at: fieldTime(-2), ends_at: fieldTime(-1) })
  await page.goto("/me")

  await expect(page.getByText(words("me.none"))).toBeVisible()
  const past = page.getByRole("region", { name: "Past events" })
  await past.getByRole("link", { name: "Yesterday’s Walk" }).click()
  await expect(page.getByRole("heading", { name: words("attendee.ticket.over"), level: 1 })).toBeVisible()
  await expect(page.getByRole("link", { name: "Cancel my registration" })).toBeHidden()
  await page.goto(`${ticket}/cancel`)
  await expect(page).toHaveURL(new RegExp(`${ticket}$`))
  await organizer.dispose()
})

test.describe("a place that is given back", { tag: "@both" }, () => {
  test.setTimeout(120_000)

  test("is free at once, GATE hears of it, and it can be taken back", async ({
    page,
    gate,
    inbox,
    newEmail,
    site,
  }) => {
    const event = await smallestEvent({ site, gate, inbox, organizer: newEmail() })
    const email = newEmail()
    const ticket = await registerByRequest(page.request, inbox, email, event)
    const before = await gate.extraOf(email)
    const stranger = await requests.newContext({ baseURL: site.url })
    const eventPage = async () => (await stranger.get(event)).text()
    await expect.poll(eventPage).toContain("This event is full")
    await gate.calm()
    await page.goto(ticket)

    await page.getByRole("link", { name: "Cancel my registration" }).click()
    await expect(page.getByText(words("me.cancel.ticket"))).toBeVisible()
    expect(await eventPage()).toContain("This event is full")
    await page.getByRole("button", { name: "Cancel my registration" }).click()

    await expect(page.getByRole("heading", { name: givenBack, level: 1 })).toBeVisible()
    // Strangers are shown a page that is two seconds old at most.
    await expect.poll(eventPage).toContain(words("attendee.places.left", { count: 1 }))
    await inbox.mailTo(email, words("mail.cancelled.subject", { event: "" }))
    const status = async () => (await gate.extraOf(email)).custom_field_8
    await expect.poll(status, carriedOut).toMatch(/^cancelled@2\d{3}-/)
    await page.getByRole("button", { name: words("me.cancelled.undo") }).click()

    const shown = await TicketPage.shown(page)
    await expect(shown.qrCode).toBeVisible()
    await expect.poll(eventPage).toContain("This event is full")
    await inbox.mailTo(email, words("mail.restored.subject", { event: "" }))
    await expect.poll(status, carriedOut).toBe("active")
    const writes = await gate.writes()
    expect(writes.map(({ method, path, body }) => [method, path, Object.keys(body as object)])).toEqual(
      [0, 1].map(() => ["PATCH", `/api/v1/user_extra/${before.id}/`, ["custom_field_8"]]),
    )
    const { updated_at: _, custom_field_8: __, ...rest } = before
    expect(await gate.extraOf(email)).toMatchObject(rest)
    await stranger.dispose()
  })

  test("and taken by somebody else is not given twice", async ({ page, gate, inbox, newEmail, site }) => {
    const event = await smallestEvent({ site, gate, inbox, organizer: newEmail() })
    const ticket = await registerByRequest(page.request, inbox, newEmail(), event)
    await page.goto(`${ticket}/cancel`)
    await page.getByRole("button", { name: "Cancel my registration" }).click()
    await expect(page.getByRole("heading", { name: givenBack })).toBeVisible()
    const other = await requests.newContext({ baseURL: site.url })
    await registerByRequest(other, inbox, newEmail(), event)

    await page.getByRole("button", { name: words("me.cancelled.undo") }).click()

    await expect(page.getByRole("status")).toContainText(words("me.cancelled.full_title"))
    await expect(page.getByRole("heading", { name: givenBack })).toBeVisible()
    await other.dispose()
  })

  test("cannot be taken back after ten minutes, not even from a page opened before", async ({
    page,
    gate,
    inbox,
    newEmail,
    site,
    watch,
  }) => {
    // The page is open while the site starts again.
    watch.expectComplaint(/ERR_CONNECTION|ERR_INCOMPLETE_CHUNKED/)
    const ticket = await registerByRequest(page.request, inbox, newEmail())
    await page.goto(`${ticket}/cancel`)
    await page.getByRole("button", { name: "Cancel my registration" }).click()
    const undo = page.getByRole("button", { name: words("me.cancelled.undo") })
    await expect(undo).toBeVisible()
    await expect.poll(async () => (await gate.writes()).at(-1)?.status).toBe(200)
    await site.change(async (db) => {
      const at = "now() - interval '11 minutes'"
      await db.execute(`update registration set cancelled_at = ${at} where id = '${idOf(ticket)}'`)
    })
    await gate.calm()

    await undo.click()

    await expect(undo).toBeHidden()
    await expect(page.getByRole("heading", { name: givenBack })).toBeVisible()
    // A site that starts again may tell GATE once more that the place was given back, and never that it was taken.
    const statuses = (await gate.writes()).map(({ body }) => Object.values(body as Record<string, string>))
    expect(statuses.flat().filter((status) => !status.startsWith("cancelled@"))).toEqual([])
  })
})

test("one reminder comes when an answer is needed soon, and a mail program can end them", async ({
  page,
  gate,
  inbox,
  newEmail,
  site,
  playwright,
}) => {
  test.setTimeout(120_000)
  const organizer = await signedInOrganizer({ site, gate, inbox, organizer: newEmail() })
  const slug = await publishEvent(organizer, { title: "Lamp Repair Evening" })
  await askQuestion(organizer, slug, {
    ...{ label: "Which soup?", type: "short_text", stage: "profile", field: "company" },
    ...{ required: "yes", why: "The cook shops once.", need_by: fieldTime(5) },
  })
  await organizer.dispose()
  const email = newEmail()
  const ticket = await registerByRequest(page.request, inbox, email, `/e/${slug}`)

  // The site asks whom to remind when it starts, and hourly.
  await site.change(async (db) => {
    const before = "created_at - interval '4 days'"
    await db.execute(`update registration set created_at = ${before} where id = '${idOf(ticket)}'`)
  })

  const mail = await inbox.mailTo(email, "One question left for Lamp Repair Evening")
  expect(mail.text).toContain("Which soup?")
  expect(
    mail.headers.get("list-unsubscribe-post") ??
      mail.headerLines.find(({ key }) => key === "list-unsubscribe-post")?.line,
  ).toContain("List-Unsubscribe=One-Click")
  const header = mail.headerLines.find(({ key }) => key === "list-unsubscribe")?.line ?? ""
  const [, url = ""] = /<(http[^>]+)>/.exec(header.replace(/\s+/g, "")) ?? []
  const program = await playwright.request.newContext()
  expect((await program.get(url)).status()).toBe(200)
  await page.goto("/me")
  await expect(page.getByText(words("me.reminders.on"))).toBeVisible()

  const answer = await program.post(url, { form: { "List-Unsubscribe": "One-Click" }, maxRedirects: 0 })

  expect(answer.status()).toBe(200)
  await page.reload()
  await expect(page.getByText(words("me.reminders.off"))).toBeVisible()
  expect((await program.post(`${url}x`, { maxRedirects: 0 })).status()).toBe(404)
  await page.getByRole("button", { name: "Turn reminders on" }).click()
  await expect(page.getByRole("status")).toHaveText("Reminders are on")
  await expect(page.getByText(words("me.reminders.on"))).toBeVisible()
  await program.dispose()
})

test("signing out everywhere ends a second browser", async ({ page, inbox, newEmail, site }) => {
  const email = newEmail()
  await registerByRequest(page.request, inbox, email)
  const phone = await requests.newContext({ baseURL: site.url })
  await signIn(phone, inbox, email)
  expect(await isSignedIn(phone)).toBe(true)

  await page.goto("/me")
  await page.getByRole("button", { name: "Sign out everywhere" }).click()

  await expect(page.getByRole("heading", { name: "Events", level: 1 })).toBeVisible()
  expect(await isSignedIn(phone)).toBe(false)
  expect(await isSignedIn(page.request)).toBe(false)
  const forged = postForm(phone, { path: "/me", button: "Sign out everywhere" })
  await expect(forged).rejects.toThrow(/no form/)
  await phone.dispose()
})
