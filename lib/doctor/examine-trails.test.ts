import { expect, test } from "vitest"
import { cancel } from "@/lib/account/cancel"
import { requestErasure } from "@/lib/account/request-erasure"
import { insertOrganizerEvent } from "@/lib/db/queries/organizers"
import { appendRegistrationEvent } from "@/lib/db/queries/registrations"
import { damage } from "@/lib/db/test-damage"
import { testDatabase } from "@/lib/db/test-database"
import { listEntryRows } from "@/lib/db/test-trails"
import { sweep } from "@/lib/sweep"
import {
  acceptedRegistration,
  createWorld,
  getRegistration,
  testId,
  type World,
} from "@/lib/testing/registration-world"
import { examineTrails, type TrailMark } from "./examine-trails"
import { describeViolation } from "./violation"

const database = testDatabase()

const at = new Date("2027-01-10T12:00:00.123Z")

async function findings(marks?: Map<string, TrailMark>): Promise<string[]> {
  return (await examineTrails(database.db, marks)).map(describeViolation)
}

/** Somebody registered whose trail has at least four entries, beside a trail that stays whole. */
async function aTrail(): Promise<{ world: World; id: string; subject: string; rows: number[] }> {
  const world = await createWorld(database.db)
  await acceptedRegistration(world)
  const id = await acceptedRegistration(world)
  await sweep(world.context)
  expect(await findings()).toEqual([])
  const rows = await listEntryRows(database.db, id)
  expect(rows.length).toBeGreaterThan(3)
  return { world, id, subject: `trail registration ${id}`, rows }
}

/** As somebody with the right to change the schema would, whom no trigger stops. */
async function pastTriggers(statement: string): Promise<void> {
  await damage(database.db, "alter table registration_event disable trigger user")
  await damage(database.db, statement)
  await damage(database.db, "alter table registration_event enable trigger user")
}

test("the trails of people who registered, cancelled and had their answers erased are whole", async () => {
  const world = await createWorld(database.db)
  const ids = [await acceptedRegistration(world), await acceptedRegistration(world)]
  await sweep(world.context)
  await cancel(world.context, ids[0] ?? "")
  const { personId } = await getRegistration(world, ids[1] ?? "")
  await requestErasure(world.context, personId)
  await sweep(world.context)

  expect(await findings()).toEqual([])
})

test.each([
  ["name = 'registration.viewed'"],
  ["at = at + interval '1 microsecond'"],
  [`detail = '{"question":"company"}'`],
  ["actor_id = '10000000-0000-4000-8000-000000000001'"],
])("an entry that was changed is named: %s", async (change) => {
  const { subject, rows } = await aTrail()

  await damage(database.db, `update registration_event set ${change} where id = ${rows[1]}`)

  expect(await findings()).toEqual([
    `${subject}: entry 2 of its trail was changed, or the one before it (row ${rows[1]})`,
  ])
})

test("whoever changes an entry's hash as well is found at the entry after it", async () => {
  const { subject, rows } = await aTrail()

  await damage(
    database.db,
    `update registration_event as e set name = 'registration.viewed', hash = audit_hash(before.hash,
      audit_content('registration ' || e.registration_id, e.id, 'registration.viewed', e.at, e.detail, e.actor_id, null))
      from registration_event as before where e.id = ${rows[1]} and before.id = ${rows[0]}`,
  )

  expect(await findings()).toEqual([
    `${subject}: entry 3 of its trail was changed, or the one before it (row ${rows[2]})`,
  ])
})

test("entries that were dropped are named: the first, and the last ones", async () => {
  const { subject, rows } = await aTrail()

  await damage(database.db, `delete from registration_event where id in (${[rows[0], ...rows.slice(2)]})`)

  expect(await findings()).toEqual([
    `${subject}: has lost entry 1 of its trail`,
    `${subject}: has lost entries 3 to ${rows.length} of its trail`,
  ])
})

test("an entry dropped from the middle is named, and nothing else", async () => {
  const { subject, rows } = await aTrail()

  await damage(database.db, `delete from registration_event where id = ${rows[1]}`)

  expect(await findings()).toEqual([`${subject}: has lost entry 2 of its trail`])
})

test("entries that were put in are named, wherever they claim to belong", async () => {
  const { id, subject, rows } = await aTrail()
  const columns = "(registration_id, name, at, detail, position, hash)"
  const forged = (position: number) => `('${id}', 'sensitive.revealed', now(), '{}', ${position}, 'ab')`

  await pastTriggers(
    `insert into registration_event ${columns} values ${forged(2)}, ${forged(rows.length + 1)}`,
  )

  expect(await findings()).toEqual([
    expect.stringMatching(`^${subject}: has an entry in its trail that was put in \\(row \\d+\\)$`),
    expect.stringMatching(
      `^${subject}: entry ${rows.length + 1} of its trail was changed, or the one before it`,
    ),
    `${subject}: has 1 entries after the end of its trail`,
  ])
})

