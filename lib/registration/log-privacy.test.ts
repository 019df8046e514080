import { expect, test } from "vitest"
import { testDatabase } from "@/lib/db/test-database"
import { sweep } from "@/lib/sweep"
import { mailedCode } from "@/lib/testing/codes"
import {
  createWorld,
  provedPerson,
  sweepUntilOver,
  testId,
  testInput,
  type World,
} from "@/lib/testing/registration-world"
import { accept } from "./accept"
import { confirmDraft } from "./confirm"
import { startDraft } from "./draft"

const database = testDatabase()

const email = "canary-mail@example.org"
const canaries = ["canary", "kanarienvogel", "12345678"]

const birthplace = {
  key: "birthplace",
  label: "Birthplace",
  type: "short_text",
  stage: "registration",
  field: "hometown",
} as const

async function registerCanary(world: World) {
  const { termsAcceptedAt: _, ...input } = testInput({
    firstName: "Canary",
    lastName: "Kanarienvogel",
    answers: { birthplace: `kanarienvogel ${"12345678".repeat(8)}` },
  })
  const challengeId = await startDraft(
    world.context,
    world.event,
    { ...input, email },
    { client: "198.51.100.7" },
  )
  const confirmation = { challengeId, code: mailedCode(world, email), language: "en" }
  const id = await confirmDraft(world.context, world.event, confirmation, async () => {})
  return { row: await sweepUntilOver(world, id), code: confirmation.code }
}

function leaksIn(log: string): string[] {
  return canaries.filter((canary) => log.toLowerCase().includes(canary))
}

test("a registration with every kind of trouble leaves nothing personal in the log", async () => {
  const world = await createWorld(database.db, {
    dialect: { maxLengths: "tight" },
    event: { questions: [birthplace] },
  })
  await world.faults([
    { method: "POST", path: "/user/$", fault: "drop-after", times: 1 },
    { method: "GET", path: "/user/username/", fault: "error", status: 403, times: 1 },
    { method: "GET", fault: "garbage", times: 1 },
  ])

  const { row, code } = await registerCanary(world)

  expect(row).toMatchObject({ step: "needs_attention", lastFailure: { kind: "validation" } })
  expect(world.logged()).toContain("GATE refused a registration")
  expect(leaksIn(world.logged())).toEqual([])
  expect(world.logged()).not.toContain(code)
})

test("a mail that cannot be kept leaves nothing personal in the log", async () => {
  const world = await createWorld(database.db)
  const send = () => insertTwice(world)
  const context = { ...world.context, mail: { ...world.context.mail, send } }
  const { termsAcceptedAt: _, ...input } = testInput()

  const failed = startDraft(context, world.event, { ...input, email }, { client: null })

  await expect(failed).rejects.toMatchObject({ code: "mail_failed" })
  expect(world.logged()).toContain("a code could not be mailed")
  expect(leaksIn(world.logged())).toEqual([])
})

/** A statement PostgreSQL refuses, as the local mailbox meets one when the disk is full: its error quotes every value. */
async function insertTwice(world: World): Promise<void> {
  const person = await provedPerson(world, email)
  await accept(world.context, { ...world.event, id: testId() }, person.id, testInput({ firstName: "Canary" }))
}

test("a sweep with nothing to do is silent", async () => {
  const world = await createWorld(database.db)

  await sweep(world.context)

  expect(world.logged()).toBe("")
})
