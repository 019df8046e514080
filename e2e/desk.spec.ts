import type { Page } from "playwright/test"
import { words } from "@/lib/i18n/test-words"
import { expect, test } from "./fixtures"
import { locationOf, postForm, signInOrganizer } from "./form-post"
import type { Gate } from "./servers/gate"
import type { Inbox } from "./servers/inbox"

const event = "/organizer/field-notes-summit"

type Desk = { page: Page; gate: Gate; inbox: Inbox; newEmail: () => string }

/** Signs an organizer in who has added an attendee; returns the attendee's page and address. */
async function openDesk({ page, gate, inbox, newEmail }: Desk) {
  const [email, organizer] = [newEmail(), newEmail()]
  const { request } = page
  await signInOrganizer(request, { gate, inbox }, organizer)
  const fields = { first_name: "Ana", last_name: "Ribeiro", email, track: "mapping", accept_terms: "yes" }
  const added = await postForm(request, { path: `${event}/attendees/new`, button: "Add", fields })
  const path = locationOf(added)?.split("?")[0] ?? ""
  await expect
    .poll(async () => (await gate.everythingSaidOf(email)).includes("field-notes-summit"))
    .toBe(true)
  await gate.calm()
  return { email, organizer, id: path.split("/").at(-1) ?? "", path }
}

async function recordOf(gate: Gate, email: string) {
  const [user] = await gate.usersOf(email)
  const [extra] = await gate.extrasOf(user?.id ?? "")
  if (!extra) throw new Error(`GATE has no record of ${email}.`)
  return extra
}

/** What GATE says of check-in, badge and status, whichever fields they are in. */
async function statesOf(gate: Gate, email: string): Promise<string[]> {
  return Object.values(await recordOf(gate, email))
    .filter((value) => /^(checked_in|registered|printed|none|cancelled|active)(@|$)/.test(String(value)))
    .map((value) => String(value).split("@")[0] ?? "")
}

const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).first().click()

test("beside the list an attendee is edited, let in and back out, and GATE hears of it", async ({
  page,
  gate,
  inbox,
  newEmail,
}) => {
  const { email, id } = await openDesk({ page, gate, inbox, newEmail })
  await page.goto(`${event}/attendees?a=${id}`)
  const drawer = page.getByRole("complementary", { name: "Attendee" })
  await expect(drawer.getByRole("heading", { name: "Ana Ribeiro" })).toBeVisible()

  await drawer.getByText("Edit answers").click()
  await drawer.getByLabel(/Where do you work/).fill("Kelvin Labs")
  await drawer.getByRole("button", { name: "Save answers" }).click()
  await expect(drawer.getByText("Saved.", { exact: true })).toBeVisible()
  await expect(drawer.getByRole("definition").filter({ hasText: "Kelvin Labs" })).toBeVisible()
  await drawer.getByRole("button", { name: "Check in" }).click()
  await expect(drawer.getByText("Ana Ribeiro is checked in.")).toBeVisible()
  await expect.poll(() => statesOf(gate, email)).toContain("checked_in")
  await drawer.getByRole("button", { name: "Undo check-in" }).click()

  await expect(drawer.getByText(words("person.done.check_in_undone"))).toBeVisible()
  await expect.poll(() => statesOf(gate, email)).toContain("registered")
  expect(await recordOf(gate, email)).toMatchObject({ company: "Kelvin Labs" })
})

test("a look at a sensitive answer beside the list leads to the page that mails a code", async ({
  page,
  gate,
  inbox,
  newEmail,
}) => {
  const { id, path } = await openDesk({ page, gate, inbox, newEmail })
  await page.goto(`${event}/attendees?a=${id}`)

  const reply = await page.evaluate(async (url) => {
    const body = new URLSearchParams({ do: "reveal", question: "passport" })
    return (await fetch(url, { method: "POST", body })).json()
  }, `/api${event}/attendees/${id}`)

  expect(reply).toEqual({ goTo: `/organizer/reveal?back=${encodeURIComponent(path)}` })
})

test("an answer somebody changed meanwhile is asked about, with both values", async ({
  page,
  gate,
  inbox,
  newEmail,
}) => {
  const { email, path } = await openDesk({ page, gate, inbox, newEmail })
  await page.goto(path)
  await page.getByText("Edit answers").click()
  const { id } = await recordOf(gate, email)
  await gate.changeExtra(id, { company: "Their Ltd" })

  await page.getByLabel(/Where do you work/).fill("Our Ltd")
  await press(page, "Save answers")
  await expect(page.getByLabel("Theirs: Their Ltd")).toBeVisible()
  await page.getByLabel("Yours: Our Ltd").check()
  await press(page, "Save answers")

  await expect(page.getByText("Saved.", { exact: true })).toBeVisible()
  expect(await recordOf(gate, email)).toMatchObject({ company: "Our Ltd" })
})

