import { words } from "@/lib/i18n/test-words"
import { expect, test, withMotion } from "./fixtures"
import { fieldNotes, leadsTo, registerByRequest } from "./form-post"
import { EventsPage } from "./pages/events-page"
import { MyTicketsPage } from "./pages/my-tickets-page"
import { RegistrationPage } from "./pages/registration-page"
import { SignInPage } from "./pages/sign-in-page"
import { TicketPage } from "./pages/ticket-page"

test.use(withMotion)

test.describe("a visitor from Mexico", { tag: "@both" }, () => {
  test.use({ locale: "es-MX" })
  // The pages are found by their English words.
  test.beforeEach(({ context, site }) =>
    context.addCookies([{ name: "gatehouse.language", value: "en", url: site.url }]),
  )

  test("registers, proves the address and holds a ticket", async ({ page, gate, inbox, newEmail }) => {
    const email = newEmail()
    const events = await EventsPage.open(page)
    const form = await (await events.openEvent("Field Notes Summit")).register()
    await form.fill({ firstName: "Ana", lastName: "Ribeiro", email })
    await form.choice("Dietary requirements", "Nut allergy").check()
    await form.choice("Dietary requirements", "Vegan").check()
    const codePage = await form.submit()
    await expect(page.getByText(email)).toBeVisible()

    const { subject, code } = await inbox.nextCode(email)
    expect(subject).toBe(`${code} is your Field Notes Summit code`)
    const ticket = await codePage.confirm(code)

    await expect(page.getByRole("heading", { level: 1 })).toHaveText(/^See you on 14\sMay, Ana\.$/)
    await expect(ticket.detail("Name")).toHaveText("Ana Ribeiro")
    await expect(ticket.qrCode).toBeVisible()
    await expect(ticket.progress).toBeHidden()
    const [user] = await gate.usersOf(email)
    expect(await gate.writes()).toEqual([
      {
        method: "POST",
        path: "/api/v1/user/",
        status: 201,
        body: {
          username: email,
          email,
          password: expect.stringMatching(/^[\w-]{32}$/),
          organization: "northside",
          profile: { first_name: "Ana", last_name: "Ribeiro", role: "user" },
        },
      },
      {
        method: "POST",
        path: "/api/v1/user_extra/",
        status: 201,
        body: {
          parent: Number(user?.id),
          event: "field-notes-summit",
          accept_terms: true,
          // Of the page that was read; nobody was asked for a country.
          locale: "en_US",
          custom_field_1: "vegan,nut-allergy",
          custom_field_2: "mapping",
        },
      },
    ])
  })

  test("answers questions of every type", async ({ page, gate, inbox, newEmail }) => {
    const email = newEmail()
    const form = await RegistrationPage.open(page, "river-survey-weekend")
    await form.fill({ firstName: "Zoë", email })
    await form.choice("Dietary requirements", "Gluten-free").check()
    await form.question("Which country do you come from?").selectOption("Germany")
    await form.question("Where do you work?").fill("Flussmeisterei & Söhne")
    await form.question("Is there anything that would make the day easier").fill("A seat.\nShade at noon.")
    await form.choice("Is this your first time with us?", "Yes").check()
    await form.fillDate("When do you arrive?", ["9", "9", "2027"])
    await form.question("Phone number").fill("030 901820")
    await form.question("How many years have you worked in the field?").fill("12")
    const codePage = await form.submit()
    await codePage.confirm((await inbox.nextCode(email)).code)

    const [user] = await gate.usersOf(email)
    const extras = await gate.extrasOf(user?.id ?? "")
    expect(extras).toHaveLength(1)
    expect(extras[0]).toMatchObject({
      event: "river-survey-weekend",
      locale: "en_US",
      country: "Germany",
      country_id: "DE",
      company: "Flussmeisterei & Söhne",
      telephone: "+4930901820",
      custom_field_1: "gluten-free",
      custom_field_2: "mapping",
      custom_field_3: "yes",
      custom_field_4: "A seat.\nShade at noon.",
      custom_field_7: "2027-09-09",
      custom_field_8: "12",
    })
  })
})

