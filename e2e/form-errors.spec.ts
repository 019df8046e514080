import { words } from "@/lib/i18n/test-words"
import { expect, test } from "./fixtures"
import { formBody, hiddenFields } from "./form-fields"
import { delivered, fieldNotes, locationOf, postForm, registration } from "./form-post"
import { RegistrationPage } from "./pages/registration-page"

const formPath = `${fieldNotes}/register`
const button = "Get my ticket"

test.describe("a form that is refused", { tag: "@both" }, () => {
  test("names everything that is missing, in the summary and at each field", async ({ page, gate }) => {
    const form = await RegistrationPage.open(page)
    await form.lastName.fill("Ribeiro")
    await form.choice("Dietary requirements", "Vegan").check()

    const summary = await form.submitRefused()

    await summary.expectFaults(
      "Enter your first name",
      "Enter your email address",
      "Answer “Which track will you follow?”",
      words("common.issue.terms_not_accepted"),
    )
    await expect(form.firstName).toHaveAccessibleDescription("Error: Enter your first name")
    await expect(form.email).toHaveAccessibleDescription(/Error: Enter your email address$/)
    await expect(page.getByRole("radiogroup")).toHaveAccessibleDescription(
      /Answer “Which track will you follow\?”/,
    )
    await expect(form.terms).toHaveAccessibleDescription(`Error: ${words("common.issue.terms_not_accepted")}`)
    await expect(form.lastName).toHaveValue("Ribeiro")
    await expect(form.choice("Dietary requirements", "Vegan")).toBeChecked()
    await expect(form.choice("Dietary requirements", "Vegetarian")).not.toBeChecked()
    expect(await gate.writes()).toEqual([])
  })

  test("keeps answers that are too long, or of the wrong kind", async ({ page, gate, inbox, newEmail }) => {
    const email = newEmail()
    const form = await RegistrationPage.open(page, "river-survey-weekend")
    const [tooLongName, tooLongAnswer] = ["ñ".repeat(101), "a".repeat(256)]
    await form.fill({ firstName: tooLongName, lastName: tooLongName, email })
    await form.question("Where do you work?").fill(tooLongAnswer)
    await form.fillDate("When do you arrive?", ["31", "2", "2027"])
    await form.question("Phone number").fill("call me")
    await form.question("How many years have you worked in the field?").fill("twelve")
    await form.question("Which country do you come from?").selectOption("Peru")
    await form.choice("Is this your first time with us?", "No").check()

    const summary = await form.submitRefused()

    await summary.expectFaults(
      words("common.issue.own_too_long", { field: "first_name", limit: 100 }),
      words("common.issue.own_too_long", { field: "last_name", limit: 100 }),
      words("common.issue.too_long", { label: "Where do you work?", limit: 255 }),
      words("common.issue.not_a_date", { label: "When do you arrive?" }),
      words("common.issue.not_a_phone", { label: "Phone number" }),
      words("common.issue.not_a_whole_number", { label: "How many years have you worked in the field?" }),
    )
    await expect(form.firstName).toHaveValue(tooLongName)
    await expect(form.question("Where do you work?")).toHaveValue(tooLongAnswer)
    await expect(page.getByLabel("Day", { exact: true })).toHaveValue("31")
    await expect(form.question("Phone number")).toHaveValue("call me")
    await expect(form.question("How many years have you worked in the field?")).toHaveValue("twelve")
    await expect(form.question("Which country do you come from?")).toHaveValue("PE")
    await expect(form.choice("Is this your first time with us?", "No")).toBeChecked()
    await expect(form.terms).toBeChecked()
    expect(await gate.writes()).toEqual([])
    expect(inbox.mailsTo(email)).toEqual([])
  })

  test("adds the prefix of a phone number where no country was answered, for the person to look at", async ({
    page,
    newEmail,
  }) => {
    const form = await RegistrationPage.open(page, "river-survey-weekend")
    await form.fill({ firstName: "Zoë", email: newEmail() })
    await form.question("Phone number").fill("020 7946 0958")

    const summary = await form.submitRefused()

    await summary.expectFaults(
      words("common.issue.phone_without_prefix", {
        label: "Phone number",
        country: "United Kingdom",
        number: "+44 20 7946 0958",
      }),
    )
    await expect(form.question("Phone number")).toHaveValue("+44 20 7946 0958")
    await form.submit()
  })

  test("can be put right and sent again", async ({ page, newEmail }) => {
    const form = await RegistrationPage.open(page)
    await form.fill({ firstName: "Ana", email: "ana@" })
    const summary = await form.submitRefused()
    await summary.expectFaults(words("common.issue.not_an_email"))

    await form.email.fill(newEmail())

    await form.submit()
  })

  test("keeps everything when the code cannot be mailed", async ({ page, gate, newEmail }) => {
    const email = `refused.${newEmail()}`
    const form = await RegistrationPage.open(page)
    await form.fill({ firstName: "Ana", lastName: "Ribeiro", email })

    await form.submitRefused(words("common.failure.mail_failed.title"))

    await expect(form.email).toHaveValue(email)
    await expect(form.choice("Which track will you follow?", "Mapping and survey")).toBeChecked()
    await expect(form.terms).toBeChecked()
    expect(await gate.writes()).toEqual([])
  })
})

