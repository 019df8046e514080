import { sql } from "drizzle-orm"
import { afterEach, beforeEach, expect, test } from "vitest"
import { knownAnswers } from "@/lib/profile/known-answers"
import { question } from "@/lib/testing/profile"
import { createWorld } from "@/lib/testing/registration-world"
import { migrateDatabase } from "./migrate"
import { findRegistration, listRegistrationEvents } from "./queries/registrations"
import { createEarlierDatabase, type TestDatabase } from "./test-database"

let database: TestDatabase

beforeEach(async () => {
  database = await createEarlierDatabase("guesses_and_places")
})
afterEach(() => database.close())

let last = 0

function newId(): string {
  last += 1
  return `10000000-0000-4000-8000-${String(last).padStart(12, "0")}`
}

/** An event as the earlier version stored it, with a question for the country or without one. */
async function anEvent(asksForCountry: boolean): Promise<string> {
  const id = newId()
  await database.db.execute(sql`
    insert into event (id, slug, title, host, description, starts_at, ends_at, time_zone, venue_name, organization_name,
      organization_id, hue, terms, published_at, capacity, taken)
    values (${id}, ${`event-${last}`}, 'Field Notes', 'Northside', '', '2027-05-14', '2027-05-15', 'Europe/Berlin', 'Hall',
      'Northside', '7', 20, 'Be kind.', '2027-01-01', 10, 3)`)
  if (asksForCountry) {
    await database.db.execute(sql`
      insert into question (id, event_id, position, key, label, type, required, options, stage, field)
      values (${newId()}, ${id}, 0, 'home', 'Country', 'country', false, '[]', 'profile', 'country')`)
  }
  return id
}

async function aPerson(): Promise<string> {
  const id = newId()
  await database.db.execute(sql`
    insert into person (id, email, first_name, last_name, gate_username, gate_user_id, created_at)
    values (${id}, ${`p${last}@example.org`}, 'Ana', 'Reyes', ${`p${last}`}, ${String(last)}, '2027-01-01')`)
  return id
}

type Row = { person: string; event: string; country?: string; home?: string; at?: string; extra?: string }

/** A registration as the earlier version stored it: `country` is what it told GATE beside the answers. */
async function aRegistration(row: Row, ...trail: { name: string; questions?: string[] }[]): Promise<string> {
  const id = newId()
  const answers = { company: "Kelvin", ...(row.home === undefined ? {} : { home: row.home }) }
  await database.db.execute(sql`
    insert into registration (id, event_id, person_id, submission_id, ticket_code, first_name, last_name, answers, locale,
      country, terms_accepted_at, step, gate_extra_id, run_at, created_at)
    values (${id}, ${row.event}, ${row.person}, ${newId()}, ${id.slice(-10)}, 'Ana', 'Reyes', ${JSON.stringify(answers)},
      'en_US', ${row.country ?? null}, '2027-01-01', 'finished', ${row.extra ?? null}, '2027-01-01', ${row.at ?? "2027-01-02"})`)
  for (const { name, questions } of trail) {
    const detail = JSON.stringify(questions ? { questions } : {})
    await database.db.execute(sql`
      insert into registration_event (registration_id, name, at, detail) values (${id}, ${name}, '2027-01-03', ${detail})`)
  }
  return id
}

async function migrated(id: string) {
  const row = await findRegistration(database.db, id)
  if (!row) throw new Error(`The migration lost registration ${id}`)
  const { home, ...others } = row.answers
  return { home, others, guess: row.guessedCountry, country: row.country }
}

const others = { company: "Kelvin" }

test("a country the browser named becomes a guess, one the person gave stays their answer", async () => {
  const asking = await anEvent(true)
  const silent = await anEvent(false)
  const unasked = await aRegistration({ person: await aPerson(), event: silent, country: "DE" })
  const unanswered = await aRegistration({ person: await aPerson(), event: asking, country: "DE" })
  const same = await aRegistration({ person: await aPerson(), event: asking, country: "DE", home: "DE" })
  const another = await aRegistration({ person: await aPerson(), event: asking, country: "DE", home: "FR" })
  const none = await aRegistration({ person: await aPerson(), event: asking, home: "FR" })

  await migrateDatabase(database.open)

  expect(await migrated(unasked)).toEqual({ home: undefined, others, guess: "DE", country: null })
  expect(await migrated(unanswered)).toEqual({ home: undefined, others, guess: "DE", country: null })
  expect(await migrated(same)).toEqual({ home: "DE", others, guess: null, country: null })
  expect(await migrated(another)).toEqual({ home: "FR", others, guess: "DE", country: null })
  expect(await migrated(none)).toEqual({ home: "FR", others, guess: null, country: null })
})