test("an entry moved to somebody else is missing here and too much there", async () => {
  const { world, subject, rows } = await aTrail()
  const other = await acceptedRegistration(world)

  await damage(
    database.db,
    `update registration_event set registration_id = '${other}' where id = ${rows[1]}`,
  )

  const found = await findings()
  expect(found).toContain(`${subject}: has lost entry 2 of its trail`)
  expect(found).toContainEqual(expect.stringMatching(`^trail registration ${other}: `))
})

test("a trail without its end, and one that is gone altogether, are named", async () => {
  const { world, id, subject } = await aTrail()
  const other = await acceptedRegistration(world)
  await damage(database.db, `delete from audit_chain where subject = 'registration ${id}'`)
  await damage(database.db, `delete from audit_chain where subject = 'registration ${other}'`)
  await damage(database.db, `delete from registration_event where registration_id = '${other}'`)

  expect(await findings()).toEqual([
    `${subject}: has a trail without an end`,
    `trail registration ${other}: has no entry in the trail`,
  ])
})

test("what organizers did is chained as well, one trail an organization", async () => {
  const act = { organizationId: "7", eventId: null, actorId: testId(), at, detail: {} }
  for (const name of ["export.requested", "export.downloaded", "sensitive.unlocked"])
    await insertOrganizerEvent(database.db, { ...act, name })
  await insertOrganizerEvent(database.db, { ...act, organizationId: "8", name: "event.created" })
  expect(await findings()).toEqual([])

  await damage(database.db, "delete from organizer_event where name = 'export.downloaded'")

  expect(await findings()).toEqual(["trail organization 7: has lost entry 2 of its trail"])
})

test("a trail rewritten as a whole is found by the marks of an earlier look, and so is one that is gone", async () => {
  const { world, id, subject, rows } = await aTrail()
  const gone = await acceptedRegistration(world)
  const marks = new Map<string, TrailMark>()
  expect(await findings(marks)).toEqual([])
  await appendRegistrationEvent(database.db, id, { name: "answers.saved", at })
  expect(await findings(marks)).toEqual([])
  expect(marks.get(`registration ${id}`)?.length).toBe(rows.length + 1)

  // What follows the dropped entry is written anew, so that the chain itself is whole.
  await damage(
    database.db,
    `create table copy as select * from registration_event where registration_id = '${id}'`,
  )
  await damage(database.db, `delete from registration_event where registration_id in ('${id}', '${gone}')`)
  await damage(
    database.db,
    `delete from audit_chain where subject in ('registration ${id}', 'registration ${gone}')`,
  )
  await damage(
    database.db,
    `insert into registration_event (registration_id, name, at, detail) select registration_id, name, at, detail
      from copy where position <> 2 order by position`,
  )
  await damage(database.db, "drop table copy")

  expect(await findings()).toEqual([`trail registration ${gone}: has no entry in the trail`])
  expect(await findings(marks)).toEqual([
    `trail registration ${gone}: has no entry in the trail`,
    `${subject}: has another trail than when it was marked`,
    `trail registration ${gone}: has lost its whole trail`,
  ])
})

test("entries written in the same instant follow each other, and none is lost", async () => {
  const world = await createWorld(database.db)
  const id = await acceptedRegistration(world)

  await Promise.all(
    Array.from({ length: 40 }, () => appendRegistrationEvent(database.db, id, { name: "answers.saved", at })),
  )

  expect(await findings()).toEqual([])
})

test("what a transaction took back is no gap", async () => {
  const world = await createWorld(database.db)
  const id = await acceptedRegistration(world)
  const taken = database.db.transaction(async (tx) => {
    await appendRegistrationEvent(tx, id, { name: "answers.saved", at })
    throw new Error("taken back")
  })
  await expect(taken).rejects.toThrow("taken back")
  await appendRegistrationEvent(database.db, id, { name: "answers.saved", at })

  expect(await findings()).toEqual([])
})

test("trails of two people are written at the same time: neither waits for the other", async (context) => {
  if (!database.url) return context.skip("one connection is one transaction at a time")
  const world = await createWorld(database.db)
  const [one = "", two = ""] = [await acceptedRegistration(world), await acceptedRegistration(world)]

  await database.db.transaction(async (tx) => {
    await appendRegistrationEvent(tx, one, { name: "answers.saved", at })
    // Would wait for the end of this transaction, and this transaction for it.
    await appendRegistrationEvent(database.db, two, { name: "answers.saved", at })
  })

  expect(await findings()).toEqual([])
})
