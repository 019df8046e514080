import { type Page, request as requests } from "playwright/test"
import { words } from "@/lib/i18n/test-words"
import { expectNoFaults } from "./accessible"
import { expect, test } from "./fixtures"
import {
  confirmRegistration,
  postForm,
  registerByRequest,
  registration,
  signIn,
  signInOrganizer,
  startRegistration,
} from "./form-post"
import { changeEvent, fieldTime, publishEvent } from "./own-event"

/** What every cache of this browser holds, as text. */
const cached = (page: Page) =>
  page.evaluate(async () => {
    const caching = (await caches.keys()).map(async (name) => {
      const cache = await caches.open(name)
      return Promise.all((await cache.keys()).map(async (key) => (await cache.match(key))?.text() ?? ""))
    })
    return (await Promise.all(caching)).flat().join("\n")
  })

const qrCode = (page: Page) => page.getByRole("img", { name: /^Ticket .* as a QR code$/ })

/** Opens a ticket and waits until it is kept; returns its number. */
async function openAndKeep(page: Page, ticket: string): Promise<string> {
  await page.goto(ticket)
  const name = (await qrCode(page).getAttribute("aria-label")) ?? ""
  const number = /[A-Z0-9]{3}-[A-Z0-9]{3}-[A-Z0-9]{4}/.exec(name)?.[0] ?? "no number"
  await expect.poll(() => cached(page)).toContain(number)
  return number
}

async function expectNothingKept(page: Page, ticket: string, number: string): Promise<void> {
  await expect.poll(() => cached(page)).not.toContain(number)
  await page.context().setOffline(true)
  await expect(page.goto(ticket)).rejects.toThrow(/ERR_INTERNET_DISCONNECTED|ERR_FAILED/)
  await page.context().setOffline(false)
}

test.describe("a ticket that was opened", () => {
  test.beforeEach(({ watch }) => watch.expectComplaint(/ERR_INTERNET_DISCONNECTED|ERR_FAILED/))

  test("opens with its code where there is no network, and says how old it is", async ({
    page,
    inbox,
    newEmail,
  }) => {
    const ticket = await registerByRequest(page.request, inbox, newEmail())
    const number = await openAndKeep(page, ticket)

    await page.context().setOffline(true)
    await page.reload()
    await expect(page.getByText(words("attendee.living.offline.title"))).toBeVisible()
    await expect(page.getByText(/^This is how it looked on \d/)).toBeVisible()
    await expect(qrCode(page)).toBeVisible()
    await expect(page.getByText(number, { exact: true })).toBeVisible()
    await page.goto(`${ticket}/code`)
    await expect(qrCode(page)).toBeVisible()
    expect(await page.evaluate(() => document.scripts.length)).toBe(0)

    await page.context().setOffline(false)
    await page.getByRole("link", { name: words("attendee.living.offline.reload") }).click()
    await expect(page.getByText(words("attendee.living.offline.title"))).toBeHidden()
    await expect(page.getByRole("link", { name: "Cancel my registration" })).toBeVisible()
  })

  test("is kept no longer once its owner signs out", async ({ page, inbox, newEmail }) => {
    const ticket = await registerByRequest(page.request, inbox, newEmail())
    const number = await openAndKeep(page, ticket)

    await page.getByRole("button", { name: "Sign out" }).click()
    await expect(page.getByRole("heading", { name: "Events", level: 1 })).toBeVisible()

    await expectNothingKept(page, ticket, number)
  })

  test("is taken away by the answer to signing out, where the page does nothing", async ({
    page,
    inbox,
    newEmail,
  }) => {
    const ticket = await registerByRequest(page.request, inbox, newEmail())
    const number = await openAndKeep(page, ticket)
    await page.goto("/me")
    await page.evaluate(() => {
      caches.delete = async () => false
    })

    await page.getByRole("button", { name: "Sign out everywhere" }).click()
    await expect(page.getByRole("heading", { name: "Events", level: 1 })).toBeVisible()

    await expectNothingKept(page, ticket, number)
  })

  test("is kept no longer once it is cancelled, here or elsewhere", async ({ page, inbox, newEmail }) => {
    const ticket = await registerByRequest(page.request, inbox, newEmail())
    const number = await openAndKeep(page, ticket)
    await page.getByRole("link", { name: "Cancel my registration" }).click()
    await page.getByRole("button", { name: "Cancel my registration" }).click()
    await expect(page.getByRole("heading", { name: words("me.cancelled.title"), level: 1 })).toBeVisible()
    await expectNothingKept(page, ticket, number)

    await page.goto(ticket)
    await page.getByRole("button", { name: words("me.cancelled.undo") }).click()
    await expect(qrCode(page)).toBeVisible()
    await openAndKeep(page, ticket)
    await postForm(page.request, { path: `${ticket}/cancel`, button: "Cancel my registration" })
    await page.goto("/me")
    await expectNothingKept(page, ticket, number)
  })

  test("is kept with the name that is taken over on its page", async ({ page, inbox, newEmail }) => {
    const email = newEmail()
    const ticket = await registerByRequest(page.request, inbox, email)
    await openAndKeep(page, ticket)
    await page.context().clearCookies()
    await startRegistration(page.request, registration(email, { first_name: "Anna" }))
    await confirmRegistration(page.request, inbox, email)
    await page.goto(ticket)

    await page.getByRole("button", { name: words("attendee.repeated.take_over") }).click()

    await expect.poll(() => cached(page)).toContain("Anna Ribeiro")
  })

  test("is kept no longer once somebody else has signed in, or nobody is", async ({
    page,
    inbox,
    newEmail,
    site,
  }) => {
    const ticket = await registerByRequest(page.request, inbox, newEmail())
    const number = await openAndKeep(page, ticket)
    const other = await requests.newContext({ baseURL: site.url })
    await signIn(other, inbox, newEmail())
    await page.context().addCookies((await other.storageState()).cookies)
    await other.dispose()
    await page.goto("/help")
    await expectNothingKept(page, ticket, number)

    const own = await registerByRequest(page.request, inbox, newEmail())
    const ownNumber = await openAndKeep(page, own)
    await page.context().clearCookies()
    await page.goto(own)
    await expect(page).toHaveURL(/\/sign-in/)
    await expectNothingKept(page, own, ownNumber)
  })
})

