import { entityKind, eq } from "drizzle-orm"
import { PgTransaction } from "drizzle-orm/pg-core"
import { expect, test } from "vitest"
import { createWorld } from "@/lib/testing/registration-world"
import type { Transaction } from "./database"
import { getEvent, withQuestions } from "./queries/events"
import { claimQuestions, getEventVersion, updateQuestion } from "./queries/question-editor"
import { event as eventTable } from "./schema/event"
import { testDatabase } from "./test-database"

const database = testDatabase()

const meal = { key: "meal", label: "Meal", type: "short_text", stage: "registration" } as const

async function createMealEvent() {
  const { event } = await createWorld(database.db, {
    event: { questions: [{ ...meal, field: "custom_field_1" }] },
  })
  const labels = async () => (await getEvent(database.db, event.id)).questions.map(({ label }) => label)
  return { id: event.id, question: event.questions[0]?.id ?? "", labels }
}

class Undone extends Error {}

/** A transaction of another evaluation of drizzle: Next evaluates modules more than once, and their classes differ. */
function fromElsewhere(tx: Transaction): Transaction {
  const elsewhere = Object.assign(() => {}, { [entityKind]: PgTransaction[entityKind] })
  return new Proxy(tx, { getPrototypeOf: () => ({ constructor: elsewhere }) })
}

/** Renames the question as an organizer does; with `isUndone` the transaction fails after it was read back. */
async function rename(event: Awaited<ReturnType<typeof createMealEvent>>, label: string, isUndone = false) {
  const version = await getEventVersion(database.db, event.id)
  await database.db
    .transaction(async (tx) => {
      await claimQuestions(tx, event.id, version)
      await updateQuestion(tx, event.question, { label })
      await getEvent(fromElsewhere(tx), event.id)
      if (isUndone) throw new Undone()
    })
    .catch((error: unknown) => {
      if (!(error instanceof Undone)) throw error
    })
}

test("a question that was changed reads changed at once", async () => {
  const event = await createMealEvent()
  const before = await event.labels()

  await rename(event, "Lunch")

  expect(before).toEqual(["Meal"])
  expect(await event.labels()).toEqual(["Lunch"])
})

test("what was changed and undone was never so, whatever the next change is", async () => {
  const event = await createMealEvent()
  await event.labels()
  await rename(event, "Undone", true)

  await rename(event, "Lunch")

  expect(await event.labels()).toEqual(["Lunch"])
})

test("places are never kept, and nobody can change what the next reader gets", async () => {
  const event = await createMealEvent()
  const read = await getEvent(database.db, event.id)
  read.questions.pop()
  const [row] = await database.db.select().from(eventTable).where(eq(eventTable.id, event.id))
  await database.db.update(eventTable).set({ taken: 3 }).where(eq(eventTable.id, event.id))

  expect((await getEvent(database.db, event.id)).taken).toBe(3)
  expect(row && (await withQuestions(database.db, row)).questions).toHaveLength(1)
})
