import { expect, test } from "vitest"
import { cancel } from "@/lib/account/cancel"
import { setReminders } from "@/lib/db/queries/account"
import { findPerson } from "@/lib/db/queries/people"
import { saveForTest } from "@/lib/db/test-answers"
import { testDatabase } from "@/lib/db/test-database"
import type { QuestionDescription } from "@/lib/domain/question"
import { sweep } from "@/lib/sweep"
import { createAttendee } from "@/lib/testing/account"
import type { World } from "@/lib/testing/registration-world"
import { oweReminders } from "./reminders"
import { readUnsubscribeToken, unsubscribe, unsubscribeUrls } from "./unsubscribe"

const database = testDatabase()

const dayMs = 24 * 60 * 60_000

/** Virtual time begins on 10 January 2027, noon. */
const shirt: QuestionDescription = {
  key: "shirt",
  label: "Shirt size",
  type: "short_text",
  stage: "profile",
  field: "custom_field_1",
  required: true,
  needBy: "2027-02-01T12:00:00Z",
}

const event = { questions: [shirt] }

async function reminders(world: World): Promise<string[]> {
  await oweReminders(world.context)
  await sweep(world.context)
  return world.mails.filter(({ subject }) => subject.includes("left for")).map(({ subject }) => subject)
}

/** What the sweeper does for as many days, and how many reminders there were after each. */
async function dailyReminders(world: World, days: number): Promise<number[]> {
  const counts: number[] = []
  for (let day = 1; day <= days; day++) {
    await world.pass(dayMs)
    counts.push((await reminders(world)).length)
  }
  return counts
}

test("one reminder is sent, a week before the date, and never again", async () => {
  const { world } = await createAttendee(database.db, { event })

  const counts = await dailyReminders(world, 30)

  expect(counts.indexOf(1) + 1).toBe(15)
  expect(counts.at(-1)).toBe(1)
  expect(world.mails.at(-1)?.text).toContain("Shirt size")
})

test("whoever registered less than three days ago is left alone", async () => {
  const soon = { ...shirt, needBy: "2027-01-15T12:00:00Z" }
  const { world } = await createAttendee(database.db, { event: { questions: [soon] } })

  expect(await dailyReminders(world, 4)).toEqual([0, 0, 1, 1])
})

test("nobody is reminded after the date", async () => {
  const soon = { ...shirt, needBy: "2027-01-12T12:00:00Z" }
  const { world } = await createAttendee(database.db, { event: { questions: [soon] } })

  expect(await dailyReminders(world, 5)).toEqual([0, 0, 0, 0, 0])
})

test("an answer stops the reminder, even one already owed", async () => {
  const { world, registrationId } = await createAttendee(database.db, { event })
  await world.pass(16 * dayMs)
  await oweReminders(world.context)

  await saveForTest(database.db, registrationId, { shirt: "M" })
  await sweep(world.context)

  expect(await reminders(world)).toEqual([])
})

test.each([
  { name: "optional questions", question: { ...shirt, required: false } },
  { name: "questions without a date", question: { ...shirt, needBy: null } },
])("$name are not reminded of", async ({ question }) => {
  const { world } = await createAttendee(database.db, { event: { questions: [question] } })

  expect((await dailyReminders(world, 24)).at(-1)).toBe(0)
})

test("whoever cancelled is not reminded", async () => {
  const { world, registrationId } = await createAttendee(database.db, { event })
  await cancel(world.context, registrationId)

  expect((await dailyReminders(world, 24)).at(-1)).toBe(0)
})

test("a reminder can be ended by one POST, and its link names nobody else", async () => {
  const { world, person } = await createAttendee(database.db, { event })
  await world.pass(16 * dayMs)
  await reminders(world)
  const url = new URL(world.mails.at(-1)?.unsubscribeUrl ?? "")

  const done = await unsubscribe(world.context, url.searchParams.get("token") ?? "")

  expect(url.href).toBe(unsubscribeUrls(world.context, person.id).oneClickUrl)
  expect(url.pathname).toBe("/api/unsubscribe")
  expect(done).toBe(true)
  expect((await findPerson(database.db, person.id))?.remindersOffAt).toEqual(world.time.clock())
})

test("whoever ended reminders gets none", async () => {
  const { world, person } = await createAttendee(database.db, { event })
  await setReminders(database.db, person.id, world.time.clock())

  expect((await dailyReminders(world, 24)).at(-1)).toBe(0)
})

test("a token somebody made up or changed ends nothing", async () => {
  const { world, person } = await createAttendee(database.db, { event })
  const token = new URL(unsubscribeUrls(world.context, person.id).pageUrl).searchParams.get("token") ?? ""
  const [id = "", signature = ""] = token.split(".")
  const forged = [
    "",
    id,
    `${id}.`,
    `${id}.${signature.slice(1)}`,
    `00000000-0000-4000-8000-ffffffffffff.${signature}`,
    `${id}.${signature}x`,
  ]

  const results = await Promise.all(forged.map((text) => unsubscribe(world.context, text)))

  expect(results).toEqual(forged.map(() => false))
  expect(readUnsubscribeToken(world.context, token)).toBe(person.id)
})
