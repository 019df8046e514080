import { request as requests } from "playwright/test"
import { expect, test } from "./fixtures"
import {
  confirmRegistration,
  isSignedIn,
  postForm,
  registerByRequest,
  registration,
  signIn,
  startRegistration,
} from "./form-post"
import { CodePage } from "./pages/code-page"
import { TicketPage } from "./pages/ticket-page"
import { inDays, publish } from "./servers/small-event"

const idOf = (ticket: string) => ticket.split("/").at(-1) ?? ""

// The sweeper comes every two seconds and waits out backoff.
const carriedOut = { timeout: 45_000 }

const givenBack = "You gave your place back."

test("tickets are listed by what is still to come and what is over", async ({
  page,
  inbox,
  newEmail,
  site,
}) => {
  test.setTimeout(120_000)
  const email = newEmail()
  const event = await publish(site, { title: "Yesterday’s Walk" })
  const ticket = await registerByRequest(page.request, inbox, email, event)
  await page.goto("/me")
  await expect(page.getByRole("heading", { name: "Past events" })).toBeHidden()

  await site.change(async (db) => {
    const times = "starts_at = now() - interval '2 days', ends_at = now() - interval '1 day'"
    await db.execute(`update event set ${times} where slug = '${event.replace("/e/", "")}'`)
  })
  await page.goto("/me")

  await expect(page.getByText("You have no tickets for anything coming up.")).toBeVisible()
  const past = page.getByRole("region", { name: "Past events" })
  await past.getByRole("link", { name: "Yesterday’s Walk" }).click()
  await TicketPage.shown(page)
  await expect(page.getByRole("link", { name: "Cancel my registration" })).toBeHidden()
  await page.goto(`${ticket}/cancel`)
  await expect(page).toHaveURL(new RegExp(`${ticket}$`))
})

test.describe("a place that is given back", { tag: "@both" }, () => {
  test.setTimeout(120_000)

  test("is free at once, GATE hears of it, and it can be taken back", async ({
    page,
    gate,
    inbox,
    newEmail,
    site,
  }) => {
    const event = await publish(site, { capacity: 1 })
    const email = newEmail()
    const ticket = await registerByRequest(page.request, inbox, email, event)
    const before = await gate.extraOf(email)
    const stranger = await requests.newContext({ baseURL: site.url })
    const eventPage = async () => (await stranger.get(event)).text()
    expect(await eventPage()).toContain("This event is full")
    await gate.calm()
    await page.goto(ticket)

    await page.getByRole("link", { name: "Cancel my registration" }).click()
    await expect(page.getByText("Your ticket stops working at once.")).toBeVisible()
    expect(await eventPage()).toContain("This event is full")
    await page.getByRole("button", { name: "Cancel my registration" }).click()

    await expect(page.getByRole("heading", { name: givenBack, level: 1 })).toBeVisible()
    expect(await eventPage()).toContain("1 place left")
    await inbox.mailTo(email, "You’ve cancelled")
    const status = async () => (await gate.extraOf(email)).custom_field_8
    await expect.poll(status, carriedOut).toMatch(/^cancelled@2\d{3}-/)
    await page.getByRole("button", { name: "Take my place back" }).click()

    const shown = await TicketPage.shown(page)
    await expect(shown.qrCode).toBeVisible()
    expect(await eventPage()).toContain("This event is full")
    await inbox.mailTo(email, "You’re in again")
    await expect.poll(status, carriedOut).toBe("active")
    const writes = await gate.writes()
    expect(writes.map(({ method, path, body }) => [method, path, Object.keys(body as object)])).toEqual(
      [0, 1].map(() => ["PATCH", `/api/v1/user_extra/${before.id}/`, ["custom_field_8"]]),
    )
    const { updated_at: _, custom_field_8: __, ...rest } = before
    expect(await gate.extraOf(email)).toMatchObject(rest)
    await stranger.dispose()
  })

  test("and taken by somebody else is not given twice", async ({ page, inbox, newEmail, site }) => {
    const event = await publish(site, { capacity: 1 })
    const ticket = await registerByRequest(page.request, inbox, newEmail(), event)
    await page.goto(`${ticket}/cancel`)
    await page.getByRole("button", { name: "Cancel my registration" }).click()
    await expect(page.getByRole("heading", { name: givenBack })).toBeVisible()
    const other = await requests.newContext({ baseURL: site.url })
    await registerByRequest(other, inbox, newEmail(), event)

    await page.getByRole("button", { name: "Take my place back" }).click()

    await expect(page.getByRole("status")).toContainText("Your place is taken")
    await expect(page.getByRole("heading", { name: givenBack })).toBeVisible()
    await other.dispose()
  })

  test("cannot be taken back after ten minutes, not even from a page opened before", async ({
    page,
    gate,
    inbox,
    newEmail,
    site,
  }) => {
    const ticket = await registerByRequest(page.request, inbox, newEmail())
    await page.goto(`${ticket}/cancel`)
    await page.getByRole("button", { name: "Cancel my registration" }).click()
    const undo = page.getByRole("button", { name: "Take my place back" })
    await expect(undo).toBeVisible()
    await expect.poll(async () => (await gate.writes()).at(-1)?.status).toBe(200)
    await site.change(async (db) => {
      const at = "now() - interval '11 minutes'"
      await db.execute(`update registration set cancelled_at = ${at} where id = '${idOf(ticket)}'`)
    })
    await gate.calm()

    await undo.click()

    await expect(undo).toBeHidden()
    await expect(page.getByRole("heading", { name: givenBack })).toBeVisible()
    expect(await gate.writes()).toEqual([])
  })
})

