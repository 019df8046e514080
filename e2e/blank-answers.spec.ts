import { sql } from "drizzle-orm"
import { words } from "@/lib/i18n/test-words"
import { expect, test } from "./fixtures"
import { fieldNotes, signInOrganizer } from "./form-post"
import { Site } from "./servers/site"

test.use({ javaScriptEnabled: false })

const id = "0d7f9a3e-7c55-4b43-9d1c-6f4c0c7f6a11"
const organizers = words("organizer.not_found.title")
const everyones = words("attendee.not_found.title")

for (const [address, title] of [
  ["/organizer/nope", organizers],
  ["/organizer/nope/attendees", organizers],
  [`/organizer/field-notes-summit/attendees/${id}`, organizers],
  [`/organizer/field-notes-summit/attendees/jobs/${id}`, organizers],
  ["/organizer/field-notes-summit/questions/nope", organizers],
  ["/e/nope", everyones],
  ["/e/nope/register", everyones],
  ["/nowhere", everyones],
] as const) {
  test(`${address} says at its own address, with 404, that there is nothing`, async ({
    page,
    gate,
    inbox,
    newEmail,
    watch,
  }) => {
    watch.expectComplaint(/status of 404/)
    // Strangers are asked to sign in first.
    if (title === organizers) await signInOrganizer(page.request, { gate, inbox }, newEmail())

    const answer = await page.goto(address)

    expect(answer?.status()).toBe(404)
    expect(new URL(page.url()).pathname).toBe(address)
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(title)
    await expect(page.getByRole("link", { name: "Sign in" }).first()).toBeVisible()
  })
}

test("a page whose data cannot be read says so with 503, when to come back, in the visitor's language", async ({
  browser,
}) => {
  test.setTimeout(180_000)
  const site = await Site.start()
  await site.change(async (db) => {
    await db.execute(sql`alter table question rename column label to gone`)
  })
  const english = await browser.newPage({ javaScriptEnabled: false, locale: "en", baseURL: site.url })
  const arabic = await browser.newPage({ javaScriptEnabled: false, locale: "ar", baseURL: site.url })

  const answer = await english.goto(fieldNotes)
  await arabic.goto(fieldNotes)

  expect(answer?.status()).toBe(503)
  expect(answer?.headers()["retry-after"]).toBe("30")
  await expect(english.getByRole("heading", { level: 1 })).toHaveText("Something went wrong on our side")
  await expect(english.getByText(answer?.headers()["x-request-id"] ?? "no request id")).toBeVisible()
  await expect(english.getByRole("link", { name: "Try again" })).toHaveAttribute("href", fieldNotes)
  await expect(arabic.locator("html")).toHaveAttribute("dir", "rtl")
  await expect(arabic.getByRole("heading", { level: 1 })).toHaveText("حدث خطأ من جانبنا")
  await Promise.all([english.close(), arabic.close()])
  await site.remove()
})
