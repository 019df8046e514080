import { words } from "@/lib/i18n/test-words"
import { expectAccessible } from "./accessible"
import { expect, test } from "./fixtures"
import { signInOrganizer } from "./form-post"
import { SignInPage } from "./pages/sign-in-page"

const event = "/organizer/field-notes-summit"

const t = (key: string, values = {}) => words(`organizer.team.${key}`, values)

/** The link a mail leads to, as its reader follows it. */
const linkIn = (text: string) => /https?:\/\/\S+\/organizer\S*/.exec(text)?.[0] ?? ""

test("a helper is invited to one door, comes by the mail and a code, sees the door alone, and is out once removed @both", async ({
  page,
  browser,
  gate,
  inbox,
  newEmail,
}) => {
  const { javaScriptEnabled = true } = test.info().project.use
  const [organizer, helper] = [newEmail(), newEmail()]
  await signInOrganizer(page.request, { gate, inbox }, organizer)
  await page.goto("/organizer/team")
  await page.getByLabel(t("label.email"), { exact: true }).fill("nobody")
  await page.getByRole("button", { name: t("send") }).click()
  await expect(page.getByText(words("editor.issue.not_an_email")).first()).toBeVisible()
  await page.getByLabel(t("label.email"), { exact: true }).fill(helper)
  await page.getByRole("radio", { name: t("role.door", { event: "Field Notes Summit" }) }).check()
  await page.getByRole("button", { name: t("send") }).click()
  await expect(page.getByText(t("done.invited"))).toBeVisible()
  const row = page.getByRole("row", { name: new RegExp(helper) })
  await expect(row).toContainText("hasn’t joined yet")
  // axe runs in the page.
  if (javaScriptEnabled) await expectAccessible(page, "team", "light", "dark")

  const { text = "" } = await inbox.mailTo(helper, "Field Notes Summit")
  const theirs = await browser.newContext({ javaScriptEnabled, baseURL: new URL(page.url()).origin })
  const door = await theirs.newPage()
  await door.goto(linkIn(text))
  const codePage = await (await SignInPage.shown(door)).askForCode(helper)
  await codePage.confirmTo((await inbox.nextCode(helper)).code, `${event}/check-in`)
  await expect(
    door.getByRole("navigation").getByRole("link", { name: words("organizer.section.page.attendees") }),
  ).toHaveCount(0)
  expect((await theirs.request.get(`${event}/attendees`)).status()).toBe(404)

  await row.getByRole("button", { name: t("remove_whom", { email: helper }) }).click()
  await expect(page.getByText(t("done.removed"))).toBeVisible()

  await door.reload()
  await expect(door.getByRole("heading", { name: words("organizer.not_found.title") })).toBeVisible()
  await theirs.close()
})
