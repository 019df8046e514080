import { words } from "@/lib/i18n/test-words"
import { savedTooLate } from "./browser-watch"
import { expect, test } from "./fixtures"
import { hiddenFields } from "./form-fields"
import { fieldNotes, leadsTo, locationOf, postForm, registerByRequest, signIn } from "./form-post"
import { ErrorSummary } from "./pages/error-summary"
import { EventsPage } from "./pages/events-page"
import { ProfilePage } from "./pages/profile-page"
import { SignInPage } from "./pages/sign-in-page"
import { TicketPage } from "./pages/ticket-page"

const somebodyElses = "0d7f9a3e-7c55-4b43-9d1c-6f4c0c7f6a11"
const idOf = (ticket: string) => ticket.split("/").at(-1) ?? ""

test("Back from a ticket after registering leads to the event, and never to the ticket again", {
  tag: "@both",
}, async ({ page, inbox, newEmail }) => {
  const email = newEmail()
  const event = await (await EventsPage.open(page)).openEvent("Field Notes Summit")
  const form = await event.register()
  await form.fill({ firstName: "Ana", lastName: "Ribeiro", email })
  const codePage = await form.submit()
  const { path } = await codePage.confirm((await inbox.nextCode(email)).code)
  expect(page.url()).toContain(path)

  await page.goBack()

  await expect(page).toHaveURL((url) => url.pathname === fieldNotes)
  await page.goForward()
  await TicketPage.shown(page)
})