test("the summary takes the focus at every refusal, and its links lead to the fields", async ({ page }) => {
  const form = await RegistrationPage.open(page)
  const summary = await form.submitRefused()
  await summary.expectAnnounced()

  await summary.goToField("Enter your email address")
  await expect(form.email).toBeFocused()
  await summary.goToField("Answer “Which track will you follow?”")
  await expect(form.choice("Which track will you follow?", "Mapping and survey")).toBeFocused()
  await form.submitRefused()

  await summary.expectAnnounced()
})

test("a fault leaves its field as soon as the field is changed", async ({ page }) => {
  const form = await RegistrationPage.open(page)
  await (await form.submitRefused()).expectAnnounced()

  await form.firstName.fill("A")

  await expect(form.firstName).toHaveAccessibleDescription("")
  await expect(form.terms).toHaveAccessibleDescription(/Accept the terms/)
})

const hostileAddresses = [
  "ana@example.com, eve@example.com",
  '"ana@example.com" <eve@example.com>',
  "ana@example.com\r\nBcc: eve@example.com",
  "ana@example.com\0",
  `${"a".repeat(250)}@example.com`,
  "<script>alert(1)</script>@example.com",
]

test("no hostile address is sent anything", async ({ request, gate, inbox }) => {
  for (const email of hostileAddresses) {
    const answer = await postForm(request, { path: formPath, button, fields: registration(email) })

    expect(answer.status(), email).toBe(200)
    expect(await answer.text(), email).toContain(words("common.issue.not_an_email"))
  }
  expect([...inbox.mailsTo("eve@example.com"), ...inbox.mailsTo("ana@example.com")]).toEqual([])
  expect(await gate.writes()).toEqual([])
})

test("a hostile name is text and nothing else", async ({ page, gate, inbox, newEmail }) => {
  const [firstName, lastName] = ["<img src=x onerror=alert(1)>", "‮'); DROP TABLE user; --"]
  const email = newEmail()
  const form = await RegistrationPage.open(page)
  await form.fill({ firstName, lastName, email })
  const codePage = await form.submit()

  const ticket = await codePage.confirm((await inbox.nextCode(email)).code)

  await expect(ticket.detail("Name")).toHaveText(`${firstName} ${lastName}`)
  expect((await gate.writes())[0]?.body).toMatchObject({
    profile: { first_name: firstName, last_name: lastName },
  })
  expect((await inbox.mailTo(email, "You’re in")).html).not.toContain(firstName)
})

test("an answer that was not offered is refused", async ({ request, inbox, newEmail }) => {
  const tampered = { track: "everything", diet: ["vegan", "humans"] }
  const email = newEmail()

  const fields = registration(email, tampered)
  const answer = await postForm(request, { path: formPath, button, fields })

  expect(answer.status()).toBe(200)
  const html = await answer.text()
  expect(html).toContain("Choose one of the answers offered for “Which track will you follow?”")
  expect(html).toContain(words("common.issue.not_an_option", { label: "Dietary requirements" }))
  expect(inbox.mailsTo(email)).toEqual([])
})

test("fields nobody asked for reach neither the journal nor GATE", async ({
  request,
  gate,
  inbox,
  newEmail,
}) => {
  const email = newEmail()
  const foreign = {
    role: "admin",
    organization: "other",
    custom_field_8: "planted",
    company: "planted",
    locale: "planted",
    passport_number: "planted",
  }
  const fields = registration(email, foreign)
  const answer = await postForm(request, { path: formPath, button, fields })
  expect(locationOf(answer)).toBe(`${fieldNotes}/confirm`)

  const { code } = await inbox.nextCode(email)
  const confirmation = { path: `${fieldNotes}/confirm`, button: "Confirm", fields: { ...foreign, code } }
  await delivered(request, locationOf(await postForm(request, confirmation)) ?? "")

  const written = JSON.stringify(await gate.writes())
  expect(written).toContain(email)
  expect(written).not.toMatch(/planted|admin|"other"/)
})

test("a form sent to an event that is not there leads to the page that says so", async ({
  request,
  gate,
  newEmail,
}) => {
  const html = await (await request.get(formPath)).text()
  const hidden = Object.fromEntries(
    Object.entries(hiddenFields(html, button)).map(([name, value]) => [
      name,
      value.replace("field-notes-summit", "no-such-event"),
    ]),
  )
  const headers = { origin: new URL((await request.get("/")).url()).origin }

  const multipart = formBody(hidden, registration(newEmail()))
  const answer = await request.post(formPath, { multipart, headers, maxRedirects: 0 })

  expect(answer.status()).toBe(404)
  expect(await gate.writes()).toEqual([])
})
