import { request as requests } from "playwright/test"
import type { Fault } from "@/lib/gate-local/faults"
import { words } from "@/lib/i18n/test-words"
import { expect, test } from "./fixtures"
import { confirmRegistration, registerByRequest, registration, startRegistration } from "./form-post"
import { TicketPage } from "./pages/ticket-page"

const underWay = words("attendee.ticket.progress.under_way.title")

// The sweeper comes every two seconds, waits out a failed attempt's backoff and GATE's settle time, and looks twice.
const finished = { timeout: 45_000 }

test.describe("while GATE is down", { tag: "@both" }, () => {
  test.setTimeout(90_000)

  test("a visitor gets a place and is told so, and GATE gets everything once it is back", async ({
    page,
    gate,
    inbox,
    newEmail,
    javaScriptEnabled,
  }) => {
    const email = newEmail()
    await startRegistration(page.request, registration(email))
    await gate.misbehave({ fault: "error", status: 503 })
    await page.goto(await confirmRegistration(page.request, inbox, email))
    const ticket = await TicketPage.shown(page)
    await expect(ticket.progress).toContainText(underWay)
    await expect(ticket.qrCode).toBeVisible()
    await expect(page.getByRole("link", { name: "reload it" })).toHaveAttribute("href", ticket.path)

    await gate.misbehave()

    if (javaScriptEnabled) await expect(ticket.progress).toContainText("All done", finished)
    else
      await expect(async () => {
        await page.reload()
        await expect(ticket.progress).toBeHidden({ timeout: 500 })
      }).toPass(finished)
    const [user, ...others] = await gate.usersOf(email)
    expect(others).toEqual([])
    expect(await gate.extrasOf(user?.id ?? "")).toHaveLength(1)
  })
})

test("what GATE refuses is for organizers to mend, and the visitor reads a neutral sentence", async ({
  page,
  gate,
  inbox,
  newEmail,
}) => {
  const email = newEmail()
  await gate.misbehave({ fault: "error", status: 400, method: "POST", path: "/user_extra/$", times: 1 })

  await page.goto(await registerByRequest(page.request, inbox, email))

  const ticket = await TicketPage.shown(page)
  await expect(ticket.progress).toContainText(words("attendee.ticket.progress.checking.body"))
  await expect(page.getByText("A fault was injected")).toBeHidden()
  await expect(ticket.qrCode).toBeVisible()
})

test("a token GATE does not take is loud in the log and never shown", async ({
  page,
  gate,
  inbox,
  newEmail,
  site,
}) => {
  test.setTimeout(90_000)
  const before = site.output.length
  await gate.misbehave({ fault: "error", status: 401 })

  const email = newEmail()
  await startRegistration(page.request, registration(email))
  await page.goto(await confirmRegistration(page.request, inbox, email))

  const ticket = await TicketPage.shown(page)
  await expect(ticket.progress).toContainText(underWay)
  await expect(page.getByText(/token|401|unauthori[sz]ed|\bGATE\b/i)).toBeHidden()
  const isLoud = (line: string) => line.includes('"level":50') && line.includes("check GATE_API_TOKEN")
  await expect.poll(() => site.output.slice(before).split("\n").some(isLoud)).toBe(true)
  await gate.misbehave()
  await expect(ticket.progress).toContainText("All done", finished)
})

for (const known of ["by its address", "under another name"]) {
  test(`a person GATE knows ${known} is adopted, not made again`, async ({
    request,
    gate,
    inbox,
    newEmail,
  }) => {
    const email = newEmail()
    const username = known === "by its address" ? email : `known.${Date.now()}`
    const user = await gate.addUser({ username, email })
    await gate.calm()

    await registerByRequest(request, inbox, email)

    const writes = await gate.writes()
    expect(writes.map(({ method, path }) => `${method} ${path}`)).toEqual(["POST /api/v1/user_extra/"])
    expect(writes[0]?.body).toMatchObject({ parent: Number(user.id), event: "field-notes-summit" })
    expect(await gate.usersOf(email)).toHaveLength(1)
  })
}

test("somebody else's account of that name is left alone", async ({ request, gate, inbox, newEmail }) => {
  const email = newEmail()
  const foreign = await gate.addUser({ username: email, email: newEmail() })
  await gate.calm()

  await registerByRequest(request, inbox, email)

  const [user] = await gate.usersOf(email)
  expect(user?.id).not.toBe(foreign.id)
  expect(await gate.extrasOf(foreign.id)).toEqual([])
  expect(await gate.extrasOf(user?.id ?? "")).toHaveLength(1)
})

/** Every way to lose an answer, on each of the two calls; `late` stays within the site's settle time. */
const losses: Fault[] = [
  { fault: "drop-before" },
  { fault: "drop-after" },
  { fault: "garbage" },
  { fault: "error-after", status: 502 },
  { fault: "late", delayMs: 400 },
  { fault: "throttle", retryAfterSeconds: 1 },
]

test("whatever happens to an answer of GATE, everybody ends as one user with one record", async ({
  gate,
  inbox,
  newEmail,
  site,
}) => {
  test.setTimeout(120_000)
  const faults = ["/user/$", "/user_extra/$"].flatMap((path) =>
    losses.map((loss) => ({ ...loss, method: "POST", path, times: 1 })),
  )
  await gate.misbehave(...faults)
  const emails = losses.map(() => newEmail())

  await Promise.all(
    emails.map(async (email) => {
      const visitor = await requests.newContext({ baseURL: site.url })
      const ticket = await registerByRequest(visitor, inbox, email)
      expect(await (await visitor.get(`/api${ticket}`)).json()).toEqual({ state: "finished" })
      await visitor.dispose()
    }),
  )

  for (const email of emails) {
    const [user, ...others] = await gate.usersOf(email)
    expect(others, email).toEqual([])
    expect(await gate.extrasOf(user?.id ?? ""), email).toHaveLength(1)
  }
})
