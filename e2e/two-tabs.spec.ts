import type { APIRequestContext, Page } from "playwright/test"
import { words } from "@/lib/i18n/test-words"
import { expect, test } from "./fixtures"
import {
  confirmRegistration,
  delivered,
  fieldNotes,
  locationOf,
  postForm,
  registerByRequest,
  registration,
  signIn,
  signInOrganizer,
  startRegistration,
} from "./form-post"
import { draftEvent, publishEvent } from "./own-event"
import { fillCode } from "./pages/code-page"
import type { Gate } from "./servers/gate"
import type { Inbox } from "./servers/inbox"

/** `other` is the other tab: it has the page's cookies. */
type Tabs = { page: Page; other: APIRequestContext; gate: Gate; inbox: Inbox; newEmail: () => string }

/** A form in a tab that knows nothing of what happened in another one. */
type StaleForm = {
  form: string
  /** Makes what the form is about; returns the address of its page. */
  prepare: (tabs: Tabs) => Promise<string>
  fill?: (page: Page) => Promise<void>
  button: string | RegExp
  meanwhile: (tabs: Tabs, path: string) => Promise<void>
  /** Where the tab is afterwards, or what it reads there. */
  at?: RegExp
  reads?: string | RegExp
}

const organizing = "/organizer/field-notes-summit"
const idOf = (path: string) => path.split("/").at(-1) ?? ""

/** Posts a form of the other tab and answers where that led. */
async function post(
  other: APIRequestContext,
  path: string,
  button: string,
  fields: Record<string, string> = {},
): Promise<string> {
  const answer = await postForm(other, { path, button, fields })
  expect(answer.status(), `${button} at ${path}`).toBe(303)
  return locationOf(answer) ?? ""
}

const registered = ({ other, inbox, newEmail }: Tabs) => registerByRequest(other, inbox, newEmail())

/** The code of a registration under way is kept here: its mail is read once. */
const underWay = new WeakMap<Page, string>()

async function startedRegistration({ page, other, newEmail }: Tabs, event = fieldNotes): Promise<string> {
  const email = newEmail()
  underWay.set(page, email)
  await startRegistration(other, registration(email), event)
  return `${event}/confirm`
}

async function finishRegistration({ page, other, inbox }: Tabs): Promise<void> {
  await delivered(other, await confirmRegistration(other, inbox, underWay.get(page) ?? ""))
}

const organizer = ({ other, gate, inbox, newEmail }: Tabs) =>
  signInOrganizer(other, { gate, inbox }, newEmail())

/** An event of the organizer's own; returns its slug. */
async function ownEvent(tabs: Tabs): Promise<string> {
  await organizer(tabs)
  return draftEvent(tabs.other)
}

/** A question of a new event; returns its page. */
async function question(tabs: Tabs): Promise<string> {
  const list = `/organizer/${await ownEvent(tabs)}/questions`
  for (const [label, field] of [
    ["What do you eat?", "custom_field_1"],
    ["Can you swim?", "custom_field_2"],
  ])
    await post(tabs.other, `${list}/new`, words("editor.question.save"), {
      ...{ label: label ?? "", type: "short_text", stage: "profile", field: field ?? "" },
    })
  const html = await (await tabs.other.get(list)).text()
  return new RegExp(`${list}/[0-9a-f-]{36}`).exec(html)?.[0] ?? ""
}

const removeQuestion = (other: APIRequestContext, path: string) =>
  post(other, path, "Remove this question", { remove: "yes" })

/** An attendee an organizer added; answers their page. Their address is kept here. */
async function attendee(tabs: Tabs): Promise<string> {
  await organizer(tabs)
  const email = tabs.newEmail()
  underWay.set(tabs.page, email)
  const fields = { first_name: "Ana", last_name: "Ribeiro", email, track: "mapping", accept_terms: "yes" }
  const added = await post(tabs.other, `${organizing}/attendees/new`, "Add", fields)
  return added.split("?")[0] ?? ""
}

/** The list with one attendee in it. */
async function oneInList(tabs: Tabs): Promise<string> {
  await attendee(tabs)
  return `${organizing}/attendees?q=${encodeURIComponent(underWay.get(tabs.page) ?? "")}`
}

const selectThem = (page: Page) => page.locator("tbody input[type=checkbox]").first().check()

/** Has something done to the one attendee of a list; returns the job's page. */
async function bulk(other: APIRequestContext, list: string, button: string, action: string): Promise<string> {
  const ids = /name="ids"[^>]*value="([0-9a-f-]{36})"/.exec(await (await other.get(list)).text())?.[1] ?? ""
  return post(other, list, button, { action, ids })
}

