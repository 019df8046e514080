import { expect, test } from "vitest"
import { getEvent } from "@/lib/db/queries/events"
import { listRegistrationEvents } from "@/lib/db/queries/registrations"
import { testDatabase } from "@/lib/db/test-database"
import { deliverMails } from "@/lib/outbox/deliver-mails"
import { createWorld, getRegistration, provedPerson, testInput } from "@/lib/testing/registration-world"
import { accept } from "./accept"

// Reliability R4: the submission's id is the key under which a form counts once.

const database = testDatabase()

test("the same submission with other content says that it is not new, and writes nothing", async () => {
  const world = await createWorld(database.db, { event: { capacity: 5 } })
  const person = await provedPerson(world)
  const input = testInput({ answers: { company: "First" } })
  const first = await accept(world.context, world.event, person.id, input)
  const before = await getRegistration(world, first.registrationId)

  const changed = { ...input, firstName: "Eve", answers: { company: "Second" } }
  const again = await accept(world.context, world.event, person.id, changed)

  expect(again).toEqual({ registrationId: first.registrationId, isNew: false })
  expect(await getRegistration(world, first.registrationId)).toEqual(before)
  expect(await listRegistrationEvents(database.db, first.registrationId)).toHaveLength(1)
  expect((await getEvent(database.db, world.event.id)).taken).toBe(1)
  await deliverMails(world.context)
  expect(world.mails).toHaveLength(1)
})

test("fifty at once under one key with fifty contents are one registration, whole as one of them was sent", async () => {
  const world = await createWorld(database.db, { event: { capacity: 50 } })
  const person = await provedPerson(world)
  const inputs = Array.from({ length: 50 }, (_, index) => ({
    ...testInput({ firstName: `Ana ${index}`, answers: { company: `Company ${index}` } }),
    submissionId: "10000000-0000-4000-8000-000000000000",
  }))

  const answers = await Promise.all(
    inputs.map((input) => accept(world.context, world.event, person.id, input)),
  )

  const row = await getRegistration(world, answers[0]?.registrationId ?? "")
  expect(new Set(answers.map(({ registrationId }) => registrationId)).size).toBe(1)
  expect(answers.filter(({ isNew }) => isNew)).toHaveLength(1)
  const sent = inputs.find(({ firstName }) => firstName === row.firstName)
  expect(row.answers).toEqual(sent?.answers)
  expect((await getEvent(database.db, world.event.id)).taken).toBe(1)
})
