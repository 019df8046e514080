import { sql } from "drizzle-orm"
import { afterEach, beforeEach, expect, test } from "vitest"
import { examineTrails } from "@/lib/doctor/examine-trails"
import { describeViolation } from "@/lib/doctor/violation"
import { migrateDatabase } from "./migrate"
import { insertOrganizerEvent } from "./queries/organizers"
import { appendRegistrationEvent } from "./queries/registrations"
import { damage } from "./test-damage"
import { createEarlierDatabase, type TestDatabase } from "./test-database"

let database: TestDatabase

beforeEach(async () => {
  database = await createEarlierDatabase("audit_chain")
})
afterEach(() => database.close())

const people = 10
const at = new Date("2027-01-10T12:00:00.000Z")

/** Registrations with one to five entries each, written in turns as the earlier version would. */
async function fillEarlier(): Promise<string> {
  const id = (n: number) => `20000000-0000-4000-8000-${String(n).padStart(12, "0")}`
  const [event, person] = [id(1_000), id(1_001)]
  await database.db.execute(sql`
    insert into event (id, slug, title, host, description, starts_at, ends_at, time_zone, venue_name, organization_name,
      organization_id, hue, terms, published_at)
    values (${event}, 'field-notes', 'Field Notes', 'Northside', '', '2027-05-14', '2027-05-15', 'Europe/Berlin', 'Hall',
      'Northside', '7', 20, 'Be kind.', '2027-01-01')`)
  for (let n = 0; n < people; n++) {
    await database.db.execute(sql`insert into person (id, email, first_name, last_name, gate_username, created_at)
      values (${id(n)}, ${`p${n}@example.org`}, 'Ana', 'Reyes', ${`p${n}`}, '2027-01-01')`)
    await database.db.execute(sql`
      insert into registration (id, event_id, person_id, submission_id, ticket_code, first_name, last_name, answers, locale,
        terms_accepted_at, step, run_at, created_at)
      values (${id(n)}, ${event}, ${id(n)}, ${id(n)}, ${`code-${n}`}, 'Ana', 'Reyes', '{}', 'en_US', '2027-01-01',
        'finished', '2027-01-01', '2027-01-02')`)
  }
  for (let round = 0; round < 5; round++) {
    for (let n = 0; n < people; n++) {
      if (n % 5 < round) continue
      await database.db.execute(sql`insert into registration_event (registration_id, name, at, detail, actor_id)
        values (${id(n)}, 'answers.saved', now(), ${JSON.stringify({ questions: ["café “x”", `${round}`] })}, ${person})`)
    }
  }
  for (const organization of ["1", "2", "1"]) {
    await database.db.execute(sql`insert into organizer_event (organization_id, actor_id, event_id, name, at, detail)
      values (${organization}, ${person}, ${event}, 'event.published', now(), '{}')`)
  }
  return id(7)
}

const findings = async () => (await examineTrails(database.db)).map(describeViolation)

test("trails of an earlier version get their chain, go on from it, and tell of what is changed in them later", async () => {
  const id = await fillEarlier()

  await migrateDatabase(database.open)

  expect(await findings()).toEqual([])
  await appendRegistrationEvent(database.db, id, { name: "answers.saved", at })
  const act = { organizationId: "1", eventId: null, actorId: id, at, detail: {} }
  await insertOrganizerEvent(database.db, { ...act, name: "event.archived" })
  expect(await findings()).toEqual([])
  await damage(database.db, `delete from registration_event where registration_id = '${id}' and position = 2`)
  await damage(database.db, "delete from organizer_event where organization_id = '1' and position = 1")
  expect(await findings()).toEqual([
    "trail organization 1: has lost entry 1 of its trail",
    `trail registration ${id}: has lost entry 2 of its trail`,
  ])
})

test("a site without anybody gets its chain as well", async () => {
  await migrateDatabase(database.open)

  expect(await findings()).toEqual([])
})
