import { expect, test } from "vitest"
import { cancel } from "@/lib/account/cancel"
import { mergeAnswers } from "@/lib/db/queries/profile"
import { appendRegistrationEvent } from "@/lib/db/queries/registrations"
import { testDatabase } from "@/lib/db/test-database"
import { activeCount, choices, completion, funnel } from "@/lib/domain/insights"
import { testEventScope, testOrganizer } from "@/lib/testing/organizer"
import { question } from "@/lib/testing/profile"
import { createSyncWorld, syncQuestions } from "@/lib/testing/sync"
import { countInsights, readInsights } from "./insights"

const database = testDatabase()

const questions = [
  ...syncQuestions,
  question({ key: "born", field: "birthday", type: "date" }),
  question({
    key: "allergy",
    field: "custom_field_2",
    required: true,
    showIf: { key: "diet", values: ["vegan"] },
  }),
]

async function setup() {
  const world = await createSyncWorld(database.db, { event: { questions } })
  const scope = await testEventScope(world, await testOrganizer(world))
  return { world, scope, context: world.sync }
}

test("everything is counted of those who have a place, and the cancelled ones under status only", async () => {
  const { world, scope, context } = await setup()
  await world.attendee({ diet: "vegan", company: "Kelvin", born: "1990-05-14" })
  await world.attendee({ diet: "vegan", allergy: "nuts", born: "1990-05-15" })
  const odd = await world.attendee({ diet: "meat" })
  await mergeAnswers(database.db, odd, { answers: { born: "somewhen" } })
  const gone = await world.attendee({ diet: "meat" })
  await cancel(world.context, gone)

  const { counts } = await countInsights(context, scope)

  expect(counts.status).toEqual({ registered: 3, cancelled: 1 })
  expect(activeCount(counts)).toBe(3)
  const [diet] = scope.event.questions.filter(({ key }) => key === "diet")
  if (!diet) throw new Error("There is no such question")
  expect(choices(diet, diet.options, counts).map(({ key, value }) => [key, value])).toEqual([
    ["vegan", 2],
    ["meat", 1],
  ])
  const answered = completion(scope.event.questions, counts).map(({ question, asked, answered }) => [
    question.key,
    asked,
    answered,
  ])
  expect(answered).toEqual(
    expect.arrayContaining([
      ["company", 3, 1],
      ["diet", 3, 3],
      ["allergy", 2, 1],
    ]),
  )
  expect(counts.missing).toEqual({ "": 1 })
  // One is 37 on the day itself, the other a day later; what is no date counts nowhere.
  expect(counts.age).toEqual({ 37: 1, 36: 1 })
  expect(funnel(counts).map(({ value }) => value)).toEqual([3, 3, 0, 0])
})

test("counted in parts of any size the numbers are the same", async () => {
  const { world, scope, context } = await setup()
  for (let nth = 0; nth < 5; nth++) await world.attendee({ diet: nth % 2 ? "vegan" : "meat" })

  const whole = await countInsights(context, scope)
  const parts = await countInsights(context, scope, 2)

  expect(parts.counts).toEqual(whole.counts)
})

test("times are those of the event's zone", async () => {
  const { world, scope, context } = await setup()
  await world.attendee()

  const { counts } = await countInsights(context, scope)

  // Half past midday in UTC is half past one in Berlin in January.
  expect(Object.keys(counts.registered)).toEqual(["2027-01-10T13"])
})

test("nothing of another event is counted", async () => {
  const { world, scope, context } = await setup()
  const other = await world.addEvent({ questions })
  await world.attendee({ diet: "meat" })
  const elsewhere = await testEventScope(world, scope, other.slug)

  const { counts } = await countInsights(context, elsewhere)

  expect(counts.status).toEqual({})
})

test("no answer to a sensitive question is in the numbers", async () => {
  const { world, scope, context } = await setup()
  await world.attendee({ passport: "v1.t.iv.canary" })

  const insights = await countInsights(context, scope)

  expect(JSON.stringify(insights)).not.toContain("canary")
  expect(insights.counts.answered.passport).toBe(1)
})

test("fields GATE did not keep name the attendee", async () => {
  const { world, scope, context } = await setup()
  const id = await world.attendee()
  const at = world.time.clock()
  await appendRegistrationEvent(database.db, id, {
    name: "gate_extra.fields_dropped",
    at,
    detail: { fields: ["company"] },
  })

  const { dropped } = await countInsights(context, scope)

  expect(dropped).toEqual([{ registrationId: id, name: "Ana Reyes", fields: ["company"] }])
})

test("numbers are kept for a minute, and a failure leaves the last ones standing", async () => {
  const { world, scope, context } = await setup()
  await world.attendee()
  const first = await readInsights(context, scope)
  await world.attendee()
  const clock = () => new Date((first?.asOf.getTime() ?? 0) + 59_000)
  const kept = await readInsights({ ...context, clock }, scope)
  await world.pass(61_000)
  const broken = { ...context, db: { execute: () => Promise.reject(new Error("down")) } as never }
  const afterFailure = await readInsights(broken, scope)
  const fresh = await readInsights(context, scope)

  expect(kept).toBe(first)
  expect(afterFailure).toBe(first)
  expect(fresh?.counts.status).toEqual({ registered: 2 })
})
