import { request as requests } from "playwright/test"
import { words } from "@/lib/i18n/test-words"
import { expect, test } from "./fixtures"
import {
  confirmRegistration,
  isSignedIn,
  leadsTo,
  registerByRequest,
  registration,
  signIn,
  startRegistration,
} from "./form-post"
import { CodePage, fillCode } from "./pages/code-page"
import { TicketPage } from "./pages/ticket-page"

// The sweeper comes every two seconds and waits out backoff.
const carriedOut = { timeout: 45_000 }

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
    await fillCode(codePage.code, code)
    await page.getByRole("button", { name: "Confirm" }).click()

    await expect(page.getByRole("status")).toContainText(words("me.email.changed_title"))
    await expect(page.getByRole("definition").filter({ hasText: wanted })).toBeVisible()
    const notice = await inbox.mailTo(former, words("mail.emailChanged.subject"))
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
    const notice = await inbox.mailTo(theirs, words("mail.addressTaken.subject"))
    expect(notice.text).not.toContain(mine)
    expect(inbox.codeMailsTo(theirs)).toHaveLength(codes)
    await codePage.confirmRefused("000000", words("common.failure.code_wrong.title")).catch(() => undefined)
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
    question: "Dietary requirements",
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
    expect(await leadsTo(stranger, `/me/data/export.${kind}`)).toBe("/sign-in?to=/me/data")
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
    await expect(page.getByText(words("me.erase.final"))).toBeVisible()
    expect(await gate.writes()).toEqual([])
    await page.getByRole("button", { name: "Erase my profile" }).click()

    await expect(page.getByRole("status")).toContainText(words("me.data.erasing_body"))
    await expect.poll(async () => (await gate.writes()).length, carriedOut).toBeGreaterThan(0)
    await gate.misbehave()
    await inbox.mailTo(email, words("mail.profileErased.subject"))
    expect(await gate.extrasOf(user?.id ?? "")).toEqual([])
    expect(await gate.usersOf(email)).toHaveLength(1)
    const paths = new Set((await gate.writes()).map(({ method, path }) => `${method} ${path}`))
    expect([...paths]).toEqual([`DELETE /api/v1/user_extra/${id}/`])
    await expect(async () => {
      await page.goto("/me/data")
      await expect(page.getByText(words("me.data.erased_body"))).toBeVisible({ timeout: 500 })
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
    await expect(page.getByText(words("me.delete.sessions"))).toBeVisible()
    await page.getByRole("button", { name: "Delete my account" }).click()

    await expect(page.getByRole("heading", { name: "Your account is deleted", level: 1 })).toBeVisible()
    expect(await isSignedIn(page.request)).toBe(false)
    const statuses = async () => (await gate.writes()).map(({ path, status }) => `${path} ${status}`)
    await expect.poll(statuses, carriedOut).toContain(`/api/v1/user/${user?.id}/ 503`)
    expect(await gate.extrasOf(user?.id ?? "")).toEqual([])
    expect(inbox.mailsTo(email).map(({ subject }) => subject)).not.toContain(
      words("mail.accountDeleted.subject"),
    )
    await gate.misbehave()

    await inbox.mailTo(email, words("mail.accountDeleted.subject"))
    expect(await gate.usersOf(email)).toEqual([])
    const all = await statuses()
    expect(all[0]).toBe(`/api/v1/user_extra/${id}/ 204`)
    expect(all.filter((line) => line.includes("user_extra"))).toHaveLength(1)
    expect(all.at(-1)).toBe(`/api/v1/user/${user?.id}/ 204`)
    const stranger = await requests.newContext({ baseURL: site.url })
    expect(await leadsTo(stranger, ticket)).toBe(`/sign-in?to=${ticket}`)
    await stranger.dispose()
  })
})
