import { randomUUID } from "node:crypto"
import type { Browser, BrowserContext, Page } from "playwright/test"
import { convertIcsCalendar } from "ts-ics"
import { findPublishedEvent } from "@/lib/db/queries/events"
import { readPageContent, writePageContent } from "@/lib/db/queries/page-content"
import { dayAndTime } from "@/lib/domain/event-time"
import { emptyPageContent } from "@/lib/domain/page-content"
import { words } from "@/lib/i18n/test-words"
import { expectAccessible, expectNoFaults } from "./accessible"
import { expect, test } from "./fixtures"
import { formBody, hiddenFields } from "./form-fields"
import { fieldNotes, registerByRequest, signInOrganizer } from "./form-post"
import { changeEvent, publishEvent } from "./own-event"
import { inDays, publish } from "./servers/small-event"

const label = (name: "title" | "starts_at" | "ends_at" | "room" | "name" | "link" | "question" | "answer") =>
  words(`editor.content.label.${name}`)

/** The list's line of an entry. */
const line = (page: Page, name: string) =>
  page.getByRole("row").filter({ has: page.getByRole("link", { name, exact: true }) })

async function save(page: Page): Promise<void> {
  await page.getByRole("button", { name: words("editor.content.save") }).click()
}

async function fill(page: Page, fields: Partial<Record<Parameters<typeof label>[0], string>>): Promise<void> {
  for (const [name, text] of Object.entries(fields)) {
    await page.locator(`#editor [name=${name}]`).fill(text)
  }
}

/** A browser that nobody has signed in with, whose clock is in another zone. */
async function stranger(
  browser: Browser,
  options: Parameters<Browser["newContext"]>[0],
): Promise<BrowserContext> {
  return browser.newContext(options)
}

