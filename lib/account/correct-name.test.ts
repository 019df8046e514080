import { describe, expect, test } from "vitest"
import { claimCheckIn, setBadgePrinted } from "@/lib/db/queries/check-in"
import { getPerson, setPersonName } from "@/lib/db/queries/people"
import { listRegistrationEvents } from "@/lib/db/queries/registrations"
import { testDatabase } from "@/lib/db/test-database"
import { performDueTasks } from "@/lib/delivery/perform-task"
import { byNameField, type PersonName } from "@/lib/domain/person-name"
import {
  type Attendee,
  createAttendee,
  eventNames,
  sweepUntilQuiet,
  writesSince,
} from "@/lib/testing/account"
import { getRegistration } from "@/lib/testing/registration-world"
import { correctName } from "./correct-name"

const database = testDatabase()

const current = async ({ person }: Attendee) => getPerson(database.db, person.id)

/** Saves a form that showed the name as it is, or as `shown` says. */
async function correct(attendee: Attendee, name: Partial<PersonName>, shown?: PersonName) {
  const now = await current(attendee)
  const { firstName, lastName } = { ...(shown ?? now), ...name }
  return correctName(
    attendee.world.context,
    attendee.person.id,
    { firstName, lastName },
    byNameField(shown ?? now),
  )
}

async function nameInGate({ world }: Attendee) {
  return (await world.gateState()).users[0]?.profile
}

test("a corrected name is on the ticket and in the trail, and GATE gets the part that changed", async () => {
  const attendee = await createAttendee(database.db)
  const start = (await attendee.world.requests()).length

  const saved = await correct(attendee, { lastName: "Reyes Molina" })
  await performDueTasks(attendee.world.context)

  const patch = (await attendee.world.requests()).slice(start).find(({ method }) => method === "PATCH")
  expect(saved).toEqual({ conflicts: [], isSaved: true })
  expect(await writesSince(attendee.world, start)).toEqual(["PATCH /api/v1/user/{id}/ 200"])
  expect(patch?.body).toEqual({ profile: { last_name: "Reyes Molina" } })
  expect(await getRegistration(attendee.world, attendee.registrationId)).toMatchObject({
    lastName: "Reyes Molina",
  })
  expect(await eventNames(attendee)).toContain("registration.renamed")
})

test("the trail says that the name changed, and neither the old nor the new one", async () => {
  const attendee = await createAttendee(database.db)

  await correct(attendee, { lastName: "Reyes Molina" })

  const trail = await listRegistrationEvents(database.db, attendee.registrationId)
  expect(JSON.stringify(trail)).not.toContain("Reyes")
})

test("a form that changes nothing tells GATE nothing", async () => {
  const attendee = await createAttendee(database.db)
  const start = (await attendee.world.requests()).length

  const saved = await correct(attendee, {})
  await sweepUntilQuiet(attendee.world)

  expect(saved).toEqual({ conflicts: [], isSaved: false })
  expect(await writesSince(attendee.world, start)).toEqual([])
  expect(await eventNames(attendee)).not.toContain("registration.renamed")
})

test("the part that somebody changed in GATE stays when the other one is corrected", async () => {
  const attendee = await createAttendee(database.db)
  const { gateUserId } = await current(attendee)
  await attendee.world.context.gate.users.patch(gateUserId ?? "", { profile: { last_name: "Married" } })

  await correct(attendee, { firstName: "Anna" })
  await performDueTasks(attendee.world.context)

  expect(await nameInGate(attendee)).toMatchObject({ first_name: "Anna", last_name: "Married" })
})

test("a name that waits while GATE is away arrives as it is in the end", async () => {
  const attendee = await createAttendee(database.db)
  await attendee.world.faults([{ fault: "error" }])
  await correct(attendee, { firstName: "Anna" })
  await performDueTasks(attendee.world.context)
  await correct(attendee, { firstName: "Annika" })

  await attendee.world.faults([])
  await attendee.world.pass(10 * 60_000)
  await sweepUntilQuiet(attendee.world)

  expect(await nameInGate(attendee)).toMatchObject({ first_name: "Annika" })
})

test("a part that another tab changed meanwhile is not overwritten, and nothing else of the form is saved", async () => {
  const attendee = await createAttendee(database.db)
  const shown = await current(attendee)
  await correct(attendee, { lastName: "Ribeiro" })

  const saved = await correct(attendee, { firstName: "Anna", lastName: "Rivera" }, shown)

  expect(saved).toEqual({
    conflicts: [{ key: "last_name", theirs: "Ribeiro", ours: "Rivera" }],
    isSaved: false,
  })
  expect(await current(attendee)).toMatchObject({ firstName: shown.firstName, lastName: "Ribeiro" })
})

