import { describe, expect, test } from "vitest"
import { testDatabase } from "@/lib/db/test-database"
import { oldestFields } from "@/lib/domain/question"
import type { DialectOption } from "@/lib/gate-local/dialect"
import { createAttendee, question } from "@/lib/testing/profile"
import { saveAnswers } from "./save-answers"

const database = testDatabase()

const questions = oldestFields.map((field) => question({ key: field, field }))
const given = Object.fromEntries(oldestFields.map((field) => [field, `Ana's ${field}`]))

function someone(dialect: DialectOption, answers = {}) {
  return createAttendee(database.db, { dialect, event: { questions }, answers })
}

describe.each(["documents", "drf", "000"] as const)("in the dialect %s, which keeps them", (dialect) => {
  test("what is asked at registration stands in the six fields of the oldest page", async () => {
    const ana = await someone(dialect, given)

    expect(await ana.record()).toMatchObject(given)
    expect((await ana.view()).answers).toEqual(given)
    expect(await ana.events()).not.toContain("gate_extra.fields_dropped")
  })

  test("an answer given later goes there by one PATCH, and is cleared by another", async () => {
    const ana = await someone(dialect)

    await saveAnswers(ana.world.context, ana.id, ana.form(await ana.view(), { notes: "Late" }))
    expect(await ana.record()).toMatchObject({ notes: "Late" })
    await saveAnswers(ana.world.context, ana.id, ana.form(await ana.view(), { notes: null }))

    expect((await ana.record()).notes ?? null).toBeNull()
    expect((await ana.view()).answers).toEqual({})
    expect((await ana.patches()).map(({ body }) => body)).toEqual([{ notes: "Late" }, { notes: null }])
  })

  test("what is changed in GATE is the answer from then on", async () => {
    const ana = await someone(dialect, given)

    await ana.changeInGate({ department: "Charts" })

    expect((await ana.view()).answers).toEqual({ ...given, department: "Charts" })
  })
})

describe.each(["001", "002-old", "002-new", { oldestFields: "dropped" }] as const)(
  "in the dialect %j, which does not know them",
  (dialect) => {
    test("organizers are told which fields were dropped, and the answers stay here", async () => {
      const ana = await someone(dialect, given)

      const record = await ana.record()
      expect(oldestFields.filter((field) => field in record)).toEqual([])
      expect(await ana.events()).toContain("gate_extra.fields_dropped")
      expect((await ana.row()).answers).toEqual(given)
      expect((await ana.view()).answers).toEqual(given)
    })

    test("so they are when an answer is given later", async () => {
      const ana = await someone(dialect)

      const form = ana.form(await ana.view(), { job_title: "Cartographer" })
      const result = await saveAnswers(ana.world.context, ana.id, form)

      expect(result).toMatchObject({ kind: "saved", saved: ["job_title"], dropped: ["job_title"] })
      expect(await ana.events()).toContain("gate_extra.fields_dropped")
      expect((await ana.view()).answers).toEqual({ job_title: "Cartographer" })
    })
  },
)