test("an organizer fills in the page of an event, with faults, and strangers read it @both", async ({
  page,
  gate,
  inbox,
  newEmail,
  playwright,
  site,
  javaScriptEnabled,
}) => {
  await signInOrganizer(page.request, { gate, inbox }, newEmail())
  const description = "![The hall](https://elsewhere.example/hall.png)"
  const slug = await publishEvent(page.request, {
    title: `Lamp Fair ${newEmail().slice(0, 20)}`,
    description,
  })
  const nobody = await playwright.request.newContext({ baseURL: site.url })
  const content = `/organizer/${slug}/content`
  const alert = page.locator("main [role=alert]").first()

  await test.step("a speaker whose link is none, then is one", async () => {
    await page.goto(`${content}/speakers/new`)
    await fill(page, { name: "Amira Haddad", link: "javascript:alert(1)" })
    await save(page)
    await expect(alert).toContainText(words("editor.issue.not_a_link"))
    await expect(page.locator("#editor [name=name]")).toHaveValue("Amira Haddad")
    if (javaScriptEnabled !== false) await expectNoFaults(page, "the refused speaker", "light")
    await fill(page, { link: "https://example.org/amira" })
    await save(page)
    await expect(line(page, "Amira Haddad")).toBeVisible()
  })

  await test.step("a session that ends before it starts, then after it", async () => {
    await page.goto(`${content}/sessions/new`)
    await expect(page.locator("#editor [name=starts_at]")).toHaveValue("2027-06-05T10:00")
    await fill(page, {
      title: "Wiring",
      starts_at: "2027-06-05T11:00",
      ends_at: "2027-06-05T10:30",
      room: "Hall",
    })
    await page.getByLabel("Amira Haddad").check()
    await save(page)
    await expect(alert).toContainText(words("editor.issue.ends_before_start"))
    await expect(page.getByLabel("Amira Haddad")).toBeChecked()
    await fill(page, { ends_at: "2027-06-05T12:00" })
    await save(page)
    await expect(line(page, "Wiring")).toBeVisible()
  })

  await test.step("a session in the same room, which is pointed out; one outside the event, which is refused", async () => {
    await page.goto(`${content}/sessions/new`)
    await fill(page, {
      title: "Shades",
      starts_at: "2027-06-05T11:30",
      ends_at: "2027-06-05T19:00",
      room: "hall",
    })
    await save(page)
    await expect(alert).toContainText(
      words("editor.issue.after_event", {
        text: dayAndTime(new Date("2027-06-05T16:00Z"), "Europe/Berlin", "en"),
      }),
    )
    await fill(page, { ends_at: "2027-06-05T12:30" })
    await save(page)
    await expect(line(page, "Shades")).toContainText(
      words("editor.content.warning.same_room", { title: "Wiring" }),
    )
  })

  await test.step("questions, moved past each other", async () => {
    for (const question of ["Parking?", "Dogs?"]) {
      await page.goto(`${content}/faq/new`)
      await fill(page, { question, answer: "Yes, **behind** the house." })
      await save(page)
      await expect(line(page, question)).toBeVisible()
    }
    await page.getByRole("button", { name: words("editor.question.up", { label: "Dogs?" }) }).click()
    await expect(page.getByText(words("editor.content.done.moved", { label: "Dogs?" }))).toBeVisible()
  })

  await test.step("a contact that cannot be one, then can", async () => {
    await page.locator("#editor [name=contact_email]").fill("nobody")
    await page.locator("#editor [name=directions]").fill("| From | By |\n| -- | -- |\n| Ostkreuz | S3 |")
    await save(page)
    await expect(alert).toContainText(words("editor.issue.not_an_email"))
    await page.locator("#editor [name=contact_email]").fill("hello@example.org")
    // A copy is kept from now on, and is told of the save.
    expect(await (await nobody.get(`/e/${slug}`)).text()).not.toContain("hello@example.org")
    await save(page)
    await expect(page.getByText(words("editor.content.done.saved"))).toBeVisible()
    await expect(page.locator("#editor [name=contact_email]")).toHaveValue("hello@example.org")
  })

  await test.step("a speaker who speaks is not removed, and the page says where", async () => {
    await page.getByRole("link", { name: "Amira Haddad" }).click()
    await page.getByRole("button", { name: words("editor.content.remove.submit"), exact: true }).click()
    await expect(alert).toContainText(words("editor.issue.speaks_in_session", { text: "Wiring" }))
  })

  await test.step("strangers read all of it at once", async () => {
    const html = await (await nobody.get(`/e/${slug}`)).text()
    for (const text of ["Wiring", "Shades", "Amira Haddad", "hello@example.org", "<td>Ostkreuz</td>"]) {
      expect(html).toContain(text)
    }
    expect(html.indexOf("Dogs?")).toBeLessThan(html.indexOf("Parking?"))
    const [, href = ""] = /href="([^"]+calendar\.ics)"/.exec(html) ?? []
    const { events = [] } = convertIcsCalendar(undefined, await (await nobody.get(href)).text())
    expect(events).toMatchObject([{ summary: "Wiring", location: "Hall, Hall", status: "CONFIRMED" }])
    await nobody.dispose()
  })

  await test.step("the preview says that pictures are not shown", async () => {
    await page.goto(`/organizer/${slug}/preview`)
    const places = words("editor.event.label.description")
    await expect(page.getByText(words("editor.content.pictures", { places }))).toBeVisible()
    await expect(page.getByRole("heading", { name: "Wiring" })).toBeVisible()
  })

  await test.step("moved to another day, the programme goes along", async () => {
    await changeEvent(page.request, slug, { starts_at: "2027-07-10T10:00", ends_at: "2027-07-10T18:00" })
    await page.goto(content)
    await expect(line(page, "Wiring")).toContainText("10 July at 11:00")
  })
})

