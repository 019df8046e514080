import { expect, test } from "vitest"
import { testDatabase } from "@/lib/db/test-database"
import { deriveKey } from "@/lib/env"
import { type Attendee, createAttendee } from "@/lib/testing/profile"
import { saveAnswers } from "./save-answers"
import { readProfile } from "./view"

const database = testDatabase()

const number = "C01X00T4789"

async function savePassport(ana: Attendee, passport: string | null) {
  return saveAnswers(ana.world.context, ana.id, ana.form(await ana.view(), { passport }))
}

test("a passport number leaves the server encrypted, and the journal has no other text than GATE", async () => {
  const ana = await createAttendee(database.db)

  await savePassport(ana, number)

  const record = await ana.record()
  const row = await ana.row()
  expect(record.passport_number).toMatch(/^v2\.t\./)
  expect(row.answers.passport).toBe(record.passport_number)
  expect(JSON.stringify([row, await ana.world.requests(), ana.world.logged()])).not.toContain(number)
})

test("a page shows the last three characters and starts its form empty", async () => {
  const ana = await createAttendee(database.db)
  await savePassport(ana, number)

  const view = await ana.view()

  expect(view.answers.passport).toBe("•••• 789")
  expect(view.startFrom).not.toHaveProperty("passport")
})

test("the same number again changes nothing", async () => {
  const ana = await createAttendee(database.db)
  await savePassport(ana, number)

  const result = await savePassport(ana, number)

  expect(result).toMatchObject({ saved: [] })
  expect(await ana.patches()).toHaveLength(1)
})

test("another number replaces it under the key that is listed first now", async () => {
  const ana = await createAttendee(database.db)
  await savePassport(ana, number)
  const fields = [{ id: "n", key: deriveKey("test", "new") }, ...ana.world.context.keys.fields]
  const context = { ...ana.world.context, keys: { ...ana.world.context.keys, fields } }

  const form = ana.form(await ana.view(), { passport: "D99999999" })
  await saveAnswers(context, ana.id, form)

  expect((await ana.record()).passport_number).toMatch(/^v2\.n\./)
  expect((await readProfile(context, await ana.subject())).answers.passport).toBe("•••• 999")
})

test("a number somebody wrote into GATE in clear is masked, and encrypted when it is entered again", async () => {
  const ana = await createAttendee(database.db)
  await ana.changeInGate({ passport_number: number })

  const masked = (await ana.view()).answers.passport
  await savePassport(ana, number)

  expect(masked).toBe("•••• 789")
  expect((await ana.record()).passport_number).toMatch(/^v2\.t\./)
})

test("an encrypted number swapped into this record from another shows dots only", async () => {
  const ana = await createAttendee(database.db)
  const bo = await createAttendee(database.db)
  await savePassport(bo, number)

  await ana.changeInGate({ passport_number: (await bo.record()).passport_number ?? null })

  expect((await ana.view()).answers.passport).toBe("••••")
})

test("two entries of a number conflict, and neither value is in the result", async () => {
  const ana = await createAttendee(database.db)
  const [first, second] = [await ana.view(), await ana.view()]
  await saveAnswers(ana.world.context, ana.id, ana.form(first, { passport: number }))

  const result = await saveAnswers(ana.world.context, ana.id, ana.form(second, { passport: "D99999999" }))

  expect(result).toMatchObject({ conflicts: [{ key: "passport" }] })
  expect(JSON.stringify(result)).not.toMatch(/C01X00T4789|D99999999/)
})

test("without keys a sensitive question is not asked, and the log says which variable is missing", async () => {
  const ana = await createAttendee(database.db)
  const context = { ...ana.world.context, keys: { ...ana.world.context.keys, fields: [] } }

  const view = await readProfile(context, await ana.subject())

  expect(view.questions.map(({ key }) => key)).not.toContain("passport")
  expect(ana.world.logged()).toContain("FIELD_ENCRYPTION_KEYS")
})