const codes = new WeakMap<Page, string>()

/** An organizer who was mailed a code to look at sensitive answers; returns the page that asks for it. */
async function revealAsked({ page, other, gate, inbox, newEmail }: Tabs): Promise<string> {
  const email = newEmail()
  await signInOrganizer(other, { gate, inbox }, email)
  const path = await post(other, "/organizer/reveal?back=%2Forganizer", "Send me a code")
  codes.set(page, (await inbox.nextCode(email)).code)
  return path
}

const proveReveal = async ({ page, other }: Tabs, path: string) => {
  expect(await post(other, path, "Confirm", { code: codes.get(page) ?? "" })).toBe("/organizer")
}

const fillPerson = async (page: Page, email: string) => {
  await page.getByLabel("First name").fill("Ana")
  await page.getByLabel("Email address").fill(email)
  await page.locator("[name=track]").first().check()
  await page.getByLabel("They have read the terms and accept them").check()
}

const fillEvent = async (page: Page) => {
  await page.getByLabel("Title", { exact: true }).fill("Lamp Repair")
  await page.getByLabel("Time zone").selectOption("Europe/Berlin")
  await page.getByLabel("Starts", { exact: true }).fill("2027-06-05T10:00")
  await page.getByLabel("Ends", { exact: true }).fill("2027-06-05T18:00")
  await page.getByLabel("Venue", { exact: true }).fill("Hall")
}

