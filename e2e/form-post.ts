import { type APIRequestContext, type APIResponse, expect } from "playwright/test"
import { type Fields, formBody, hiddenFields } from "./form-fields"
import type { Gate } from "./servers/gate"
import type { Inbox } from "./servers/inbox"

export type Post = {
  path: string
  /** Which of the page's forms. */
  button: string
  fields?: Fields
  /** Instead of those a browser would send. */
  headers?: Record<string, string>
}

/** Sends a form as a browser without JavaScript does, redirects not followed. */
export async function postForm(request: APIRequestContext, post: Post): Promise<APIResponse> {
  const { path, button, fields = {} } = post
  const page = await request.get(path)
  const headers = post.headers ?? { origin: new URL(page.url()).origin, "sec-fetch-site": "same-origin" }
  const multipart = formBody(hiddenFields(await page.text(), button), fields)
  return request.post(path, { multipart, headers, maxRedirects: 0 })
}

export const fieldNotes = "/e/field-notes-summit"

/** What the registration form of Field Notes Summit needs. */
export function registration(email: string, changed: Fields = {}): Fields {
  return {
    first_name: "Ana",
    last_name: "Ribeiro",
    email,
    track: "mapping",
    accept_terms: "yes",
    ...changed,
  }
}

/** Where an answer leads; null when it leads nowhere. */
export function locationOf(response: APIResponse): string | null {
  return response.headers().location ?? null
}

/** Registers for an event, Field Notes Summit unless another is named, up to the code page. */
export async function startRegistration(
  request: APIRequestContext,
  fields: Fields,
  event = fieldNotes,
): Promise<void> {
  const path = `${event}/register`
  const answer = await postForm(request, { path, button: "Get my ticket", fields })
  if (answer.status() !== 303) throw new Error(`The registration was not taken: ${answer.status()}`)
}

/** Confirms the open registration with the code from the mail; returns the ticket's path. */
export async function confirmRegistration(
  request: APIRequestContext,
  inbox: Inbox,
  email: string,
  event = fieldNotes,
): Promise<string> {
  const { code } = await inbox.nextCode(email)
  const path = `${event}/confirm`
  const answer = await postForm(request, { path, button: "Confirm", fields: { code } })
  const ticket = locationOf(answer)
  if (!ticket?.startsWith("/tickets/")) throw new Error(`The code was not taken: ${answer.status()}`)
  return ticket
}

/**
 * Waits until the site has nothing more to say to GATE about a ticket. A test that went on before would hand the rest
 * of its work, and its writes, to the next one.
 */
export async function delivered(request: APIRequestContext, ticket: string): Promise<void> {
  const state = async () => (await (await request.get(`/api${ticket}`)).json()).state
  // The sweeper comes every two seconds, waits out backoff and GATE's settle time, and looks twice.
  const options = { timeout: 45_000, intervals: [50, 100, 100, 200], message: ticket }
  await expect.poll(state, options).toMatch(/^(finished|needs_attention)$/)
}

/** Registers without a browser, GATE's part included; returns the ticket's path. */
export async function registerByRequest(
  request: APIRequestContext,
  inbox: Inbox,
  email: string,
  event = fieldNotes,
): Promise<string> {
  await startRegistration(request, registration(email), event)
  const ticket = await confirmRegistration(request, inbox, email, event)
  await delivered(request, ticket)
  return ticket
}

/** Signs somebody in; answers where that leads. */
export async function signIn(
  request: APIRequestContext,
  inbox: Inbox,
  email: string,
): Promise<string | null> {
  await postForm(request, { path: "/sign-in", button: "Send me a code", fields: { email } })
  const { code } = await inbox.nextCode(email)
  const fields = { code }
  return locationOf(await postForm(request, { path: "/sign-in/confirm", button: "Confirm", fields }))
}

type Servers = { gate: Gate; inbox: Inbox }

/** Signs the context of `request` in as an organizer of the demo events, who is one by their role in GATE. */
export async function signInOrganizer(
  request: APIRequestContext,
  { gate, inbox }: Servers,
  email: string,
): Promise<void> {
  await gate.addUser({ username: email, email, organization: "northside", profile: { role: "admin" } })
  expect(await signIn(request, inbox, email)).toBe("/organizer")
}

/** Where a page leads whoever asks, without going there; null when it is shown. */
export async function leadsTo(request: APIRequestContext, path: string): Promise<string | null> {
  return locationOf(await request.get(path, { maxRedirects: 0 }))
}

/** Whether a browser may still see its owner's pages. */
export async function isSignedIn(request: APIRequestContext): Promise<boolean> {
  return (await request.get("/me", { maxRedirects: 0 })).status() === 200
}
