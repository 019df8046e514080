import { AsyncLocalStorage } from "node:async_hooks"
import { subscribe, unsubscribe } from "node:diagnostics_channel"
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest"
import { createTestDatabase, type TestDatabase } from "@/lib/db/test-database"
import { deliverTicket } from "@/lib/outbox/deliver-mails"
import { mailedCode } from "@/lib/testing/codes"
import { createWorld, testId, testInput, type World } from "@/lib/testing/registration-world"
import { confirmDraft } from "./confirm"
import { startDraft } from "./draft"

// Every statement is half a millisecond of CPU and one round trip (decision 0033). What grows here is paid by everybody.

let database: TestDatabase

beforeAll(async () => {
  database = await createTestDatabase()
})
beforeEach(() => database.truncate())
afterAll(() => database.close())

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
  const confirmation = { challengeId: form.result, code, language: "en" }
  const confirm = await statementsOf(() => confirmDraft(context, event, confirmation, async () => {}))
  const mail = await statementsOf(() => deliverTicket(context, confirm.result))
  return { form, confirm, mail }
}

test("a registration stays within its statements: 6 for the form, 33 for the code, 6 for the ticket's mail", async () => {
  const world = await createWorld(database.db)
  // The first one makes GATE's organization and reads the event's questions.
  await register(world, "first@example.org")

  const { form, confirm, mail } = await register(world, "ana@example.org")

  expect(form.statements.length, form.statements.join("\n")).toBeLessThanOrEqual(6)
  expect(confirm.statements.length, confirm.statements.join("\n")).toBeLessThanOrEqual(33)
  expect(mail.statements.length, mail.statements.join("\n")).toBeLessThanOrEqual(6)
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
