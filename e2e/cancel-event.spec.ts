import type { Page } from "playwright/test"
import { words } from "@/lib/i18n/test-words"
import { expectNoFaults } from "./accessible"
import { expect, test } from "./fixtures"
import { registerByRequest, signInOrganizer } from "./form-post"
import { publishEvent } from "./own-event"

const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click()

test.describe("an organizer", { tag: "@both" }, () => {
  test("cancels an event once asked again, and lets it take place after all", async ({
    page,
    gate,
    inbox,
    newEmail,
    browser,
    javaScriptEnabled,
  }) => {
    await signInOrganizer(page.request, { gate, inbox }, newEmail())
    const slug = await publishEvent(page.request, { title: "Kite Day" })
    const visitor = await browser.newContext({ javaScriptEnabled: javaScriptEnabled !== false })
    const guest = await visitor.newPage()
    const email = newEmail()
    const ticket = await registerByRequest(guest.request, inbox, email, `/e/${slug}`)

    await page.goto(`/organizer/${slug}/settings`)
    await page.getByRole("link", { name: "Cancel the event" }).click()
    await expect(page.getByText("1 person has a ticket.")).toBeVisible()
    await page.getByLabel("Reason (optional)").fill("x".repeat(501))
    await press(page, "Cancel the event")
    await expect(page.locator("main [role=alert]")).toContainText("500")
    await page.getByLabel("Reason (optional)").fill("There is no wind.")
    await press(page, "Cancel the event")
    await expect(page.getByText(words("editor.state.done.cancelled"))).toBeVisible()
    if (javaScriptEnabled !== false) await expectNoFaults(page, "the settings of a cancelled event", "light")

    await guest.goto(ticket)
    await expect(guest.getByRole("heading", { name: "Cancelled by the organizer" })).toBeVisible()
    await expect(guest.getByText("There is no wind.")).toBeVisible()
    if (javaScriptEnabled !== false) await expectNoFaults(guest, "the ticket of a cancelled event", "light")
    const calendar = await guest.request.get(`${ticket}/calendar.ics`)
    expect(calendar.headers()["content-type"]).toBe("text/calendar; charset=utf-8; method=CANCEL")
    expect(await calendar.text()).toMatch(
      /\r\nMETHOD:CANCEL\r\n.*\r\nSEQUENCE:1\r\n.*\r\nSTATUS:CANCELLED\r\n/s,
    )
    await guest.goto(`/e/${slug}`)
    await expect(guest.getByText("This event is cancelled")).toBeVisible()
    await guest.goto("/")
    await expect(
      guest.getByRole("article").filter({ hasText: "Kite Day" }).getByText("Cancelled"),
    ).toBeVisible()
    const mail = await inbox.mailTo(email, "Cancelled: Kite Day")
    expect(mail.text).toContain("Northside writes: There is no wind.")

    await page.goto(`/organizer/${slug}/settings`)
    await page.getByRole("link", { name: words("editor.state.reinstate") }).click()
    await press(page, words("editor.reinstate.confirm"))
    await expect(page.getByText(words("editor.state.done.reinstated"))).toBeVisible()
    await guest.goto(ticket)
    await expect(guest.getByText("You’re in")).toBeVisible()
    await inbox.mailTo(email, "Happening after all: Kite Day")
    await visitor.close()
  })

  test("moves an event and is asked whether to tell who has a ticket; what was typed stays", async ({
    page,
    gate,
    inbox,
    newEmail,
    browser,
    javaScriptEnabled,
  }) => {
    await signInOrganizer(page.request, { gate, inbox }, newEmail())
    const slug = await publishEvent(page.request, { title: "Moss Walk" })
    const visitor = await browser.newContext()
    await registerByRequest((await visitor.newPage()).request, inbox, newEmail(), `/e/${slug}`)
    await page.goto(`/organizer/${slug}/settings`)
    await page.getByLabel("Venue", { exact: true }).fill("The old mill")

    await press(page, "Save changes")

    await expect(page.getByRole("heading", { name: "1 person has a ticket" })).toBeVisible()
    await expect(page.getByLabel("Venue", { exact: true })).toHaveValue("The old mill")
    if (javaScriptEnabled !== false) await expectNoFaults(page, "the question whom to tell", "light")
    await press(page, "Save without telling them")
    await expect(page.getByText("Changes saved.", { exact: true })).toBeVisible()
    await page.getByLabel("Venue", { exact: true }).fill("The new mill")
    await press(page, "Save changes")
    await expect(page.getByRole("heading", { name: "1 person has a ticket" })).toBeVisible()
    await press(page, "Save changes")
    await expect(page.getByText(words("editor.state.done.told"))).toBeVisible()
    await expect(page.getByLabel("Venue", { exact: true })).toHaveValue("The new mill")
    await visitor.close()
  })
})
