import { expect, test } from "./fixtures"
import { ErrorSummary } from "./pages/error-summary"
import { MyTicketsPage } from "./pages/my-tickets-page"
import { RegistrationPage } from "./pages/registration-page"
import { SignInPage } from "./pages/sign-in-page"
import { TicketPage } from "./pages/ticket-page"
import type { Site } from "./servers/site"

/** The next row of a table is refused by the database, and every one after it taken again. */
async function refuseNext(site: Site, table: "registration" | "session"): Promise<void> {
  const name = `fault_${crypto.randomUUID().replaceAll("-", "_")}`
  await site.change(async (db) => {
    // A sequence counts on although the transaction that asked it is rolled back.
    await db.execute(`create sequence ${name}`)
    await db.execute(`create function ${name}() returns trigger language plpgsql as $$ begin
      if nextval('${name}') = 1 then raise 'the disk is on fire' using errcode = '57014'; end if;
      return new; end $$`)
    await db.execute(`create trigger ${name} before insert on ${table} execute function ${name}()`)
  })
}

test.describe("a database that fails after the code was proved", { tag: "@both" }, () => {
  test("at the registration: said on the page, and one press sends it again, typed as it was", async ({
    page,
    site,
    inbox,
    newEmail,
  }) => {
    await refuseNext(site, "registration")
    const email = newEmail()
    const form = await RegistrationPage.open(page)
    await form.fill({ firstName: "Ana", lastName: "Ribeiro", email })
    const codePage = await form.submit()
    const { code } = await inbox.nextCode(email)
    await codePage.code.fill(code)
    await page.getByRole("button", { name: "Confirm" }).click()
    await expect(new ErrorSummary(page, "Something went wrong on our side").box).toBeVisible()
    await expect(page.getByRole("heading", { name: "Your email is confirmed" })).toBeVisible()
    await expect(page).toHaveURL(/\/confirm$/)
    await page.getByRole("button", { name: "Get my ticket" }).click()

    await expect((await TicketPage.shown(page)).detail("Name")).toHaveText("Ana Ribeiro")
  })

  test("at the session of a registration: the same code is taken again", async ({
    page,
    site,
    inbox,
    newEmail,
  }) => {
    await refuseNext(site, "session")
    const email = newEmail()
    const form = await RegistrationPage.open(page)
    await form.fill({ firstName: "Ana", email })
    const codePage = await form.submit()
    const { code } = await inbox.nextCode(email)
    await codePage.code.fill(code)
    await page.getByRole("button", { name: "Confirm" }).click()
    await expect(new ErrorSummary(page, "Something went wrong on our side").box).toBeVisible()
    await codePage.confirm(code)
  })

  test("at the session of a sign-in: the same code is taken again and leads where it was to lead", async ({
    page,
    site,
    inbox,
    newEmail,
  }) => {
    await refuseNext(site, "session")
    const email = newEmail()
    const codePage = await (await SignInPage.open(page)).askForCode(email)
    const { code } = await inbox.nextCode(email)
    await codePage.code.fill(code)
    await page.getByRole("button", { name: "Confirm" }).click()
    await expect(new ErrorSummary(page, "Something went wrong on our side").box).toBeVisible()
    await codePage.code.fill(code)
    await page.getByRole("button", { name: "Confirm" }).click()

    await MyTicketsPage.shown(page)
  })
})