test("at the door a code lets in once, the second scan says when and by whom, and undo takes it back @both", async ({
  page,
  gate,
  inbox,
  newEmail,
}) => {
  const { organizer, path } = await openDesk({ page, gate, inbox, newEmail })
  await page.goto(path)
  const code = (await page.getByText(/^[0-9A-Z]{3}-[0-9A-Z]{3}-[0-9A-Z]{4}$/).textContent()) ?? ""
  await page.goto(`${event}/check-in`)
  const scan = async (text: string) => {
    await page.getByLabel(words("person.door.label")).fill(text)
    await page.keyboard.press("Enter")
  }

  await scan(code.toLowerCase())
  await expect(page.getByText("Welcome", { exact: true })).toBeVisible()
  await expect(page.getByRole("definition")).toHaveText("Mapping and survey")
  await expect(
    page.getByText(words("person.door.wrong_day", { date: "#" }).split("#")[0] ?? ""),
  ).toBeVisible()
  await scan(code)
  await expect(page.getByText(words("person.door.result.already"), { exact: true })).toBeVisible()
  await expect(page.getByText(new RegExp(`was checked in at .* by ${organizer}`))).toBeVisible()
  await scan("AAAAAAAAAA")
  await expect(page.getByText(words("person.door.result.unknown_code"), { exact: true })).toBeVisible()
  await page.getByRole("button", { name: /^Undo/ }).first().click()

  await expect(page.getByText(words("person.done.check_in_undone"))).toBeVisible()
  await scan("nobody of this name")
  await expect(
    page.getByText(words("person.door.found", { count: 0, search: "nobody of this name" })),
  ).toBeVisible()
})

test("GATE down at the door: let in here, shown as waiting, delivered later", async ({
  page,
  gate,
  inbox,
  newEmail,
}) => {
  const { email, path } = await openDesk({ page, gate, inbox, newEmail })
  await gate.misbehave({ fault: "error", status: 503, path: "user_extra" })
  await page.goto(path)

  await press(page, "Check in")
  await expect(page.getByText(words("person.notice.status_waiting"))).toBeVisible()
  await gate.misbehave()

  await expect.poll(() => statesOf(gate, email), { timeout: 60_000 }).toContain("checked_in")
  await page.reload()
  await expect(page.getByText(words("person.notice.status_waiting"))).toBeHidden()
})

test("a walk-in is registered, mailed and let in; the same address leads to the same person @both", async ({
  page,
  gate,
  inbox,
  newEmail,
}) => {
  await openDesk({ page, gate, inbox, newEmail })
  const email = newEmail()
  const add = async () => {
    await page.goto(`${event}/attendees/new`)
    await page.getByLabel("First name").fill("Noor")
    await page.getByLabel(/Last name/).fill("Aziz")
    await page.getByLabel("Email address").fill(email)
    await page.locator("[name=track]").first().check()
    await page.getByLabel("Check them in now").check()
    await page.getByLabel("They have read the terms and accept them").check()
    await press(page, "Add")
  }

  await page.goto(`${event}/attendees/new?from=desk`)
  // The event is months away.
  await expect(page.getByLabel("Check them in now")).not.toBeChecked()
  await page.getByLabel("First name").fill("Noor")
  await press(page, "Add")
  await expect(page.getByRole("link", { name: "Enter your email address" })).toBeVisible()
  await expect(page.getByLabel("First name")).toHaveValue("Noor")
  await add()
  await expect(page.getByText("Noor Aziz is registered.")).toBeVisible()
  await expect(page.getByRole("button", { name: "Undo check-in" })).toBeVisible()
  await inbox.mailTo(email, "Field Notes Summit")
  await expect.poll(() => gate.usersOf(email)).toHaveLength(1)
  await add()

  await expect(page.getByText(words("person.walk_in.existing", { name: "Noor Aziz" }))).toBeVisible()
  expect(await gate.usersOf(email)).toHaveLength(1)
})

test("a bulk cancellation asks once more, tells each person, and sent twice happens once @both", async ({
  page,
  gate,
  inbox,
  newEmail,
}) => {
  const { email, id } = await openDesk({ page, gate, inbox, newEmail })
  await page.goto(`${event}/attendees?q=${encodeURIComponent(email)}`)
  await page.locator(`input[type=checkbox][value="${id}"]`).first().check()

  await page.getByRole("button", { name: words("list.action.cancel") }).click()
  await expect(page.getByText("Cancel one registration?")).toBeVisible()
  const job = page.url()
  await press(page, "Yes, cancel it")
  await expect(page.getByText("One attendee, all done.")).toBeVisible()
  await page.goto(job)

  await expect(page.getByRole("cell", { name: "Done" })).toBeVisible()
  await inbox.mailTo(email, "Your registration was cancelled")
  await expect.poll(() => statesOf(gate, email)).toContain("cancelled")
  const mails = inbox.mailsTo(email).filter(({ subject }) => subject?.includes("was cancelled"))
  expect(mails).toHaveLength(1)
})

test("the page of one attendee does without JavaScript what the drawer does", async ({
  browser,
  page,
  gate,
  inbox,
  newEmail,
  baseURL,
}) => {
  const { path, email } = await openDesk({ page, gate, inbox, newEmail })
  const context = await browser.newContext({
    baseURL: baseURL ?? "",
    javaScriptEnabled: false,
    storageState: await page.context().storageState(),
    extraHTTPHeaders: { "accept-language": "en-GB" },
  })
  const plain = await context.newPage()
  await plain.goto(path)

  await press(plain, "Check in")
  await expect(plain.getByText("is checked in.")).toBeVisible()
  await press(plain, "Badge printed")
  await expect(plain.getByText("Marked as printed.")).toBeVisible()
  await plain.getByText(words("person.panel.extend")).click()
  await plain.getByLabel("Can edit until").fill("2020-01-01T09:00")
  await press(plain, "Set deadline")
  await expect(plain.getByText("Choose a time in the future.")).toBeVisible()
  await expect(plain.getByLabel("Can edit until")).toHaveValue("2020-01-01T09:00")
  await plain.getByText("Cancel registration", { exact: true }).click()
  await press(plain, "Yes, cancel it")

  await expect(plain.getByText(words("person.done.cancelled"))).toBeVisible()
  await inbox.mailTo(email, "Your registration was cancelled")
  await context.close()
})
