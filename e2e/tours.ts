import { expect, type Page } from "playwright/test"
import { fieldNotes, postForm, registerByRequest, registration, startRegistration } from "./form-post"
import { fillCode } from "./pages/code-page"
import type { Gate } from "./servers/gate"
import type { Inbox } from "./servers/inbox"

type Traveller = { page: Page; gate: Gate; inbox: Inbox; newEmail: () => string }

/** Called at each page and state of a tour. */
type Look = (state: string) => Promise<void>

/**
 * A walk through pages and their states, in whatever language the browser asks for: nothing on a page is found by
 * its words.
 */
export type Tour = (traveller: Traveller, look: Look) => Promise<void>

/** An address as long as they come: it must not push a narrow page apart. */
const long = (email: string) => email.replace("@", "@the-northern-department-of-river-surveys.")

/** Presses the main button of the page's first form. */
export async function send(page: Page): Promise<void> {
  await page.locator("main form button[type=submit]").first().click()
}

async function sendRefused(page: Page): Promise<void> {
  await send(page)
  await expect(page.locator("main [role=alert]").first()).toBeVisible()
}

const toStrangers: Tour = async ({ page }, look) => {
  for (const path of ["/", fieldNotes, "/help", "/nowhere", "/sign-in", "/me/deleted"]) {
    await page.goto(path)
    await look(path)
  }
  await page.goto("/me/unsubscribe?done=1")
  await look("/me/unsubscribe, done")
}

const toRegistration: Tour = async ({ page, newEmail }, look) => {
  await page.goto("/e/river-survey-weekend/register")
  // The terms: every question before has a line of its own to open.
  await page.locator("summary").last().click()
  await look("registration form")
  await page.locator("[name=first_name]").fill("n".repeat(101))
  await page.locator("[name='arrival.day']").fill("31")
  await page.locator("[name='arrival.month']").fill("2")
  await page.locator("[name=phone]").fill("call me")
  await sendRefused(page)
  await look("registration form, refused")

  await startRegistration(page.request, registration(long(newEmail())))
  await page.goto(`${fieldNotes}/confirm`)
  await look("code")
  await page.locator("[name=code]").fill("12345")
  await sendRefused(page)
  await look("code, refused")
  await page.locator("main form").nth(1).locator("button").click()
  await expect(page.locator("main [role=alert]").nth(1)).toBeVisible()
  await look("code, refused to be sent again")
}

const toSignIn: Tour = async ({ page, inbox, newEmail }, look) => {
  const email = long(newEmail())
  await page.goto("/sign-in")
  await page.locator("[name=email]").fill("nobody")
  await sendRefused(page)
  await look("sign-in, refused")
  await postForm(page.request, { path: "/sign-in", button: "Send me a code", fields: { email } })
  await page.goto("/sign-in/confirm")
  await look("sign-in code")
  await fillCode(page.locator("[name=code]"), (await inbox.nextCode(email)).code)
  await send(page)
  await page.waitForURL(/\/me$/)
  await look("no tickets")
}

const toTicket: Tour = async ({ page, gate, inbox, newEmail }, look) => {
  await gate.misbehave({ fault: "error", status: 400, method: "POST", path: "/user_extra/$", times: 1 })
  const ticket = await registerByRequest(page.request, inbox, long(newEmail()))
  await page.goto(ticket)
  await look("ticket under way")
  await page.goto(`${ticket}/code`)
  await look("code at full brightness")
  await page.goto(fieldNotes)
  await look("event with a ticket")
  await page.goto(`${ticket}/cancel`)
  await look("cancel?")
  await send(page)
  await page.waitForURL(ticket)
  await look("cancelled")
  await page.goto(`${ticket}?undo=full`)
  await look("cancelled, and the place taken")
  await page.goto("/me")
  await look("tickets, one given back")
}

const toProfile: Tour = async ({ page, gate, inbox, newEmail }, look) => {
  const email = newEmail()
  const ticket = await registerByRequest(page.request, inbox, email)
  const profile = ticket.replace("/tickets/", "/profile/")
  const { id } = await gate.extraOf(email)
  await page.goto(ticket)
  await look("ticket")
  await page.goto(profile)
  await look("profile")
  await page.locator("[name=dinner][value=yes]").check()
  await page.locator("[name=company]").fill("w".repeat(1_200))
  await sendRefused(page)
  await look("profile, refused")

  await page.goto(`${profile}/answers`)
  await look("answers")
  await page.goto(`${profile}/answers/track`)
  await look("one answer")
  await gate.changeExtra(id, { custom_field_2: "people" })
  await page.locator("[name=track][value=sensing]").check()
  await sendRefused(page)
  await look("one answer, changed elsewhere meanwhile")

  await gate.misbehave({ fault: "error", status: 503, path: "/user_extra/" })
  await page.goto(`${profile}/answers/phone`)
  await page.locator("[name=phone]").fill("+49 30 901820")
  await page.locator("[name=intent][value=save]").click()
  await page.waitForURL(`${profile}/answers`)
  await expect(page.locator("main [role=status]")).toBeVisible()
  await look("answers on their way")
  await gate.misbehave()
  await expect
    .poll(async () => (await gate.extraOf(email)).telephone, { timeout: 45_000 })
    .toContain("901820")

  await gate.deleteExtra(id)
  await page.goto(`${profile}/answers`)
  await look("answers, removed by the organizer")
  await page.goto(ticket)
  await look("ticket, record removed by the organizer")
}

const toAccount: Tour = async ({ page, inbox, newEmail }, look) => {
  await registerByRequest(page.request, inbox, long(newEmail()))
  for (const path of [
    "/me",
    "/me?done=email",
    "/me/data",
    "/me/data/erase",
    "/me/data/delete",
    "/me/name",
    "/me/email",
  ]) {
    await page.goto(path)
    await look(path)
  }
  await page.locator("[name=email]").fill("nobody")
  await sendRefused(page)
  await look("/me/email, refused")
  await page.locator("[name=email]").fill(long(newEmail()))
  await send(page)
  await page.waitForURL(/\/me\/email\/confirm$/)
  await look("/me/email/confirm")
  await fillCode(page.locator("[name=code]"), "000000")
  await sendRefused(page)
  await look("/me/email/confirm, refused")

  await page.goto("/me/data/erase")
  await send(page)
  await page.waitForURL(/\/me\/data\?done=erased$/)
  await look("/me/data, erased")
}

export const tours: Record<string, Tour> = {
  "what strangers see": toStrangers,
  registering: toRegistration,
  "signing in": toSignIn,
  "a ticket": toTicket,
  "the profile": toProfile,
  "one's account": toAccount,
}
