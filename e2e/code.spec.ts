import { words } from "@/lib/i18n/test-words"
import { expect, test } from "./fixtures"
import { formBody, hiddenFields } from "./form-fields"
import { delivered, fieldNotes, locationOf, registration, startRegistration } from "./form-post"
import type { CodePage } from "./pages/code-page"
import { ErrorSummary } from "./pages/error-summary"
import { RegistrationPage } from "./pages/registration-page"
import { SignInPage } from "./pages/sign-in-page"

const wrong = words("common.failure.code_wrong.title")
const spent = "That code no longer works"

/** Six digits that are not the code. */
const otherThan = (code: string) => (code.startsWith("0") ? "111 111" : "000 000")

test.describe("a code", { tag: "@both" }, () => {
  test("may be mistyped four times", async ({ page, gate, inbox, newEmail }) => {
    const email = newEmail()
    const codePage = await openCodePage(page, email)
    const { code } = await inbox.nextCode(email)

    for (let tries = 0; tries < 4; tries++) await codePage.confirmRefused(otherThan(code), wrong)

    expect(await gate.writes()).toEqual([])
    await codePage.confirm(code)
  })

  test("is spent after five", async ({ page, gate, inbox, newEmail }) => {
    const email = newEmail()
    const codePage = await openCodePage(page, email)
    const { code } = await inbox.nextCode(email)
    for (let tries = 0; tries < 4; tries++) await codePage.confirmRefused(otherThan(code), wrong)
    await codePage.confirmRefused(otherThan(code), spent)

    await codePage.confirmRefused(code, spent)

    expect(await gate.writes()).toEqual([])
  })

  test("that is no code costs no try", async ({ page, inbox, newEmail }) => {
    const email = newEmail()
    const codePage = await openCodePage(page, email)
    const { code } = await inbox.nextCode(email)

    for (const typed of ["", "12345", "1234567", "abcdef", "<b>", `０${"0".repeat(400)}`])
      await codePage.confirmRefused(typed, "The code has 6 digits")

    await codePage.confirm(` ${code.replace(" ", "-")} `)
  })

  test("is not sent twice in half a minute", async ({ page, inbox, newEmail }) => {
    const email = newEmail()
    const codePage = await openCodePage(page, email)
    const { code } = await inbox.nextCode(email)

    await codePage.sendAnother()

    await expect(new ErrorSummary(page, "We sent you a code a moment ago").box).toBeVisible()
    expect(inbox.codeMailsTo(email)).toHaveLength(1)
    await codePage.confirm(code)
  })

  test("goes to the new address when the address is changed", async ({ page, gate, inbox, newEmail }) => {
    const [mistyped, email] = [newEmail(), newEmail()]
    const first = await openCodePage(page, mistyped)
    const old = await inbox.nextCode(mistyped)

    const form = await first.changeAddress()
    await expect(form.firstName).toHaveValue("Ana")
    await expect(form.email).toHaveValue(mistyped)
    await expect(form.choice("Which track will you follow?", "Mapping and survey")).toBeChecked()
    await expect(form.terms).not.toBeChecked()
    await form.email.fill(email)
    await form.terms.check()
    const codePage = await form.submit()

    const { code } = await inbox.nextCode(email)
    if (old.code !== code) await codePage.confirmRefused(old.code, wrong)
    await codePage.confirm(code)
    expect(await gate.usersOf(mistyped)).toEqual([])
    expect(await gate.usersOf(email)).toHaveLength(1)
  })

  test("page without an open registration leads to the form", async ({ page, context, site }) => {
    await page.goto(`${fieldNotes}/confirm`)
    await RegistrationPage.shown(page)

    // A draft of somebody else's, guessed.
    const value = "0d7f9a3e-7c55-4b43-9d1c-6f4c0c7f6a11"
    await context.addCookies([{ name: "gatehouse.challenge", value, url: site.url }])
    await page.goto(`${fieldNotes}/confirm`)
    await RegistrationPage.shown(page)
  })

  test("is not mailed to one address without end", async ({ page, inbox, newEmail }) => {
    const email = newEmail()
    for (let sent = 0; sent < 3; sent++) await (await SignInPage.open(page)).askForCode(email)

    await (await SignInPage.open(page)).askRefused(email, words("common.failure.too_many_codes.title"))

    expect(inbox.codeMailsTo(email)).toHaveLength(3)
  })
})

test("a code works in the browser it was sent for and in no other", async ({
  page,
  request,
  inbox,
  newEmail,
}) => {
  const [email, other] = [newEmail(), newEmail()]
  await startRegistration(request, registration(other))
  const { code } = await inbox.nextCode(other)
  const codePage = await openCodePage(page, email)
  const own = await inbox.nextCode(email)

  if (own.code !== code) await codePage.confirmRefused(code, wrong)

  await codePage.confirm(own.code)
})

test("a confirmation that is sent twice ends at the one ticket", async ({
  request,
  gate,
  inbox,
  newEmail,
  site,
}) => {
  const email = newEmail()
  await startRegistration(request, registration(email))
  const { code } = await inbox.nextCode(email)
  const path = `${fieldNotes}/confirm`
  const hidden = hiddenFields(await (await request.get(path)).text(), "Confirm")
  const send = () =>
    request.post(path, {
      multipart: formBody(hidden, { code }),
      headers: { origin: site.url },
      maxRedirects: 0,
    })

  const first = await send()
  const second = await send()

  expect(locationOf(first)).toMatch(/^\/tickets\//)
  await delivered(request, locationOf(first) ?? "")
  expect(locationOf(second)).toBe(locationOf(first))
  expect(await gate.writes()).toHaveLength(2)
})

async function openCodePage(
  page: Parameters<typeof RegistrationPage.open>[0],
  email: string,
): Promise<CodePage> {
  const form = await RegistrationPage.open(page)
  await form.fill({ firstName: "Ana", email })
  return form.submit()
}