test.describe("an email address", { tag: "@both" }, () => {
  test("is changed by a code to the new one, and the old one hears of it", async ({
    page,
    gate,
    inbox,
    newEmail,
    site,
  }) => {
    const [former, wanted] = [newEmail(), newEmail()]
    await registerByRequest(page.request, inbox, former)
    const [user] = await gate.usersOf(former)
    const phone = await requests.newContext({ baseURL: site.url })
    await signIn(phone, inbox, former)
    expect(await isSignedIn(phone)).toBe(true)
    await gate.calm()
    await page.goto("/me")

    await page.getByRole("link", { name: "Change your email address" }).click()
    await page.getByLabel("New email address").fill(wanted)
    await page.getByRole("button", { name: "Send me a code" }).click()
    const codePage = await CodePage.shown(page)
    const { code } = await inbox.nextCode(wanted)
    expect(inbox.mailsTo(former).map(({ subject }) => subject)).not.toContain("changed")
    await codePage.code.fill(code)
    await page.getByRole("button", { name: "Confirm" }).click()

    await expect(page.getByRole("status")).toContainText("Your email address is changed")
    await expect(page.getByRole("definition").filter({ hasText: wanted })).toBeVisible()
    const notice = await inbox.mailTo(former, "The email address of your account was changed")
    expect(notice.text).not.toContain(wanted)
    expect(await isSignedIn(phone)).toBe(false)
    await expect
      .poll(async () => (await gate.usersOf(wanted)).map(({ id }) => id), carriedOut)
      .toEqual([user?.id])
    expect(await gate.usersOf(former)).toEqual([])
    expect(await gate.writes()).toEqual([
      { method: "PATCH", path: `/api/v1/user/${user?.id}/`, status: 200, body: { email: wanted } },
    ])
    await signIn(phone, inbox, wanted)
    expect(await isSignedIn(phone)).toBe(true)
    await phone.dispose()
  })

  test("that somebody else has looks like any other, and only its owner is told", async ({
    page,
    gate,
    inbox,
    newEmail,
    site,
  }) => {
    const [mine, theirs] = [newEmail(), newEmail()]
    const owner = await requests.newContext({ baseURL: site.url })
    await registerByRequest(owner, inbox, theirs)
    await registerByRequest(page.request, inbox, mine)
    const codes = inbox.codeMailsTo(theirs).length
    await gate.calm()
    await page.goto("/me/email")

    await page.getByLabel("New email address").fill(theirs)
    await page.getByRole("button", { name: "Send me a code" }).click()

    const codePage = await CodePage.shown(page)
    await expect(page.getByText(theirs)).toBeVisible()
    const notice = await inbox.mailTo(theirs, "Somebody tried to use your email address")
    expect(notice.text).not.toContain(mine)
    expect(inbox.codeMailsTo(theirs)).toHaveLength(codes)
    await codePage.confirmRefused("000000", "That is not the code we sent").catch(() => undefined)
    expect(await gate.writes()).toEqual([])
    expect(await isSignedIn(owner)).toBe(true)
    await owner.dispose()
  })
})

