import { AsyncLocalStorage } from "node:async_hooks"
import { subscribe, unsubscribe } from "node:diagnostics_channel"
import { expect, test } from "vitest"
import { findPublishedEvent } from "@/lib/db/queries/events"
import { findSession } from "@/lib/db/queries/people"
import { findRegistrationWithEvent } from "@/lib/db/queries/registrations"
import { testDatabase } from "@/lib/db/test-database"
import { completeSubject } from "@/lib/delivery/subject"
import { deliverTicket } from "@/lib/outbox/deliver-mails"
import { mailedCode } from "@/lib/testing/codes"
import { createWorld, testId, testInput, type World } from "@/lib/testing/registration-world"
import { confirmDraft } from "./confirm"
import { findOpenDraft, startDraft } from "./draft"
import { findRepeatedRegistration } from "./resubmission"

// Every statement is half a millisecond of CPU and one round trip (decision 0033, decision 0041). What grows here is paid by everybody.

const database = testDatabase()

/** The list that the work in hand writes its statements into; other work of this process, a lease's renewal, has none. */
const counted = new AsyncLocalStorage<string[]>()

/** The statements of some work, without those that begin and end transactions, which PGlite's driver does not tell. */
async function statementsOf<T>(work: () => Promise<T>): Promise<{ result: T; statements: string[] }> {
  const statements: string[] = []
  const note = (text: unknown) => {
    if (!/^(begin|commit)/.test(String(text))) counted.getStore()?.push(String(text))
  }
  subscribe("gatehouse:statement", note)
  try {
    return { result: await counted.run(statements, work), statements }
  } finally {
    unsubscribe("gatehouse:statement", note)
  }
}

async function register(world: World, email: string) {
  const { termsAcceptedAt: _, ...typed } = testInput()
  const { context, event } = world
  const asker = { client: testId() }
  const form = await statementsOf(() => startDraft(context, event, { ...typed, email }, asker))
  const code = mailedCode(world, email)
  const open = await statementsOf(() => findOpenDraft(context, form.result, event.id))
  const draft = open.result?.draft ?? null
  const confirmation = { challengeId: form.result, code, language: "en", draft }
  let sessionId = ""
  const keepSession = async (id: string) => {
    sessionId = id
  }
  const confirm = await statementsOf(() => confirmDraft(context, event, confirmation, keepSession))
  const mail = await statementsOf(() => deliverTicket(context, confirm.result))
  return { form, open, confirm, mail, sessionId }
}

/** What belongs to Gatehouse: GATE, which is embedded here, is elsewhere where it matters. */
const ours = (statements: string[]) => statements.filter((text) => !text.includes('"gate".'))

test("a registration stays within its statements: 5 for the form, 11 for the code, 3 for the ticket's mail", async () => {
  const world = await createWorld(database.db)
  // The first one makes GATE's organization and reads the event's questions.
  await register(world, "first@example.org")

  const { form, confirm, mail } = await register(world, "ana@example.org")

  expect(form.statements.length, form.statements.join("\n")).toBeLessThanOrEqual(5)
  expect(ours(confirm.statements).length, ours(confirm.statements).join("\n")).toBeLessThanOrEqual(11)
  expect(confirm.statements.length, confirm.statements.join("\n")).toBeLessThanOrEqual(20)
  expect(mail.statements.length, mail.statements.join("\n")).toBeLessThanOrEqual(3)
})

test("the six requests of a registration are 29 statements, what their pages read included", async () => {
  const world = await createWorld(database.db)
  const { context, event } = world
  await register(world, "first@example.org")

  const { form, open, confirm, mail, sessionId } = await register(world, "ana@example.org")
  const eventPage = await statementsOf(() => findPublishedEvent(context.db, event.slug))
  const ticketPage = await statementsOf(async () => {
    const session = await findSession(context.db, sessionId, context.clock())
    const found = await findRegistrationWithEvent(context.db, confirm.result)
    if (!session || !found) throw new Error("Nobody has a ticket")
    const subject = await completeSubject(context, { ...found, person: session.person })
    return findRepeatedRegistration(context, subject)
  })

  // Five requests read the event: its page, the form and the code's page, and the actions of both.
  const reads = [...Array<typeof eventPage>(5).fill(eventPage), open, open, ticketPage]
  const all = [...reads, form, confirm, mail].flatMap(({ statements }) => ours(statements))
  expect(all.length, all.join("\n")).toBeLessThanOrEqual(29)
})

test("whoever registers sends their own ticket, and waits for nobody else's", async () => {
  const world = await createWorld(database.db)
  await register(world, "first@example.org")
  const { termsAcceptedAt: _, ...typed } = testInput()
  const email = "later@example.org"
  const challengeId = await startDraft(world.context, world.event, { ...typed, email }, { client: null })
  const confirmation = { challengeId, code: mailedCode(world, email), language: "en" }
  const waiting = await confirmDraft(world.context, world.event, confirmation, async () => {})

  const { confirm } = await register(world, "ana@example.org")

  const tickets = world.mails.filter(({ subject }) => subject.startsWith("You’re in")).map(({ to }) => to)
  expect(tickets).toEqual(["first@example.org", "ana@example.org"])
  await deliverTicket(world.context, waiting)
  await deliverTicket(world.context, confirm.result)
  expect(world.mails.filter(({ subject }) => subject.startsWith("You’re in"))).toHaveLength(3)
})
