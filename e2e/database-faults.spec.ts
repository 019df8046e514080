import { expect, test } from "./fixtures"
import { fillCode } from "./pages/code-page"
import { ErrorSummary } from "./pages/error-summary"
import { MyTicketsPage } from "./pages/my-tickets-page"
import { RegistrationPage } from "./pages/registration-page"
import { SignInPage } from "./pages/sign-in-page"
import { TicketPage } from "./pages/ticket-page"
import type { Site } from "./servers/site"

// One worker and so one start of its site with the triggers.
test.describe.configure({ mode: "default" })

const refusing = new WeakSet<Site>()

/** Of the people whose address begins with the name of a table, every other row of that table is refused. */
async function refuseEveryOther(site: Site): Promise<void> {
  if (refusing.has(site)) return
  refusing.add(site)
  await site.change(async (db) => {
    for (const table of ["registration", "session"]) {
      // A sequence counts on although the transaction that asked it is rolled back.
      await db.execute(`create sequence refused_${table}`)
      await db.execute(`create function refuse_${table}() returns trigger language plpgsql as $$ begin
        if (select email from person where id = new.person_id) like '${table}.%' then
          if nextval('refused_${table}') % 2 = 1 then raise 'the disk is on fire' using errcode = '57014'; end if;
        end if;
        return new; end $$`)
      await db.execute(
        `create trigger refuse_${table} before insert on ${table} for each row execute function refuse_${table}()`,
      )
    }
  })
}

test.describe("a database that fails after the code was proved", { tag: "@both" }, () => {
  test.beforeEach(({ site }) => refuseEveryOther(site))

  test("at the registration: said on the page, and one press sends it again, typed as it was", async ({
    page,
    inbox,
    newEmail,
  }) => {
    const email = `registration.${newEmail()}`
    const form = await RegistrationPage.open(page)
    await form.fill({ firstName: "Ana", lastName: "Ribeiro", email })
    const codePage = await form.submit()
    const { code } = await inbox.nextCode(email)
    await fillCode(codePage.code, code)
    await page.getByRole("button", { name: "Confirm" }).click()
    await expect(new ErrorSummary(page, "Something went wrong on our side").box).toBeVisible()
    await expect(page.getByRole("heading", { name: "Your email is confirmed" })).toBeVisible()
    await expect(page).toHaveURL(/\/confirm$/)
    await page.getByRole("button", { name: "Get my ticket" }).click()

    await expect((await TicketPage.shown(page)).detail("Name")).toHaveText("Ana Ribeiro")
  })

  test("at the session of a registration: the same code is taken again", async ({
    page,
    inbox,
    newEmail,
  }) => {
    const email = `session.${newEmail()}`
    const form = await RegistrationPage.open(page)
    await form.fill({ firstName: "Ana", email })
    const codePage = await form.submit()
    const { code } = await inbox.nextCode(email)
    await fillCode(codePage.code, code)
    await page.getByRole("button", { name: "Confirm" }).click()
    await expect(new ErrorSummary(page, "Something went wrong on our side").box).toBeVisible()
    await codePage.confirm(code)
  })

  test("at the session of a sign-in: the same code is taken again and leads where it was to lead", async ({
    page,
    inbox,
    newEmail,
  }) => {
    const email = `session.${newEmail()}`
    const codePage = await (await SignInPage.open(page)).askForCode(email)
    const { code } = await inbox.nextCode(email)
    await fillCode(codePage.code, code)
    await page.getByRole("button", { name: "Confirm" }).click()
    await expect(new ErrorSummary(page, "Something went wrong on our side").box).toBeVisible()
    await fillCode(codePage.code, code)
    await page.getByRole("button", { name: "Confirm" }).click()

    await MyTicketsPage.shown(page)
  })
})
