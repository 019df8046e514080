import { describe, expect, test } from "vitest"
import { z } from "zod"
import { cancel, undoCancel } from "@/lib/account/cancel"
import { requestErasure } from "@/lib/account/request-erasure"
import { testDatabase } from "@/lib/db/test-database"
import { customFields, type QuestionDescription } from "@/lib/domain/question"
import type { LoggedRequest } from "@/lib/gate-local/routes/control"
import { customFieldJsonSchema } from "@/lib/profile/field-registry"
import { saveAnswers } from "@/lib/profile/save-answers"
import { createDesk } from "@/lib/testing/desk"
import { attendeeOf, question } from "@/lib/testing/profile"
import { setBadge } from "./badge"
import { checkIn, undoCheckIn } from "./check-in"

const database = testDatabase()

const diet = question({
  key: "diet",
  field: "custom_field_2",
  type: "multiple_choice",
  stage: "registration",
  options: [
    { value: "vegan", label: "Vegan" },
    { value: "halal", label: "Halal" },
  ],
})
const note = question({ key: "note", field: "custom_field_1", type: "long_text" })
const company = question({ key: "company", field: "company" })
const full = customFields.map((field) => question({ key: field, field }))

const isBody = ({ method, path }: LoggedRequest) =>
  path.includes("/user_extra/") && ["POST", "PUT", "PATCH"].includes(method)

/** Everything Gatehouse does to the record of somebody who comes, and of one who goes; and every body it sent. */
async function lifeOf(questions: QuestionDescription[], answers: Record<string, string>) {
  const desk = await createDesk(database.db, { event: { questions } })
  const { context, scope } = desk
  const id = await desk.attendee({ answers })
  const ana = attendeeOf(desk, id)
  const [first] = questions
  const key = first?.key ?? ""
  await saveAnswers(context, id, ana.form(await ana.view(), { [key]: "Late" }))
  await saveAnswers(context, id, ana.form(await ana.view(), { [key]: null }))
  for (const act of [
    () => checkIn(context, scope, id),
    () => setBadge(context, scope, id, true),
    () => setBadge(context, scope, id, false),
    () => undoCheckIn(context, scope, id),
    () => cancel(context, id),
    () => undoCancel(context, id),
  ]) {
    await act()
    await desk.settle()
  }
  const { personId } = await desk.row(id)
  await requestErasure(context, personId)
  await desk.settle()
  const bodies = (await desk.requests()).filter(isBody).map(({ body }) => body)
  return { desk, bodies, schema: z.fromJSONSchema({ ...customFieldJsonSchema(desk.event.questions) }) }
}

describe.each([
  ["with fields to spare", [note, diet, company], { diet: "vegan,halal" }],
  [
    "that fill the fields of check-in and badge",
    full.slice(2, 7),
    { custom_field_5: "a", custom_field_6: "b" },
  ],
  ["that fill every custom field", full, { custom_field_8: "active" }],
])("of an event whose questions are ones %s", (_, questions, answers) => {
  test("registry.json accepts every body Gatehouse writes, and the records they make", async () => {
    const { bodies, schema } = await lifeOf(questions, answers)

    const written = bodies.flatMap((body) => Object.keys(Object(body)))
    expect(bodies.length).toBeGreaterThan(2)
    expect(written).toContain(questions[0]?.field)
    expect(bodies.filter((body) => !schema.safeParse(body).success)).toEqual([])
  })
})