test("a programme of several days has their days as headings, in Arabic too, and loses nothing at 320 px", async ({
  browser,
  site,
}) => {
  for (const [locale, title] of [
    ["en-GB", "First soundings"],
    ["ar", "القياسات الأولى"],
  ] as const) {
    const context = await stranger(browser, { baseURL: site.url, locale, reducedMotion: "reduce" })
    const page = await context.newPage()
    await page.goto("/e/river-survey-weekend")

    await expect(page.locator("#programme ~ section h3").first()).toBeVisible()
    expect(await page.locator("section section h3").count()).toBe(2)
    await expect(page.getByRole("heading", { name: title })).toBeVisible()
    await expectAccessible(page, `weekend, ${locale}`, "light", "dark")
    await page.goto(fieldNotes)
    await page.locator("#faq ~ details summary").first().click()
    await expectAccessible(page, `summit, ${locale}`, "light", "dark")
    await context.close()
  }
})

test("a visitor elsewhere reads their own time beside the event's, and nobody at home does", async ({
  browser,
  site,
}) => {
  for (const [timezoneId, expected] of [
    ["Asia/Tokyo", "your time 16:00"],
    ["Europe/Berlin", null],
  ] as const) {
    const context = await stranger(browser, { baseURL: site.url, timezoneId, locale: "en-GB" })
    const page = await context.newPage()
    const complaints: string[] = []
    page.on("console", (message) => complaints.push(message.text()))
    await page.goto(fieldNotes)

    const first = page.locator("#programme ~ ol li").first()
    await expect(first).toContainText("09:00")
    if (expected) await expect(first).toContainText(expected)
    else await expect(page.getByText("your time")).toHaveCount(0)
    expect(complaints, "what the browser complained of").toEqual([])
    await context.close()
  }
})

test("who has a ticket finds each session for the calendar on it @both", async ({
  page,
  inbox,
  newEmail,
}) => {
  const ticket = await registerByRequest(page.request, inbox, newEmail())
  await page.goto(ticket)

  await page.getByText(words("attendee.content.see")).click()

  const title = "Maps that admit doubt"
  const link = page.getByRole("link", { name: words("attendee.content.calendar_for", { title }) })
  const file = await page.request.get((await link.getAttribute("href")) ?? "")
  expect(file.headers()["content-type"]).toContain("text/calendar")
  expect(convertIcsCalendar(undefined, await file.text()).events?.[0]?.summary).toBe(title)
})

test("a form for a list that there is not saves nothing, and keeps what was typed", async ({
  page: { request },
  gate,
  inbox,
  newEmail,
}) => {
  await signInOrganizer(request, { gate, inbox }, newEmail())
  const slug = await publishEvent(request, { title: "Lake Day" })
  const path = `/organizer/${slug}/content/speakers/new`
  const page = await request.get(path)
  const hidden = Object.entries(hiddenFields(await page.text(), words("editor.content.save")))
  const changed = Object.fromEntries(
    hidden.map(([name, value]) => [name, value.replace('"speakers"', '"guests"')]),
  )
  expect(Object.values(changed).join()).toContain('"guests"')

  const headers = { origin: new URL(page.url()).origin, "sec-fetch-site": "same-origin" }
  const answer = await request.post(path, { multipart: formBody(changed, { name: "Amira Haddad" }), headers })

  const text = await answer.text()
  expect(text).toContain(words("editor.content.gone.title"))
  expect(text).toContain('value="Amira Haddad"')
})

