import { formBody, hiddenFields } from "../../e2e/form-fields"
import { type Answer, Browser } from "../crowd/browser"
import type { Fleet } from "../crowd/fleet"
import type { CodeInbox } from "./code-inbox"

/** Where somebody registers, and where their mail goes. */
export type Venue = { fleet: Fleet; inbox: CodeInbox; event: string }

/** What the people of the benchmark say of themselves. */
const typed = {
  first_name: "Ana",
  last_name: "Ribeiro",
  accept_terms: "yes",
  company: "Riverside Labs",
  job: "Cartographer",
  city: "Porto",
  diet: "vegan",
}

/** An address of their own for everybody, so that none is asked for proof of work. */
const addressOf = (number: number) => `10.${(number >> 16) & 255}.${(number >> 8) & 255}.${number & 255}`

function require(answer: Answer, isRight: boolean, step: string): void {
  if (!isRight) throw new Error(`${step} answered ${answer.status} ${answer.location ?? ""}`)
}

/** The six requests of one registration without JavaScript; true when GATE has everything at the end of them. */
export async function register({ fleet, inbox, event }: Venue, number: number): Promise<boolean> {
  const browser = new Browser(fleet, addressOf(number))
  const email = `person${number}@people.example`
  const code = inbox.codeTo(email)
  const page = await browser.get(event)
  require(page, page.status === 200, "The event")
  const form = await browser.get(`${event}/register`)
  require(form, form.status === 200, "The form")
  const entered = formBody(hiddenFields(form.text, "Get my ticket"), { ...typed, email })
  const sent = await browser.post(`${event}/register`, entered)
  require(sent, sent.location === `${event}/confirm`, "The form, sent,")
  const confirm = await browser.get(`${event}/confirm`)
  require(confirm, confirm.status === 200, "The code page")
  const proof = formBody(hiddenFields(confirm.text, "Confirm"), { code: await code })
  const proved = await browser.post(`${event}/confirm`, proof)
  require(proved, proved.location?.startsWith("/tickets/") ?? false, "The code")
  const ticket = await browser.get(proved.location ?? "")
  require(ticket, ticket.status === 200, "The ticket")
  // Only a ticket that GATE has not been told everything of asks how far it is.
  return !ticket.text.includes(`/api${proved.location}`)
}

/** The fields that sign somebody out: the shortest action there is. Needs somebody who has signed in. */
export async function findShortestAction({ fleet, inbox, event }: Venue): Promise<Record<string, string>> {
  const browser = new Browser(fleet, addressOf(0))
  const email = "first@people.example"
  const code = inbox.codeTo(email)
  const form = await browser.get(`${event}/register`)
  await browser.post(
    `${event}/register`,
    formBody(hiddenFields(form.text, "Get my ticket"), { ...typed, email }),
  )
  const confirm = await browser.get(`${event}/confirm`)
  await browser.post(
    `${event}/confirm`,
    formBody(hiddenFields(confirm.text, "Confirm"), { code: await code }),
  )
  const help = await browser.get("/help")
  return hiddenFields(help.text, "Sign out")
}

/**
 * The floor: as many pages and actions of the same build that do nothing. The help page reads no database, and signing out
 * somebody who has not signed in takes a cookie away.
 */
export async function doNothing({ fleet }: Venue, action: Record<string, string>): Promise<void> {
  const browser = new Browser(fleet, addressOf(1))
  for (const step of ["get", "get", "post", "get", "post", "get"] as const) {
    const answer =
      step === "get" ? await browser.get("/help") : await browser.post("/help", formBody(action, {}))
    require(answer, step === "get" ? answer.status === 200 : answer.location === "/", "The floor")
  }
}
