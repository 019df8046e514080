import type { Page } from "playwright/test"
import { words } from "@/lib/i18n/test-words"
import { expect, test } from "./fixtures"
import { signInOrganizer } from "./form-post"
import { fieldTime, publishEvent } from "./own-event"

async function fillPerson(page: Page, email: string): Promise<void> {
  await page.getByLabel("First name").fill("Noor")
  await page.getByLabel("Email address").fill(email)
  await page.getByLabel("They have read the terms and accept them").check()
}

const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click()

test.describe("an organizer at a full event", { tag: "@both" }, () => {
  test("is asked once, adds somebody anyway, and raises the places for the next", async ({
    page,
    gate,
    inbox,
    newEmail,
  }) => {
    await signInOrganizer(page.request, { gate, inbox }, newEmail())
    const event = `/organizer/${await publishEvent(page.request, { capacity: "1" })}`
    const add = async () => {
      await page.goto(`${event}/attendees/new`)
      await fillPerson(page, newEmail())
      await press(page, "Add")
    }

    await add()
    await expect(page.getByText("Noor is registered.")).toBeVisible()
    await add()
    await expect(
      page.getByRole("heading", { name: words("person.full.title", { capacity: 1 }) }),
    ).toBeVisible()
    await expect(page.getByLabel("First name")).toHaveValue("Noor")
    await press(page, "Add anyway")
    await expect(page.getByText("Noor is registered.")).toBeVisible()
    await expect(page.getByText(words("person.history.registration_over_capacity"))).toBeVisible()
    await add()
    await expect(page.getByText("2 people are registered, and nothing was changed.")).toBeVisible()
    await press(page, words("person.full.raise", { places: 3 }))

    await expect(page.getByText("Noor is registered.")).toBeVisible()
    await page.goto(event.replace("/organizer/", "/e/"))
    await expect(page.getByText("This event is full")).toBeVisible()
  })
})

test("on a day of the event, who is added from the desk is checked in unless it is unticked", async ({
  page,
  gate,
  inbox,
  newEmail,
}) => {
  await signInOrganizer(page.request, { gate, inbox }, newEmail())
  const slug = await publishEvent(page.request, { starts_at: fieldTime(-0.1), ends_at: fieldTime(0.1) })
  const box = page.getByLabel("Check them in now")

  await page.goto(`/organizer/${slug}/check-in`)
  await page.getByRole("link", { name: words("person.door.walk_in") }).click()
  await expect(box).toBeChecked()
  await page.goto(`/organizer/${slug}/attendees/new`)

  await expect(box).not.toBeChecked()
})