const forms: StaleForm[] = [
  {
    form: "a registration, completed in the other tab, sent whole",
    prepare: async (tabs) => {
      await startedRegistration(tabs)
      return `${fieldNotes}/register`
    },
    fill: async (page) => {
      await page.getByLabel("I accept the terms").check()
    },
    button: "Get my ticket",
    meanwhile: finishRegistration,
    at: /\/tickets\/[0-9a-f-]{36}$/,
  },
  {
    form: "a registration with faults, completed in the other tab",
    prepare: async (tabs) => {
      await startedRegistration(tabs)
      return `${fieldNotes}/register`
    },
    fill: (page) => page.getByLabel("First name").fill(""),
    button: "Get my ticket",
    meanwhile: finishRegistration,
    at: /\/(tickets\/[0-9a-f-]{36}|register)$/,
  },
  {
    form: "a code that is wrong, after the other tab sent the right one",
    prepare: startedRegistration,
    fill: (page) => fillCode(page.getByLabel("6-digit code"), "000 000"),
    button: "Confirm",
    meanwhile: finishRegistration,
    at: /\/tickets\/[0-9a-f-]{36}$/,
  },
  {
    form: "the wish for another code, after the other tab confirmed",
    prepare: startedRegistration,
    button: "Send a new code",
    meanwhile: finishRegistration,
    // The event page, which has the ticket: Back must lead out of a form that is done.
    at: /\/e\/field-notes-summit$/,
    reads: words("attendee.event.show_ticket"),
  },
  {
    form: "the code of a sign-in, signed in in the other tab",
    prepare: async ({ page, other, newEmail }) => {
      const email = newEmail()
      underWay.set(page, email)
      return post(other, "/sign-in?to=/me/data", "Send me a code", { email })
    },
    fill: (page) => fillCode(page.getByLabel("6-digit code"), "000 000"),
    button: "Confirm",
    meanwhile: async ({ page, other, inbox }, path) => {
      const { code } = await inbox.nextCode(underWay.get(page) ?? "")
      await post(other, path, "Confirm", { code })
    },
    at: /\/me\/data$/,
  },
  {
    form: "an address to sign in with, signed in in the other tab",
    prepare: async () => "/sign-in",
    fill: (page) => page.getByLabel("Email address").fill("nobody"),
    button: "Send me a code",
    meanwhile: async ({ other, inbox, newEmail }) => {
      await signIn(other, inbox, newEmail())
    },
    at: /\/(me|sign-in)$/,
  },
  {
    form: "the code of a new address, changed in the other tab",
    prepare: async (tabs) => {
      await registered(tabs)
      const email = tabs.newEmail()
      underWay.set(tabs.page, email)
      return post(tabs.other, "/me/email", "Send me a code", { email })
    },
    fill: (page) => fillCode(page.getByLabel("6-digit code"), "000 000"),
    button: "Confirm",
    meanwhile: async ({ page, other, inbox }, path) => {
      const { code } = await inbox.nextCode(underWay.get(page) ?? "")
      await post(other, path, "Confirm", { code })
    },
    at: /\/me(\/email(\/confirm)?|\?done=email)$/,
  },
  {
    form: "a cancellation, cancelled in the other tab",
    prepare: async (tabs) => `${await registered(tabs)}/cancel`,
    button: "Cancel my registration",
    meanwhile: async ({ other }, path) => {
      await post(other, path, "Cancel my registration")
    },
    reads: words("me.cancelled.title"),
  },
  {
    form: "a cancellation taken back, taken back in the other tab",
    prepare: async (tabs) => {
      const ticket = await registered(tabs)
      return post(tabs.other, `${ticket}/cancel`, "Cancel my registration")
    },
    button: words("me.cancelled.undo"),
    meanwhile: async ({ other }, path) => {
      await post(other, path, words("me.cancelled.undo"))
    },
    reads: "You’re in",
  },
  {
    form: "answers, their question out of the event's hands since the account was deleted",
    prepare: async (tabs) => (await registered(tabs)).replace("/tickets/", "/profile/"),
    button: "Save and continue",
    meanwhile: async ({ other }) => {
      await post(other, "/me/data/delete", "Delete my account")
    },
    reads: "You’ve been signed out",
  },
  {
    form: "an erasure, the account deleted in the other tab",
    prepare: async (tabs) => {
      await registered(tabs)
      return "/me/data/erase"
    },
    button: "Erase my profile",
    meanwhile: async ({ other }) => {
      await post(other, "/me/data/delete", "Delete my account")
    },
    reads: "You’ve been signed out",
  },
  {
    form: "a new event, made in the other tab as well",
    prepare: async (tabs) => {
      await organizer(tabs)
      return "/organizer/new"
    },
    fill: fillEvent,
    button: words("editor.event.create"),
    meanwhile: async ({ other }) => {
      await draftEvent(other)
    },
    at: /\/settings\?done=created$/,
  },
  {
    form: "the publishing of an event, published in the other tab",
    prepare: async (tabs) => `/organizer/${await ownEvent(tabs)}/settings`,
    button: "Publish",
    meanwhile: async ({ other }, path) => {
      await post(other, path, "Publish", { state: "published" })
    },
    reads: words("editor.state.done.published"),
  },
  {
    form: "a question, removed in the other tab",
    prepare: question,
    fill: (page) => page.getByLabel("Question", { exact: true }).fill("What do you like to eat?"),
    button: words("editor.question.save"),
    meanwhile: async ({ other }, path) => {
      await removeQuestion(other, path)
    },
    reads: "This question was removed while you were editing it",
  },
  {
    form: "a question's removal, removed in the other tab",
    prepare: question,
    button: "Remove this question",
    meanwhile: async ({ other }, path) => {
      await removeQuestion(other, path)
    },
    reads: "That question has already been removed.",
  },
  {
    form: "a question's move, removed in the other tab",
    prepare: async (tabs) => (await question(tabs)).split("/").slice(0, -1).join("/"),
    button: /Move down/,
    meanwhile: async ({ other }, path) => {
      const html = await (await other.get(path)).text()
      await removeQuestion(other, new RegExp(`${path}/[0-9a-f-]{36}`).exec(html)?.[0] ?? "")
    },
    reads: "That question has already been removed.",
  },
  {
    form: "a check-in, let in in the other tab",
    prepare: attendee,
    button: "Check in",
    meanwhile: async ({ other }, path) => {
      const answer = await postForm(other, { path, button: "Check in", fields: { do: "check_in" } })
      expect(answer.status()).toBe(200)
    },
    reads: /was checked in at|Already|already/,
  },
  {
    form: "a check-in of many, done in the other tab",
    prepare: oneInList,
    fill: selectThem,
    button: "Check in",
    meanwhile: async ({ other }, list) => {
      await bulk(other, list, "Check in", "check_in")
    },
    at: /\/jobs\/[0-9a-f-]{36}$/,
    reads: words("person.bulk.outcome.already"),
  },
  {
    form: "badges of many, marked in the other tab",
    prepare: oneInList,
    fill: selectThem,
    button: "Badge printed",
    meanwhile: async ({ other }, list) => {
      await bulk(other, list, "Badge printed", "badge_printed")
    },
    at: /\/jobs\/[0-9a-f-]{36}$/,
    reads: words("person.bulk.outcome.already"),
  },
  {
    form: "a cancellation of many, cancelled in the other tab",
    prepare: oneInList,
    fill: selectThem,
    button: words("list.action.cancel"),
    meanwhile: async ({ other }, list) => {
      await post(other, await bulk(other, list, words("list.action.cancel"), "cancel"), "Yes, cancel it")
    },
    at: /\/jobs\/[0-9a-f-]{36}$/,
    reads: "Cancel one registration?",
  },
  {
    form: "the confirmation of a job, confirmed in the other tab",
    prepare: async (tabs) => bulk(tabs.other, await oneInList(tabs), words("list.action.cancel"), "cancel"),
    button: "Yes, cancel it",
    meanwhile: async ({ other }, path) => {
      await post(other, path, "Yes, cancel it")
    },
    reads: "One attendee, all done.",
  },
  {
    form: "somebody added by hand, added in the other tab",
    prepare: async (tabs) => {
      await organizer(tabs)
      underWay.set(tabs.page, tabs.newEmail())
      return `${organizing}/attendees/new`
    },
    fill: (page) => fillPerson(page, underWay.get(page) ?? ""),
    button: "Add",
    meanwhile: async ({ page, other }, path) => {
      const email = underWay.get(page) ?? ""
      await post(other, path, "Add", { first_name: "Ana", email, track: "mapping", accept_terms: "yes" })
    },
    reads: words("person.walk_in.existing", { name: "Ana" }),
  },
  {
    form: "a file of the list, prepared in the other tab as well",
    prepare: async (tabs) => {
      await organizer(tabs)
      return `${organizing}/exports?q=nobody-at-all`
    },
    button: "Prepare the file",
    meanwhile: async ({ other }, path) => {
      await post(other, path, "Prepare the file", { format: "csv", columns: "name" })
    },
    reads: "Your file is ready",
  },
  {
    form: "a code to look at sensitive answers, used in the other tab",
    prepare: revealAsked,
    fill: (page) => fillCode(page.getByLabel("6-digit code"), codes.get(page) ?? ""),
    button: "Confirm",
    meanwhile: proveReveal,
    at: /\/organizer$/,
  },
  {
    form: "a wrong code to look at sensitive answers, after the other tab sent the right one",
    prepare: revealAsked,
    fill: (page) => fillCode(page.getByLabel("6-digit code"), "000 000"),
    button: "Confirm",
    meanwhile: proveReveal,
    at: /\/organizer$/,
  },
  {
    form: "a code to look at sensitive answers, in a browser that asked for another code meanwhile",
    prepare: revealAsked,
    fill: (page) => fillCode(page.getByLabel("6-digit code"), codes.get(page) ?? ""),
    button: "Confirm",
    meanwhile: async ({ other, newEmail }) => {
      await startRegistration(other, registration(newEmail()))
    },
    reads: "That code no longer works",
  },
  {
    form: "a code to look at sensitive answers, its own session ended in the other tab",
    prepare: async (tabs) => {
      await organizer(tabs)
      return "/organizer/reveal?back=%2Forganizer"
    },
    button: "Send me a code",
    meanwhile: async ({ other }) => {
      await post(other, "/me", "Sign out everywhere")
    },
    reads: "You’ve been signed out",
  },
]

