import { beforeEach, expect, test } from "vitest"
import { addUpCounts, deriveAgain, findReindex, moveReindex } from "@/lib/db/queries/attendee-upkeep"
import { cancelRegistration } from "@/lib/db/queries/cancellation"
import { claimCheckIn } from "@/lib/db/queries/check-in"
import { claimQuestions, getEventVersion, updateQuestion } from "@/lib/db/queries/question-editor"
import { insertTestAttendees } from "@/lib/db/test-attendees"
import { countDifferences, countRegistrations, deleteRegistrations } from "@/lib/db/test-counts"
import { testDatabase } from "@/lib/db/test-database"
import { createListWorld, type ListWorld } from "@/lib/testing/attendee-list"
import { countAttendees, listAttendees } from "./list"
import { compactCounts, reindexAttendees } from "./upkeep"

const database = testDatabase()
let world: ListWorld

beforeEach(async () => {
  world = await createListWorld(database.db)
})

const at = new Date("2027-05-14T07:00:00Z")

async function expectExactCounts(): Promise<void> {
  const { removed, ...counts } = await countAttendees(world.context, world.scope)
  const counted = Object.entries(counts).filter(([, count]) => count !== 0)
  expect(removed).toBe(0)
  expect(Object.fromEntries(counted)).toEqual(await countRegistrations(database.db, world.event.id))
}

const check = (id: string) =>
  claimCheckIn(database.db, { id, eventId: world.event.id }, { now: at, by: world.scope.personId })

test("counts stay exact over registrations, check-ins, cancellations and deletions", async () => {
  const ids = await insertTestAttendees(database.db, world.event.id, [{}, {}, {}, {}, { step: "accepted" }])
  const [first = "", second = "", third = "", fourth = ""] = ids
  await check(first)
  await cancelRegistration(database.db, second, at)
  await check(third)
  await cancelRegistration(database.db, third, at)
  await deleteRegistrations(database.db, [fourth])

  await expectExactCounts()
  expect(await countAttendees(world.context, world.scope)).toMatchObject({
    checked_in: 1,
    cancelled: 2,
    pending: 1,
  })
})

test("differences are added up when there are many, and the counts stay what they were", async () => {
  for (let round = 0; round < 6; round += 1) {
    const [id = ""] = await insertTestAttendees(database.db, world.event.id, [{}])
    if (round % 2 === 0) await check(id)
  }
  const [gone = ""] = await insertTestAttendees(database.db, world.event.id, [{ step: "accepted" }])
  await deleteRegistrations(database.db, [gone])
  const spread = await countDifferences(database.db, world.event.id)
  await compactCounts(world.context, spread)

  expect(await countDifferences(database.db, world.event.id)).toBe(spread)

  await compactCounts(world.context, spread - 1)

  // Registered and checked in; nobody is pending, and no row says so.
  expect(await countDifferences(database.db, world.event.id)).toBe(2)
  await expectExactCounts()
})

test("counts stay exact while many register, come, cancel and add up at once", async () => {
  const ids = await insertTestAttendees(
    database.db,
    world.event.id,
    Array.from({ length: 40 }, () => ({})),
  )
  await Promise.all([
    ...ids.slice(0, 20).map(check),
    // The same ticket twice, and cancelled meanwhile.
    ...ids.slice(0, 10).map(check),
    ...ids.slice(15, 25).map((id) => database.db.transaction((tx) => cancelRegistration(tx, id, at))),
    ...Array.from({ length: 15 }, () => insertTestAttendees(database.db, world.event.id, [{}])),
    ...Array.from({ length: 10 }, () => addUpCounts(database.db, world.event.id)),
    deleteRegistrations(database.db, ids.slice(30, 35)),
  ])

  await expectExactCounts()
})

/** As the editor does: the questions are another event's in no time. */
async function changeDiet(type: "short_text" | "single_choice"): Promise<void> {
  const { event } = world.scope
  const diet = event.questions.find(({ key }) => key === "diet")
  await database.db.transaction(async (tx) => {
    if (!(await claimQuestions(tx, event.id, await getEventVersion(tx, event.id))))
      throw new Error("not claimed")
    await updateQuestion(tx, diet?.id ?? "", { type })
  })
}

test("after a question changed, list columns are made anew in batches", async () => {
  const answers = { diet: "vegan" }
  await insertTestAttendees(
    database.db,
    world.event.id,
    Array.from({ length: 1_001 }, () => ({ answers })),
  )
  const matching = async () =>
    (await listAttendees(world.context, world.scope, world.query("answer.diet=vegan&answer.company="))).count
      .value

  await changeDiet("short_text")
  const before = await matching()
  expect(await reindexAttendees(world.context)).toBe(true)
  const within = await matching()
  while (await reindexAttendees(world.context)) {
    // Until nothing is left.
  }

  expect([before, within, await matching()]).toEqual([1_001, 1, 0])
  expect(await reindexAttendees(world.context)).toBe(false)
})

test("a question that changes while list columns are made anew has them made once more", async () => {
  await insertTestAttendees(database.db, world.event.id, [{ answers: { diet: "vegan" } }])
  await changeDiet("short_text")
  const reindex = await findReindex(database.db)
  if (!reindex) throw new Error("There is nothing to do")
  const last = await deriveAgain(database.db, reindex, 10)
  await changeDiet("single_choice")

  expect(await moveReindex(database.db, reindex, last)).toBe(false)

  while (await reindexAttendees(world.context)) {
    // Until nothing is left.
  }
  expect(await world.list("answer.diet=vegan")).toHaveLength(1)
})