test("one’s own data can be downloaded, whole and harmless to a spreadsheet", async ({
  page,
  inbox,
  newEmail,
  playwright,
  site,
  gate,
}) => {
  const email = newEmail()
  await startRegistration(page.request, registration(email, { first_name: "=1+1", diet: ["vegan", "halal"] }))
  const ticket = await confirmRegistration(page.request, inbox, email)
  await expect
    .poll(async () => (await (await page.request.get(`/api${ticket}`)).json()).state, carriedOut)
    .toBe("finished")
  const [user] = await gate.usersOf(email)
  await page.goto("/me/data")
  const download = async (name: string) => {
    const begun = page.waitForEvent("download")
    await page.getByRole("link", { name }).click()
    const file = await begun
    const chunks: Buffer[] = []
    for await (const chunk of await file.createReadStream()) chunks.push(chunk)
    return { name: file.suggestedFilename(), text: Buffer.concat(chunks).toString("utf8") }
  }

  const json = await download("Download as JSON")
  const csv = await download("Download as CSV")

  const data = JSON.parse(json.text)
  expect(json.name).toBe("my-data.json")
  expect(data.account).toMatchObject({
    email,
    firstName: "=1+1",
    lastName: "Ribeiro",
    gateUser: String(user?.id),
  })
  expect(data.registrations).toHaveLength(1)
  expect(data.registrations[0]).toMatchObject({ eventId: "field-notes-summit", state: "finished" })
  expect(data.registrations[0].answers).toContainEqual({
    question: "What should the kitchen know?",
    answer: "vegan,halal",
  })
  expect(data.registrations[0].mails).toContainEqual(expect.objectContaining({ kind: "ticket" }))
  expect(data.registrations[0].history.map(({ name }: { name: string }) => name)).toContain(
    "registration.accepted",
  )
  expect(data.gate).toMatchObject({
    isRead: true,
    user: { email },
    profiles: [{ custom_field_1: "vegan,halal" }],
  })
  expect(data.sessions).toHaveLength(1)
  expect(csv.name).toBe("my-data.csv")
  expect(csv.text.startsWith('\ufeff"place","field","value"\r\n')).toBe(true)
  expect(csv.text).toContain(`"account","email","${email}"\r\n`)
  expect(csv.text).toContain(`"account","firstName","'=1+1"\r\n`)
  expect(csv.text).toMatch(/"registrations","0\.answers\.\d\.answer","vegan,halal"/)
  const stranger = await playwright.request.newContext({ baseURL: site.url })
  for (const kind of ["json", "csv"]) {
    expect((await stranger.get(`/me/data/export.${kind}`)).status()).toBe(404)
  }
  await stranger.dispose()
})

test.describe("what is erased", { tag: "@both" }, () => {
  test.setTimeout(120_000)

  test("of a profile goes here at once and in GATE as soon as it answers; the ticket stays", async ({
    page,
    gate,
    inbox,
    newEmail,
  }) => {
    const email = newEmail()
    const ticket = await registerByRequest(page.request, inbox, email)
    const { id } = await gate.extraOf(email)
    const [user] = await gate.usersOf(email)
    await gate.calm()
    await gate.misbehave({ fault: "error", status: 503, method: "DELETE" })
    await page.goto("/me/data")

    await page.getByRole("link", { name: "Erase your profile" }).click()
    await expect(page.getByText("This cannot be undone.")).toBeVisible()
    expect(await gate.writes()).toEqual([])
    await page.getByRole("button", { name: "Erase my profile" }).click()

    await expect(page.getByRole("status")).toContainText("They are being deleted in GATE")
    await expect.poll(async () => (await gate.writes()).length, carriedOut).toBeGreaterThan(0)
    await gate.misbehave()
    await inbox.mailTo(email, "Your profile is erased")
    expect(await gate.extrasOf(user?.id ?? "")).toEqual([])
    expect(await gate.usersOf(email)).toHaveLength(1)
    const paths = new Set((await gate.writes()).map(({ method, path }) => `${method} ${path}`))
    expect([...paths]).toEqual([`DELETE /api/v1/user_extra/${id}/`])
    await expect(async () => {
      await page.goto("/me/data")
      await expect(page.getByText("Your answers are gone here and in GATE.")).toBeVisible({ timeout: 500 })
    }).toPass(carriedOut)
    await page.goto(`${ticket.replace("/tickets/", "/profile/")}/answers`)
    await expect(page.getByText("You erased your answers")).toBeVisible()
    await page.goto(ticket)
    await expect((await TicketPage.shown(page)).qrCode).toBeVisible()
  })

  test("with the whole account goes from GATE, records first, although GATE fails half-way", async ({
    page,
    gate,
    inbox,
    newEmail,
    site,
  }) => {
    const email = newEmail()
    const ticket = await registerByRequest(page.request, inbox, email)
    const { id } = await gate.extraOf(email)
    const [user] = await gate.usersOf(email)
    await gate.calm()
    await gate.misbehave({ fault: "error", status: 503, method: "DELETE", path: "/user/\\d+/" })
    await page.goto("/me/data")

    await page.getByRole("link", { name: "Delete your account" }).click()
    await expect(page.getByText("You are signed out on every device.")).toBeVisible()
    await page.getByRole("button", { name: "Delete my account" }).click()

    await expect(page.getByRole("heading", { name: "Your account is deleted", level: 1 })).toBeVisible()
    expect(await isSignedIn(page.request)).toBe(false)
    const statuses = async () => (await gate.writes()).map(({ path, status }) => `${path} ${status}`)
    await expect.poll(statuses, carriedOut).toContain(`/api/v1/user/${user?.id}/ 503`)
    expect(await gate.extrasOf(user?.id ?? "")).toEqual([])
    expect(inbox.mailsTo(email).map(({ subject }) => subject)).not.toContain("Your account is deleted")
    await gate.misbehave()

    await inbox.mailTo(email, "Your account is deleted")
    expect(await gate.usersOf(email)).toEqual([])
    const all = await statuses()
    expect(all[0]).toBe(`/api/v1/user_extra/${id}/ 204`)
    expect(all.filter((line) => line.includes("user_extra"))).toHaveLength(1)
    expect(all.at(-1)).toBe(`/api/v1/user/${user?.id}/ 204`)
    const stranger = await requests.newContext({ baseURL: site.url })
    expect((await stranger.get(ticket)).status()).toBe(404)
    await stranger.dispose()
  })
})

