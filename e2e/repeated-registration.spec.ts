import { words } from "@/lib/i18n/test-words"
import { expect, test } from "./fixtures"
import { confirmRegistration, registerByRequest, registration, startRegistration } from "./form-post"

test.describe("somebody who registers again with other answers", { tag: "@both" }, () => {
  test("is told of their ticket, and takes the new answers over by one press", async ({
    page,
    gate,
    inbox,
    newEmail,
  }) => {
    const email = newEmail()
    const ticket = await registerByRequest(page.request, inbox, email)
    await page.context().clearCookies()
    await startRegistration(page.request, registration(email, { first_name: "Anna", diet: "vegan" }))

    expect(await confirmRegistration(page.request, inbox, email)).toBe(ticket)
    await page.goto(ticket)
    const notice = page.getByRole("status").filter({ hasText: "You already have a ticket" })
    await expect(notice).toContainText("Vegan")
    await expect(notice).toContainText("Before: no answer")
    await expect(notice).toContainText("Name on the ticketAnna RibeiroBefore: Ana Ribeiro")
    await notice.getByRole("button", { name: words("attendee.repeated.take_over") }).click()

    await expect(notice).toBeHidden()
    await expect(page).toHaveURL(new RegExp(`${ticket}$`))
    expect(await gate.extraOf(email)).toMatchObject({ custom_field_1: "vegan" })
    await expect(page.getByText("Anna Ribeiro").first()).toBeVisible()
    // Behind the answer: nobody waits for GATE here.
    await expect
      .poll(async () => (await gate.usersOf(email))[0]?.profile)
      .toMatchObject({ first_name: "Anna", last_name: "Ribeiro" })
  })

  test("can keep what they had", async ({ page, inbox, newEmail }) => {
    const email = newEmail()
    const ticket = await registerByRequest(page.request, inbox, email)
    await page.context().clearCookies()
    await startRegistration(page.request, registration(email, { diet: "vegan" }))
    await confirmRegistration(page.request, inbox, email)
    await page.goto(ticket)

    await page.getByRole("button", { name: "Keep my earlier answers" }).click()

    await expect(page.getByText("You already have a ticket")).toBeHidden()
    await page.goto(`${ticket.replace("/tickets/", "/profile/")}/answers`)
    await expect(page.getByText("Vegan")).toBeHidden()
  })
})