test.describe("somebody with a ticket", { tag: "@both" }, () => {
  test("puts the event into a calendar", async ({ page, inbox, newEmail }) => {
    await page.goto(await registerByRequest(page.request, inbox, newEmail()))
    const ticket = await TicketPage.shown(page)

    const { name, text } = await ticket.downloadCalendarFile()

    expect(name).toBe("field-notes-summit.ics")
    expect(text).toMatch(/^BEGIN:VCALENDAR\r\n[\s\S]*SUMMARY:Field Notes Summit\r\n[\s\S]*END:VCALENDAR\r\n$/)
    expect((await page.request.get(`${ticket.path}/calendar.ics`)).headers()["content-type"]).toMatch(
      /^text\/calendar;/,
    )
    await expect(ticket.calendarLink("Google Calendar")).toHaveAttribute(
      "href",
      /^https:\/\/calendar\.google\.com\/.*Field(%20|\+)Notes/,
    )
    await expect(ticket.calendarLink("Outlook")).toHaveAttribute(
      "href",
      /^https:\/\/outlook\..*Field(%20|\+)Notes/,
    )
  })

  test("signs out, and in again by a code", async ({ page, inbox, newEmail }) => {
    const email = newEmail()
    await page.goto(await registerByRequest(page.request, inbox, email))
    const ticket = await TicketPage.shown(page)
    const { path } = ticket
    await ticket.signOut()
    expect(await leadsTo(page.request, path)).toBe(`/sign-in?to=${path}`)

    const codePage = await (await SignInPage.open(page)).askForCode(email)
    const { subject, code } = await inbox.nextCode(email)
    expect(subject).toBe(`${code} is your Gatehouse code`)
    const tickets = await codePage.confirmSignIn(code)

    await tickets.expectTickets("Field Notes Summit")
    expect((await tickets.openTicket("Field Notes Summit")).path).toBe(path)
  })

  test("is shown the event with that ticket instead of the form", async ({ page, inbox, newEmail }) => {
    const path = await registerByRequest(page.request, inbox, newEmail())

    await page.goto(`${fieldNotes}/register`)

    await expect(page).toHaveURL((url) => url.pathname === fieldNotes)
    await page.getByRole("link", { name: words("attendee.event.show_ticket") }).click()
    expect((await TicketPage.shown(page)).path).toBe(path)
  })

  test("needs no second code for another event", async ({ page, gate, inbox, newEmail }) => {
    const email = newEmail()
    await registerByRequest(page.request, inbox, email)
    const form = await RegistrationPage.open(page, "river-survey-weekend")
    await expect(form.firstName).toHaveValue("Ana")
    await expect(form.email).toBeHidden()
    await form.choice("Which track will you follow?", "Sensors and telemetry").check()
    await form.terms.check()

    await form.submitSignedIn()

    await (await MyTicketsPage.open(page)).expectTickets("Field Notes Summit", "River Survey Weekend")
    expect(await gate.usersOf(email)).toHaveLength(1)
    expect(inbox.codeMailsTo(email)).toHaveLength(1)
  })
})

test("a ticket comes by mail as well", async ({ request, inbox, newEmail, site }) => {
  const email = newEmail()
  const path = await registerByRequest(request, inbox, email)

  const mail = await inbox.mailTo(email, "You’re in: Field Notes Summit")

  expect(mail.text).toContain(`${site.url}${path}`)
  expect(mail.attachments.map(({ filename }) => filename).sort()).toEqual(["invite.ics", "ticket.png"])
})

test("a ticket is nobody else's business", async ({ page, request, inbox, newEmail }) => {
  const path = await registerByRequest(page.request, inbox, newEmail())
  await registerByRequest(request, inbox, newEmail())

  const answers = await Promise.all(
    [path, `${path}/calendar.ics`, `/api${path}`].map((address) => request.get(address)),
  )

  expect(answers.map((answer) => answer.status())).toEqual([404, 404, 404])
  for (const answer of answers) expect(await answer.text()).not.toContain("Ribeiro")
})

test("addresses that lead nowhere answer 404", async ({ request }) => {
  const paths = ["/e/no-such-event", "/e/no-such-event/register", "/e/no-such-event/confirm", "/nowhere"]

  for (const path of paths) {
    expect((await request.get(path)).status(), path).toBe(404)
  }
})

test("the icon is where browsers look for it by themselves, too", async ({ request }) => {
  const [asked, named] = await Promise.all(["/favicon.ico", "/icon.svg"].map((path) => request.get(path)))

  expect(asked?.headers()["content-type"]).toContain("image/svg+xml")
  expect(await asked?.text()).toBe(await named?.text())
})

test("GATE never answers with a password", async ({ request, gate, inbox, newEmail }) => {
  const email = newEmail()
  await registerByRequest(request, inbox, email)
  const [userWrite] = await gate.writes()
  const { password } = (userWrite?.body ?? {}) as { password?: string }

  const said = await gate.everythingSaidOf(email)

  expect(said).toContain(email)
  expect(password).toBeTruthy()
  expect(said).not.toContain(password)
  expect(said).not.toMatch(/password/i)
})