test.describe("back to the page that was asked for", { tag: "@both" }, () => {
  test("from the ticket's mail, in another browser, through a wrong address, a wrong code and an early resend", async ({
    page,
    playwright,
    site,
    inbox,
    newEmail,
  }) => {
    const email = newEmail()
    const elsewhere = await playwright.request.newContext({ baseURL: site.url })
    const ticket = await registerByRequest(elsewhere, inbox, email)
    const mail = await inbox.mailTo(email, "You’re in")
    const link = /https?:\/\/\S+\/tickets\/[0-9a-f-]{36}/.exec(mail.text ?? "")?.[0] ?? ""
    expect(new URL(link).pathname).toBe(ticket)

    await page.goto(link)
    const signInPage = await SignInPage.shown(page)
    await expect(page.getByText("we’ll open the page you came for")).toBeVisible()
    await expect(page.getByLabel("Email address")).toBeFocused()
    await signInPage.askRefused("nobody", words("common.browser.problem"))
    const codePage = await signInPage.askForCode(email)
    await expect(codePage.code).toBeFocused()
    const { code } = await inbox.nextCode(email)
    await codePage.confirmRefused(
      code.startsWith("0") ? "111 111" : "000 000",
      words("common.failure.code_wrong.title"),
    )
    await codePage.sendAnother()
    await expect(new ErrorSummary(page, "We sent you a code a moment ago").box).toBeVisible()
    await codePage.confirmTo(code, ticket)

    await expect((await TicketPage.shown(page)).qrCode).toBeVisible()
    await elsewhere.dispose()
  })

  test("after the session ended under a form, saying why", async ({
    page,
    context,
    inbox,
    newEmail,
    watch,
  }) => {
    watch.expectComplaint(savedTooLate)
    const email = newEmail()
    const profile = new ProfilePage(page, await registerByRequest(page.request, inbox, email))
    await profile.openAnswer("company")
    await profile.company.fill("Kelvin Labs")
    await context.clearCookies({ name: "gatehouse.session" })
    await page.getByRole("button", { name: "Save and continue" }).click()

    const signInPage = await SignInPage.shown(page)
    await expect(page.getByText("You’ve been signed out")).toBeVisible()
    const codePage = await signInPage.askForCode(email)
    await codePage.confirmTo((await inbox.nextCode(email)).code, `${profile.path}/answers/company`)

    await expect(profile.company).toBeVisible()
  })

  test("for an organizer, the list with its filters; whoever organizes nothing reads so", async ({
    page,
    gate,
    inbox,
    newEmail,
  }) => {
    const email = newEmail()
    const list = "/organizer/field-notes-summit/attendees?q=ribeiro&sort=name"
    await gate.addUser({ username: email, email, organization: "northside", profile: { role: "admin" } })
    await page.goto(list)
    const codePage = await (await SignInPage.shown(page)).askForCode(email)
    await codePage.confirmTo((await inbox.nextCode(email)).code, list)
    // The list asks for news, which a stranger does not get.
    await page.goto("/help")
    await page.context().clearCookies()

    const attendee = newEmail()
    await registerByRequest(page.request, inbox, attendee)
    await page.goto("/organizer")
    await expect(page.getByRole("heading", { name: "You don’t organize any events here" })).toBeVisible()
    await expect(page.getByText(attendee)).toBeVisible()
    await page.getByRole("link", { name: "My tickets" }).click()
    await expect(page).toHaveURL(/\/me$/)
  })

  test("a ticket's code leads an organizer to its check-in, and lets nobody in by itself", async ({
    page,
    playwright,
    site,
    gate,
    inbox,
    newEmail,
  }) => {
    const owner = await playwright.request.newContext({ baseURL: site.url })
    const ticket = await registerByRequest(owner, inbox, newEmail())
    const html = await (await owner.get(ticket)).text()
    const code = (/Ticket ([0-9A-Z-]{12}) as a QR code/.exec(html)?.[1] ?? "").replaceAll("-", "")
    expect(await leadsTo(owner, `/T/${code}`)).toBe(ticket)
    const stranger = await playwright.request.newContext({ baseURL: site.url })
    await registerByRequest(stranger, inbox, newEmail())
    for (const tried of [code, "0000000000"])
      expect((await stranger.get(`/t/${tried}`, { maxRedirects: 0 })).status()).toBe(404)

    const organizer = newEmail()
    await gate.addUser({
      ...{ username: organizer, email: organizer, organization: "northside", profile: { role: "admin" } },
    })
    await page.goto(`/T/${code}`)
    const codePage = await (await SignInPage.shown(page)).askForCode(organizer)
    const door = `/organizer/field-notes-summit/check-in?scan=${code}`
    await codePage.confirmTo((await inbox.nextCode(organizer)).code, door)
    const found = page.getByRole("listitem").filter({ hasText: "Ana Ribeiro" }).first()
    await expect(found.getByRole("button", { name: "Check in" })).toBeVisible()
    await found.getByRole("button", { name: "Check in" }).click()
    await expect(page.getByText("Welcome", { exact: true })).toBeVisible()
    await Promise.all([owner.dispose(), stranger.dispose()])
  })
})

test("every page of one's own asks strangers to sign in, and names itself", async ({ request, site }) => {
  // Tests share a site, and some make its database fail.
  const before = site.output.length
  const own = [`/tickets/${somebodyElses}`, `/profile/${somebodyElses}`]
  const paths = [
    ...[...own, `${own[0]}/code`, `${own[0]}/cancel`, `${own[1]}/answers`, `${own[1]}/answers/company`],
    ...["/me", "/me/data", "/me/data/erase", "/me/data/delete", "/me/email", "/me/email/confirm", "/me/name"],
    ...["/organizer", "/organizer/new", "/organizer/nope", "/organizer/reveal", "/t/K7Q40M9XW2"],
    ...[
      "",
      "/settings",
      "/questions",
      "/questions/new",
      "/attendees",
      "/attendees/new",
      "/check-in",
      "/network",
      "/exports",
    ].map((page) => `/organizer/field-notes-summit${page}`),
  ]
  for (const path of paths) {
    const answer = await request.get(path, { maxRedirects: 0 })
    expect([answer.status(), locationOf(answer)], path).toEqual([303, `/sign-in?to=${path}`])
  }
  for (const [file, page] of [
    ["/me/data/export.json", "/me/data"],
    ["/me/data/export.csv", "/me/data"],
    [`${own[0]}/calendar.ics`, own[0]],
    [`${own[0]}/share.png`, own[0]],
  ])
    expect(await leadsTo(request, `${file}`)).toBe(`/sign-in?to=${page}`)
  // What a client claims to have asked for counts for nothing.
  const headers = { "x-gatehouse-asked": "POST /me/data" }
  expect(locationOf(await request.get("/me", { headers, maxRedirects: 0 }))).toBe("/sign-in?to=/me")
  expect(site.output.slice(before)).not.toContain("failed unexpectedly")
})