test("200 sessions are shown, and none that is not there is a calendar file", async ({ request, site }) => {
  const path = await publish(site, { startsAt: inDays(30), endsAt: inDays(34) })
  const slug = path.split("/").at(-1) ?? ""
  await site.change(async (db) => {
    const event = await findPublishedEvent(db, slug)
    if (!event) throw new Error(`There is no ${slug}`)
    const sessions = Array.from({ length: 200 }, (_, index) => ({
      ...{ id: randomUUID(), title: `Talk ${index}`, room: "Hall", speakerIds: [], text: "", revision: 0 },
      startsAt: new Date(event.startsAt.getTime() + index * 20 * 60_000),
      endsAt: new Date(event.startsAt.getTime() + (index + 1) * 20 * 60_000),
      translations: {},
    }))
    const { version } = await readPageContent(db, event.id)
    await writePageContent(db, event.id, { ...emptyPageContent, sessions }, version)
  })

  const html = await (await request.get(path)).text()

  expect(html.match(/id="session-/g)).toHaveLength(200)
  expect((await request.get(`${path}/sessions/${randomUUID()}/calendar.ics`)).status()).toBe(404)
})

test("all events can be subscribed to, and a program that has them is sent nothing", async ({
  request,
  page,
}) => {
  await page.goto("/")
  const href = await page.getByRole("link", { name: words("attendee.events.subscribe") }).getAttribute("href")

  const feed = await request.get(href ?? "")
  const { events = [] } = convertIcsCalendar(undefined, await feed.text())
  expect(events.map(({ summary }) => summary)).toContain("Field Notes Summit")
  expect(feed.headers()["content-type"]).toContain("text/calendar")
  const known = { "if-none-match": feed.headers().etag ?? "" }
  const again = await request.get(href ?? "", { headers: known })
  expect(again.status()).toBe(304)
  const inArabic = await request.get("/events.ics?language=ar", { headers: known })
  expect(inArabic.status()).toBe(200)
  expect(await inArabic.text()).toContain("ملتقى")
})

test("an organization's events can be subscribed to from the page of one of them", async ({
  request,
  page,
  site,
}) => {
  const organization = { name: `Lamp Club ${randomUUID().slice(0, 8)}`, id: randomUUID() }
  const path = await publish(site, { title: "Lamp Evening", host: "Ana of the lamps", organization })
  await publish(site, { title: "Lamp Morning", host: "Bo of the lamps", organization })
  await page.goto(path)
  const name = words("attendee.events.subscribe_to_host", { host: organization.name })
  const link = page.getByRole("link", { name })

  const feed = await request.get((await link.getAttribute("href")) ?? "")

  const text = await feed.text()
  const { events = [] } = convertIcsCalendar(undefined, text)
  expect(events.map(({ summary }) => summary).sort()).toEqual(["Lamp Evening", "Lamp Morning"])
  expect(text).toContain(`X-WR-CALNAME:${organization.name}`)
  expect((await request.get(`/events.ics?organization=${randomUUID()}`)).status()).toBe(404)
  expect((await request.get("/events.ics?organization=%00")).status()).toBe(404)
})

test("one's own calendar has an address that is made, replaced and removed, and no log knows it @both", async ({
  page,
  inbox,
  newEmail,
  playwright,
  site,
}) => {
  await registerByRequest(page.request, inbox, newEmail())
  const program = await playwright.request.newContext()
  const press = async (name: "make" | "renew" | "revoke") =>
    page.getByRole("button", { name: words(`me.calendar_feed.${name}`) }).click()
  const address = page.getByLabel(words("me.calendar_feed.address"))
  await page.goto("/me")

  await press("make")
  await expect(page.getByText(words("me.calendar_feed.made"))).toBeVisible()
  const first = await address.inputValue()
  const feed = await program.get(first)
  const { events = [] } = convertIcsCalendar(undefined, await feed.text())
  expect(events).toMatchObject([{ summary: "Field Notes Summit", status: "CONFIRMED" }])
  expect(feed.headers()).toMatchObject({ "x-robots-tag": "noindex" })

  await press("renew")
  await expect(page.getByText(words("me.calendar_feed.renewed"))).toBeVisible()
  const second = await address.inputValue()
  const old = await program.get(first)
  expect([old.status(), await old.text()]).toEqual([404, words("me.calendar_feed.gone")])
  expect((await program.get(second)).status()).toBe(200)

  await press("revoke")
  await expect(page.getByText(words("me.calendar_feed.revoked"))).toBeVisible()
  expect((await program.get(second)).status()).toBe(404)
  const tokens = [first, second].map((each) => each.split("/").at(-1)?.replace(".ics", "") ?? "")
  for (const token of tokens) expect(site.output).not.toContain(token)
  await program.dispose()
})