test("one reminder comes when an answer is needed soon, and a mail program can end them", async ({
  page,
  inbox,
  newEmail,
  site,
  playwright,
}) => {
  test.setTimeout(120_000)
  const event = await publish(site, {
    questions: [
      {
        ...{ key: "soup", label: "Which soup?", type: "short_text", stage: "profile", field: "company" },
        ...{ required: true, why: "The cook shops once.", needBy: inDays(5) },
      },
    ],
  })
  const email = newEmail()
  const ticket = await registerByRequest(page.request, inbox, email, event)

  // The site asks whom to remind when it starts, and hourly.
  await site.change(async (db) => {
    const before = "created_at - interval '4 days'"
    await db.execute(`update registration set created_at = ${before} where id = '${idOf(ticket)}'`)
  })

  const mail = await inbox.mailTo(email, "One question left for Lamp Repair Evening")
  expect(mail.text).toContain("Which soup?")
  expect(
    mail.headers.get("list-unsubscribe-post") ??
      mail.headerLines.find(({ key }) => key === "list-unsubscribe-post")?.line,
  ).toContain("List-Unsubscribe=One-Click")
  const header = mail.headerLines.find(({ key }) => key === "list-unsubscribe")?.line ?? ""
  const [, url = ""] = /<(http[^>]+)>/.exec(header.replace(/\s+/g, "")) ?? []
  const program = await playwright.request.newContext()
  expect((await program.get(url)).status()).toBe(200)
  await page.goto("/me")
  await expect(page.getByText("we send one reminder in the week before")).toBeVisible()

  const answer = await program.post(url, { form: { "List-Unsubscribe": "One-Click" }, maxRedirects: 0 })

  expect(answer.status()).toBe(200)
  await page.reload()
  await expect(page.getByText("We send you no reminders.")).toBeVisible()
  expect((await program.post(`${url}x`, { maxRedirects: 0 })).status()).toBe(404)
  await page.getByRole("button", { name: "Turn reminders on" }).click()
  await expect(page.getByRole("status")).toHaveText("Reminders are on")
  await expect(page.getByText("we send one reminder in the week before")).toBeVisible()
  await program.dispose()
})

test("signing out everywhere ends a second browser", async ({ page, inbox, newEmail, site }) => {
  const email = newEmail()
  await registerByRequest(page.request, inbox, email)
  const phone = await requests.newContext({ baseURL: site.url })
  await signIn(phone, inbox, email)
  expect(await isSignedIn(phone)).toBe(true)

  await page.goto("/me")
  await page.getByRole("button", { name: "Sign out everywhere" }).click()

  await expect(page.getByRole("heading", { name: "Events", level: 1 })).toBeVisible()
  expect(await isSignedIn(phone)).toBe(false)
  expect(await isSignedIn(page.request)).toBe(false)
  const forged = postForm(phone, { path: "/me", button: "Sign out everywhere" })
  await expect(forged).rejects.toThrow(/no form/)
  await phone.dispose()
})
