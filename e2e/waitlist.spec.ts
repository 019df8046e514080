import { request as requests } from "playwright/test"
import { words } from "@/lib/i18n/test-words"
import { expect, test } from "./fixtures"
import { confirmRegistration, postForm, registerByRequest, signInOrganizer } from "./form-post"
import { publishEvent } from "./own-event"
import { fillCode } from "./pages/code-page"
import { TicketPage } from "./pages/ticket-page"
import type { Gate } from "./servers/gate"
import type { Inbox } from "./servers/inbox"
import type { Site } from "./servers/site"

type Hosts = { site: Site; gate: Gate; inbox: Inbox; organizer: string }

/** An event with one place and a waitlist, and somebody who has the place. */
async function fullEvent({ site, gate, inbox, organizer }: Hosts, holder: string) {
  const organizing = await requests.newContext({ baseURL: site.url })
  await signInOrganizer(organizing, { gate, inbox }, organizer)
  const slug = await publishEvent(organizing, { capacity: "1", waitlist_order: "first_come" })
  await organizing.dispose()
  const holding = await requests.newContext({ baseURL: site.url })
  const ticket = await registerByRequest(holding, inbox, holder, `/e/${slug}`)
  return { event: `/e/${slug}`, holding, ticket }
}

const giveBack = async ({ holding, ticket }: Awaited<ReturnType<typeof fullEvent>>) => {
  const button = words("me.cancel.confirm")
  const given = await postForm(holding, { path: `${ticket}/cancel`, button })
  expect(given.status()).toBe(303)
}

test.describe("a full event", { tag: "@both" }, () => {
  test.setTimeout(150_000)

  test("is waited for, and a place that comes free is offered and claimed", async ({
    page,
    gate,
    inbox,
    newEmail,
    site,
  }) => {
    const full = await fullEvent({ site, gate, inbox, organizer: newEmail() }, newEmail())
    const email = newEmail()
    await page.goto(full.event)
    await expect(page.getByText("This event is full")).toBeVisible()
    await page.getByRole("link", { name: words("attendee.waitlist.join") }).click()
    await expect(page.getByRole("heading", { name: words("attendee.waitlist.join"), level: 1 })).toBeVisible()
    await page.getByLabel("First name").fill("Ana")
    await page.getByLabel("Email address").fill(email)
    await page.getByLabel("I accept the terms").check()
    await page.getByRole("button", { name: words("attendee.waitlist.join") }).click()
    await expect(page).toHaveURL(/\/confirm$/)
    await fillCode(page.getByLabel("6-digit code"), (await inbox.nextCode(email)).code)
    await page.getByRole("button", { name: "Confirm" }).click()

    await expect(
      page.getByRole("heading", { name: words("attendee.waitlist.title"), level: 1 }),
    ).toBeVisible()
    await expect(page.getByText(words("attendee.waitlist.place", { place: 1 }))).toBeVisible()
    const joined = await inbox.mailTo(email, words("mail.waitlist.joined.subject", { event: "" }))
    expect(joined.text).toContain("/waitlist?token=")
    expect(await gate.usersOf(email)).toEqual([])

    await giveBack(full)

    const offered = await inbox.mailTo(email, "A spot is yours until")
    const link = /https?:\/\/\S+\/waitlist\?token=\S+/.exec(offered.text ?? "")?.[0] ?? ""
    const address = new URL(link)
    await page.goto(address.pathname + address.search)
    await expect(
      page.getByRole("heading", { name: words("attendee.waitlist.offered_title"), level: 1 }),
    ).toBeVisible()
    await page.getByRole("button", { name: words("attendee.waitlist.claim") }).click()
    await expect(
      page.getByRole("heading", { name: words("attendee.waitlist.placed_title"), level: 1 }),
    ).toBeVisible()
    await page.getByRole("link", { name: words("attendee.waitlist.open_ticket") }).click()
    await expect((await TicketPage.shown(page)).qrCode).toBeVisible()
    await inbox.mailTo(email, words("mail.ticket.subject", { event: "" }))
    await expect.poll(async () => (await gate.usersOf(email)).length, { timeout: 45_000 }).toBe(1)
    await full.holding.dispose()
  })

  test("takes a place for whoever asked for that, and the mail has the way back", async ({
    page,
    gate,
    inbox,
    newEmail,
    site,
  }) => {
    const full = await fullEvent({ site, gate, inbox, organizer: newEmail() }, newEmail())
    const email = newEmail()
    const fields = { first_name: "Ana", last_name: "Ribeiro", email, accept_terms: "yes" }
    await postForm(page.request, {
      path: `${full.event}/register`,
      button: words("attendee.waitlist.join"),
      fields,
    })
    const waiting = await confirmRegistration(page.request, inbox, email, full.event)
    await page.goto(waiting)
    await page.getByLabel(words("attendee.waitlist.choice_take")).check()
    await page.getByRole("button", { name: words("attendee.waitlist.save") }).click()
    await expect(page.getByRole("status")).toContainText(words("attendee.waitlist.saved"))
    await expect(page.getByLabel(words("attendee.waitlist.choice_take"))).toBeChecked()

    await giveBack(full)

    const taken = await inbox.mailTo(email, words("mail.waitlist.taken.subject", { event: "" }))
    await page.goto(waiting)
    await expect((await TicketPage.shown(page)).qrCode).toBeVisible()
    const link = /https?:\/\/\S+\/waitlist\?token=\S+/.exec(taken.text ?? "")?.[0] ?? ""
    const address = new URL(link)
    await page.goto(address.pathname + address.search)
    await page.getByRole("button", { name: words("attendee.waitlist.give_back") }).click()
    await page.goto(waiting)
    await expect(page.getByRole("heading", { name: words("me.cancelled.title"), level: 1 })).toBeVisible()
    await full.holding.dispose()
  })
})