test.describe("a ticket", { tag: "@both" }, () => {
  test("follows its event: what is open, the code on the day, and thanks", async ({
    page,
    gate,
    inbox,
    newEmail,
    site,
    javaScriptEnabled,
  }) => {
    const organizer = await requests.newContext({ baseURL: site.url })
    await signInOrganizer(organizer, { gate, inbox }, newEmail())
    const event = { title: "Night Walk", ticket_note: "Bring a lamp." }
    const slug = await publishEvent(organizer, event)
    const ticket = await registerByRequest(page.request, inbox, newEmail(), `/e/${slug}`)
    const look = async (name: string) => {
      if (javaScriptEnabled !== false) await expectNoFaults(page, name, "light", "dark")
    }

    await page.goto(ticket)
    await expect(page.getByText("Bring a lamp.")).toBeVisible()
    await expect(page.getByRole("link", { name: words("attendee.living.show_code") })).toBeHidden()
    await look("a ticket with a note")

    await changeEvent(organizer, slug, {
      ...event,
      starts_at: fieldTime(0),
      ends_at: fieldTime(1),
      tell: "no",
    })
    await page.goto(ticket)
    await expect(page.getByRole("heading", { name: /^Today’s the day/ })).toBeVisible()
    await look("a ticket on the day")
    await page.getByRole("link", { name: words("attendee.living.show_code") }).click()
    await expect(qrCode(page)).toBeVisible()

    await changeEvent(organizer, slug, { ...event, starts_at: fieldTime(-2), ends_at: fieldTime(-1) })
    await page.goto(`${ticket}/code`)
    await expect(page).toHaveURL(new RegExp(`${ticket}$`))
    await expect(page.getByText("Thanks for being part of it.")).toBeVisible()
    await expect(qrCode(page)).toBeHidden()
    await expect(page.getByRole("link", { name: words("me.actions.bright") })).toBeHidden()
    await look("a ticket afterwards")
    await page.getByRole("link", { name: "your past events" }).click()
    await expect(page.getByRole("heading", { name: "Past events" })).toBeVisible()
    await organizer.dispose()
  })
})

test("the screen stays on while the code fills it, and no longer", async ({ page, inbox, newEmail }) => {
  const ticket = await registerByRequest(page.request, inbox, newEmail())
  const events: string[] = []
  await page.exposeFunction("noteLock", (event: string) => void events.push(event))
  await page.addInitScript(() => {
    const note = Reflect.get(window, "noteLock")
    // A browser without a screen refuses.
    navigator.wakeLock.request = async (type = "screen") => {
      note(type)
      return Object.assign(new EventTarget(), {
        type,
        released: false,
        onrelease: null,
        release: async () => {},
      })
    }
  })

  await page.goto(`${ticket}/code`)
  await expect.poll(() => events).toEqual(["screen"])

  await page.getByRole("link", { name: words("me.code.back") }).click()
  await expect(page).toHaveURL(new RegExp(`${ticket}$`))
  await expect(qrCode(page)).toBeVisible()
  expect(events).toEqual(["screen"])
})
