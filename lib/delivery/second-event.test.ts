import { describe, expect, test } from "vitest"
import { testDatabase } from "@/lib/db/test-database"
import type { EventDescription } from "@/lib/domain/event"
import type { DialectOption } from "@/lib/gate-local/dialect"
import {
  acceptedRegistration,
  createWorld,
  getRegistration,
  provedPerson,
  sweepUntilOver,
} from "@/lib/testing/registration-world"
import { advance } from "./advance"

const database = testDatabase()

type Questions = NonNullable<EventDescription["questions"]>
const question = (key: string, field: Questions[number]["field"]): Questions[number] => ({
  key,
  field,
  label: key,
  type: "short_text",
  stage: "registration",
})

/** Somebody finished an event that asked for a meal and a badge, and now registers for one that asks for a track. */
async function secondRegistration(dialect: DialectOption) {
  const questions = [
    question("meal", "custom_field_1"),
    question("badge", "custom_field_2"),
    question("town", "city"),
  ]
  const world = await createWorld(database.db, { dialect, event: { questions } })
  const person = await provedPerson(world)
  const answers = { meal: "vegan", badge: "Ana", town: "Oaxaca" }
  await advance(world.context, await acceptedRegistration(world, { person, input: { answers } }))
  const other = await world.addEvent({ questions: [question("track", "custom_field_2")] })
  const id = await acceptedRegistration(world, {
    person,
    event: other,
    input: { answers: { track: "Design" } },
  })
  const before = (await world.requests()).length
  await advance(world.context, id)
  const writes = (await world.requests()).slice(before).filter(({ method }) => method !== "GET")
  return { world, other, id, writes }
}

describe.each(["documents", "drf"] as const)("with one record a person, in the dialect %s", (dialect) => {
  test("the second event moves the record and clears what only the first asked, in one PATCH", async () => {
    const { world, other, id, writes } = await secondRegistration(dialect)

    const { users, extras } = await world.gateState()
    expect((await getRegistration(world, id)).step).toBe("finished")
    expect(users).toHaveLength(1)
    expect(extras).toHaveLength(1)
    expect(extras[0]).toMatchObject({
      event: other.slug,
      custom_field_1: null,
      custom_field_2: "Design",
      city: "Oaxaca",
    })
    expect(writes.map(({ method, status }) => `${method} ${status}`)).toEqual([
      `POST ${dialect === "drf" ? 400 : 409}`,
      "PATCH 200",
    ])
    expect(writes[1]?.body).toEqual({ event: other.slug, custom_field_1: null, custom_field_2: "Design" })
  })
})

test("with several records a person the second event makes its own", async () => {
  const { world, other, writes } = await secondRegistration({ duplicateExtra: "allow" })

  const { extras } = await world.gateState()
  expect(extras.map(({ event, custom_field_2 }) => [event, custom_field_2])).toEqual([
    [world.event.slug, "Ana"],
    [other.slug, "Design"],
  ])
  expect(writes.map(({ method }) => method)).toEqual(["POST"])
})

test.each(["drop-before", "drop-after", "error-after", "garbage", "late"] as const)(
  "the PATCH of the second event survives %s",
  async (fault) => {
    const world = await createWorld(database.db)
    const person = await provedPerson(world)
    await advance(world.context, await acceptedRegistration(world, { person }))
    const other = await world.addEvent()
    const id = await acceptedRegistration(world, { person, event: other })
    await world.faults([{ method: "PATCH", fault, delayMs: 60_000, times: 1 }])

    const row = await sweepUntilOver(world, id)

    const { extras } = await world.gateState()
    expect(row.step).toBe("finished")
    expect(extras.map(({ event }) => event)).toEqual([other.slug])
  },
)

test("a record that vanishes between look-up and PATCH is made again", async () => {
  const world = await createWorld(database.db)
  const person = await provedPerson(world)
  await advance(world.context, await acceptedRegistration(world, { person }))
  const other = await world.addEvent()
  const id = await acceptedRegistration(world, { person, event: other })
  await world.faults([{ method: "GET", path: "/user_extra/\\d+/", fault: "error", status: 404, times: 1 }])
  const { extras: before } = await world.gateState()

  const row = await sweepUntilOver(world, id)

  expect(row).toMatchObject({ step: "finished", gateExtraId: String(before[0]?.id) })
})