test("an old form that changes one part leaves the other as another tab made it", async () => {
  const attendee = await createAttendee(database.db)
  const shown = await current(attendee)
  await correct(attendee, { lastName: "Ribeiro" })

  await correct(attendee, { firstName: "Anna" }, shown)

  expect(await current(attendee)).toMatchObject({ firstName: "Anna", lastName: "Ribeiro" })
})

test("a ticket that was used at the door keeps its name, the account gets the new one", async () => {
  const attendee = await createAttendee(database.db)
  const before = await getRegistration(attendee.world, attendee.registrationId)
  const { id, eventId, personId } = before
  await claimCheckIn(database.db, { id, eventId }, { by: personId, now: attendee.world.time.clock() })

  await correct(attendee, { firstName: "Somebody", lastName: "Else" })

  expect(await getRegistration(attendee.world, attendee.registrationId)).toMatchObject({
    firstName: before.firstName,
    lastName: before.lastName,
  })
  expect(await current(attendee)).toMatchObject({ firstName: "Somebody" })
})

test("a printed badge stays printed", async () => {
  const attendee = await createAttendee(database.db)
  const at = attendee.world.time.clock()
  const { id, eventId } = await getRegistration(attendee.world, attendee.registrationId)
  await setBadgePrinted(database.db, { id, eventId }, at)

  await correct(attendee, { firstName: "Anna" })

  expect((await getRegistration(attendee.world, attendee.registrationId)).badgePrintedAt).toEqual(at)
})

describe("a ticket that says another name than the person's", () => {
  /** The tickets' own name, and the person's made this one. */
  async function withOwnName(name: PersonName) {
    const attendee = await createAttendee(database.db)
    await setPersonName(database.db, attendee.person.id, name)
    return { attendee, ticket: () => getRegistration(attendee.world, attendee.registrationId) }
  }

  test("gets the person's by a form that changes nothing, which counts as a correction", async () => {
    const { attendee, ticket } = await withOwnName({ firstName: "Anna", lastName: "Ribeiro" })

    expect(await correct(attendee, {})).toEqual({ conflicts: [], isSaved: true })
    expect(await correct(attendee, {})).toEqual({ conflicts: [], isSaved: false })

    expect(await ticket()).toMatchObject({ firstName: "Anna", lastName: "Ribeiro" })
    expect((await eventNames(attendee)).filter((name) => name === "registration.renamed")).toHaveLength(1)
  })

  test("keeps its family name where the form had none to show and got none", async () => {
    const { attendee, ticket } = await withOwnName({ firstName: "", lastName: "" })
    const { lastName } = await ticket()

    await correct(attendee, { firstName: "Anna" })

    expect(lastName).not.toBe("")
    expect(await ticket()).toMatchObject({ firstName: "Anna", lastName })
    expect(await current(attendee)).toMatchObject({ firstName: "Anna", lastName: "" })
  })

  test("loses a family name that its owner took out of the form", async () => {
    const { attendee, ticket } = await withOwnName({ firstName: "Anna", lastName: "Ribeiro" })

    await correct(attendee, { lastName: "" })

    expect(await ticket()).toMatchObject({ firstName: "Anna", lastName: "" })
  })
})

test("forms that change nothing use none of a day's corrections up", async () => {
  const attendee = await createAttendee(database.db)
  for (let round = 0; round < 6; round++) await correct(attendee, {})

  expect(await correct(attendee, { firstName: "Anna" })).toMatchObject({ isSaved: true })
})

test("the sixth correction in a day is refused, and nothing of it is kept", async () => {
  const attendee = await createAttendee(database.db)
  for (const firstName of ["A", "B", "C", "D", "E"]) await correct(attendee, { firstName })

  await expect(correct(attendee, { firstName: "F" })).rejects.toMatchObject({
    code: "too_many_names",
    waitMs: expect.any(Number),
  })
  const meanwhile = (await current(attendee)).firstName
  await attendee.world.pass(24 * 60 * 60_000)
  await correct(attendee, { firstName: "F" })

  expect(meanwhile).toBe("E")
  expect((await current(attendee)).firstName).toBe("F")
})