test("an unknown, a foreign and one's own ticket show the very same sign-in page", async ({
  playwright,
  site,
  inbox,
  newEmail,
}) => {
  const [owner, stranger] = await Promise.all(
    [1, 2].map(() => playwright.request.newContext({ baseURL: site.url })),
  )
  if (!owner || !stranger) throw new Error("There are two of them.")
  const ticket = await registerByRequest(owner, inbox, newEmail())
  const seen = async (id: string) => {
    const answer = await stranger.get(`/tickets/${id}`)
    const nonce = /nonce-([^']+)'/.exec(answer.headers()["content-security-policy"] ?? "")?.[1] ?? "?"
    return `${answer.status()} ${(await answer.text()).replaceAll(id, "ID").replaceAll(nonce, "NONCE")}`
  }

  const [own, unknown] = [await seen(idOf(ticket)), await seen(somebodyElses)]

  expect(own).toMatch(/^200 /)
  expect(unknown).toBe(own)
  await signIn(stranger, inbox, newEmail())
  for (const id of [idOf(ticket), somebodyElses, "nonsense"]) {
    const answer = await stranger.get(`/tickets/${id}`)
    expect([answer.status(), new URL(answer.url()).pathname]).toEqual([404, `/tickets/${id}`])
  }
  await Promise.all([owner.dispose(), stranger.dispose()])
})

test("nobody is led to another site, whatever the address or the form says", async ({
  request,
  site,
  inbox,
  newEmail,
}) => {
  const hostile = [
    "//elsewhere.example",
    "/\\elsewhere.example",
    "https://elsewhere.example/me",
    "/%2F/elsewhere.example",
    "/me\r\nlocation: //elsewhere.example",
    "/sign-out",
  ]
  for (const to of hostile) {
    const html = await (await request.get("/sign-in", { params: { to } })).text()
    expect(html, to).not.toMatch(/(href|action|value)="[^"]*elsewhere/)
  }
  const email = newEmail()
  const path = "/sign-in?to=/me/data"
  const button = "Send me a code"
  const asked = await postForm(request, { path, button, fields: { email } })
  expect(locationOf(asked)).toBe("/sign-in/confirm?to=/me/data")
  // The path travels with the form as an argument of its action, which anybody can rewrite.
  const confirm = "/sign-in/confirm?to=/me/data"
  const hidden = hiddenFields(await (await request.get(confirm)).text(), "Confirm")
  const rewritten = Object.fromEntries(
    Object.entries(hidden).map(([name, value]) => [
      name,
      value.replaceAll("/me/data", "//elsewhere.example"),
    ]),
  )
  expect(JSON.stringify(rewritten)).toContain("elsewhere")
  const { code } = await inbox.nextCode(email)
  const answer = await request.post(confirm, {
    multipart: { ...rewritten, code },
    headers: { origin: site.url },
    maxRedirects: 0,
  })
  expect([answer.status(), locationOf(answer)]).toEqual([303, "/me"])
})

test("whoever has signed in already goes straight on", async ({ request, inbox, newEmail }) => {
  await signIn(request, inbox, newEmail())
  const to = fieldNotes
  expect(await leadsTo(request, `/sign-in?to=${to}`)).toBe(to)
  expect(await leadsTo(request, "/sign-in")).toBe("/me")
})