/** Answers to a form that a browser cannot show, or would send on. */
function watchAnswers(page: Page): string[] {
  const wrong: string[] = []
  page.on("response", (response) => {
    const isForm = response.request().method() === "POST"
    if (isForm && ![200, 303].includes(response.status()))
      wrong.push(`${response.status()} ${new URL(response.url()).pathname}`)
  })
  return wrong
}

test.describe("from a stale tab", { tag: "@both" }, () => {
  test.describe.configure({ timeout: 120_000 })
  for (const { form, prepare, fill, button, meanwhile, at, reads } of forms) {
    test(form, async ({ page, gate, inbox, newEmail }) => {
      const tabs = { page, other: page.request, gate, inbox, newEmail }
      const path = await prepare(tabs)
      await page.goto(path)
      await fill?.(page)
      const wrong = watchAnswers(page)
      await meanwhile(tabs, path)

      await page.getByRole("button", { name: button, exact: true }).first().click()

      if (at) await expect(page).toHaveURL(at)
      if (reads) await expect(page.getByText(reads).first()).toBeVisible()
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible()
      expect(wrong).toEqual([])
    })
  }

  test("the last place, taken meanwhile: nothing was booked, in words, with the way back to the event", async ({
    page,
    playwright,
    site,
    gate,
    inbox,
    newEmail,
  }) => {
    const organizing = await playwright.request.newContext({ baseURL: site.url })
    await signInOrganizer(organizing, { gate, inbox }, newEmail())
    const event = `/e/${await publishEvent(organizing, { capacity: "1" })}`
    const tabs = { page, other: page.request, gate, inbox, newEmail }
    const rivals = await playwright.request.newContext({ baseURL: site.url })
    await page.goto(await startedRegistration(tabs, event))
    const { code } = await inbox.nextCode(underWay.get(page) ?? "")
    await registerByRequest(rivals, inbox, newEmail(), event)
    const wrong = watchAnswers(page)

    await fillCode(page.getByLabel("6-digit code"), code)
    await page.getByRole("button", { name: "Confirm" }).click()

    await expect(page.getByRole("alert").first()).toContainText(words("common.failure.event_full.body"))
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible()
    await page.getByRole("link", { name: "Back to Lamp Repair" }).click()
    await expect(page).toHaveURL(new RegExp(`${event}$`))
    await expect(page.getByText("This event is full")).toBeVisible()
    expect(wrong).toEqual([])
    expect(idOf(await (await page.request.get("/me")).text())).not.toContain("Lamp Repair")
    await Promise.all([organizing.dispose(), rivals.dispose()])
  })

  test("a session that ended under any form leads to the sign-in page and says so", async ({
    page,
    context,
    gate,
    inbox,
    newEmail,
  }) => {
    const tabs = { page, other: page.request, gate, inbox, newEmail }
    const person = await attendee(tabs)
    const open: [string, string | RegExp][] = [
      ["/me", "Turn reminders off"],
      ["/me/email", "Send me a code"],
      ["/me/data/delete", "Delete my account"],
      ["/organizer/new", words("editor.event.create")],
      [`${organizing}/settings`, "Save changes"],
      [`${organizing}/questions/new`, words("editor.question.save")],
      [`${organizing}/questions`, /Move down/],
      [`${organizing}/attendees/new`, "Add"],
      [person, "Check in"],
      [`${organizing}/check-in`, "Check in"],
      [`${organizing}/exports`, "Prepare the file"],
      [`${organizing}/preview?page=register`, "Get my ticket"],
      [
        await bulk(tabs.other, `${organizing}/attendees`, words("list.action.cancel"), "cancel"),
        "Yes, cancel it",
      ],
      ["/organizer/reveal?back=%2Forganizer", "Send me a code"],
    ]
    const cookies = await context.cookies()
    const wrong = watchAnswers(page)
    for (const [path, button] of open) {
      await context.addCookies(cookies)
      await page.goto(path)
      await context.clearCookies()
      await page.getByRole("button", { name: button, exact: true }).first().click()
      await expect(page.getByText("You’ve been signed out"), path).toBeVisible()
      expect(new URL(page.url()).searchParams.get("to")).toBe(path)
    }
    expect(wrong).toEqual([])
  })
  test("somebody added by hand, gone back to and sent again, is there once", async ({
    page,
    gate,
    inbox,
    newEmail,
  }) => {
    const email = newEmail()
    await signInOrganizer(page.request, { gate, inbox }, newEmail())
    const wrong = watchAnswers(page)
    await page.goto(`${organizing}/attendees/new`)
    for (const said of ["Ana is registered.", words("person.walk_in.existing", { name: "Ana" })]) {
      await fillPerson(page, email)
      await page.getByRole("button", { name: "Add", exact: true }).click()
      await expect(page.getByText(said)).toBeVisible()
      await page.goBack()
    }
    expect(wrong).toEqual([])
  })

  test("a file of the list that is asked for, gone back to and asked for again is one file", async ({
    page,
    gate,
    inbox,
    javaScriptEnabled,
    newEmail,
  }) => {
    test.skip(
      !javaScriptEnabled,
      "Without JavaScript the page one goes back to is a new one, with a file of its own.",
    )
    const email = newEmail()
    await signInOrganizer(page.request, { gate, inbox }, newEmail())
    const wrong = watchAnswers(page)
    await page.goto(`${organizing}/exports?q=${encodeURIComponent(email)}`)
    const files: string[] = []
    for (let time = 0; time < 2; time++) {
      await page.getByRole("button", { name: "Prepare the file" }).click()
      await expect(page.getByText("Your file is ready")).toBeVisible()
      files.push(new URL(page.url()).searchParams.get("file") ?? "")
      await page.goBack()
    }

    expect(new Set(files).size).toBe(1)
    expect(wrong).toEqual([])
  })
})