test("what the record of somebody registered elsewhere says was no browser's", async () => {
  const event = await anEvent(true)
  const adopted = { name: "registration.adopted" }
  const id = await aRegistration({ person: await aPerson(), event, country: "BR", home: "BR" }, adopted)
  const unanswered = await aRegistration({ person: await aPerson(), event, country: "BR" }, adopted)

  await migrateDatabase(database.open)

  expect(await migrated(id)).toEqual({ home: "BR", others, guess: null, country: "BR" })
  expect(await migrated(unanswered)).toEqual({ home: undefined, others, guess: null, country: "BR" })
})

test("a guess that was filled into later registrations is taken out of their answers, and the trail says so", async () => {
  const person = await aPerson()
  await aRegistration({ person, event: await anEvent(false), country: "US", at: "2027-01-02" })
  const second = await aRegistration({ person, event: await anEvent(true), home: "US", at: "2027-01-03" })
  const third = await aRegistration({ person, event: await anEvent(true), home: "US", at: "2027-01-04" })

  await migrateDatabase(database.open)

  for (const id of [second, third]) {
    expect(await migrated(id)).toEqual({ home: undefined, others, guess: "US", country: null })
    expect(await listRegistrationEvents(database.db, id)).toMatchObject([
      { name: "answers.guess_withdrawn", detail: { questions: ["home"] } },
    ])
  }
})

test("what somebody saved or had answered before the guess stays, and so does what follows from it", async () => {
  const saved = { name: "answers.saved", questions: ["home"] }
  const [ana, ben] = [await aPerson(), await aPerson()]
  await aRegistration({ person: ana, event: await anEvent(false), country: "US", at: "2027-01-02" })
  const given = await aRegistration(
    { person: ana, event: await anEvent(true), home: "US", at: "2027-01-03" },
    saved,
  )
  const known = await aRegistration({ person: ana, event: await anEvent(true), home: "US", at: "2027-01-04" })
  const first = await aRegistration({ person: ben, event: await anEvent(true), home: "PT", at: "2027-01-02" })
  await aRegistration({ person: ben, event: await anEvent(false), country: "PT", at: "2027-01-03" })
  const last = await aRegistration({ person: ben, event: await anEvent(true), home: "PT", at: "2027-01-04" })

  await migrateDatabase(database.open)

  for (const id of [given, known]) expect(await migrated(id)).toMatchObject({ home: "US", guess: null })
  for (const id of [first, last]) expect(await migrated(id)).toMatchObject({ home: "PT", guess: null })
})

test("a guess GATE was given before stands there and counts as no answer of the next event", async () => {
  const person = await aPerson()
  const parent = String(last)
  const id = await aRegistration({ person, event: await anEvent(false), country: "US", extra: "5" })
  await migrateDatabase(database.open)
  const world = await createWorld(database.db)
  await world.seed({
    organizations: [{ id: 7, name: "Northside" }],
    users: [{ id: parent, username: "ana", organization: "Northside" }],
    user_extra: [
      { id: 5, parent: Number(parent), country: "United States", country_id: "US", company: "Kelvin" },
    ],
  })
  const event = await world.addEvent({
    questions: [
      question({ key: "from", field: "country", type: "country" }),
      question({ key: "employer", field: "company" }),
    ],
  })

  const known = await knownAnswers(world.context, person, event.questions)

  expect(known).toEqual({ employer: "Kelvin" })
  expect(await migrated(id)).toMatchObject({ guess: "US" })
  expect(await world.context.gate.userExtras.get("5")).toMatchObject({ country_id: "US" })
})
