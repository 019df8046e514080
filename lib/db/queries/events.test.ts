import { randomUUID } from "node:crypto"
import { expect, test } from "vitest"
import type { Event } from "@/lib/domain/event"
import { testEvent } from "@/lib/testing/event"
import { testDatabase } from "../test-database"
import { findLatestPublished, insertEvent, listPastEvents, listPublishedEvents } from "./events"

const database = testDatabase()
const now = new Date("2027-05-01T00:00:00Z")
const day = 24 * 60 * 60_000

/** A published event that begins so many days from now and takes three hours. */
async function published(slug: string, inDays: number, values: Partial<Event> = {}) {
  const startsAt = new Date(now.getTime() + inDays * day)
  const endsAt = new Date(startsAt.getTime() + 3 * 60 * 60_000)
  const { taken, ...event } = testEvent({ id: randomUUID(), slug, startsAt, endsAt, title: slug, ...values })
  const stages = { publishedAt: now, createdAt: now, languages: ["en", "ar"], questions: [] }
  await insertEvent(database.db, { ...event, ...stages })
}

const slugs = (events: Event[]) => events.map(({ slug }) => slug)

test("what comes next is first among the events to come, what was last among those that are over", async () => {
  await published("in-a-week", 7)
  await published("tomorrow", 1)
  await published("last-week", -7)
  await published("yesterday", -1)

  expect(slugs(await listPublishedEvents(database.db, now))).toEqual(["tomorrow", "in-a-week"])
  expect(slugs(await listPastEvents(database.db, now, { limit: 10 }))).toEqual(["yesterday", "last-week"])
  const since = new Date(now.getTime() - 3 * day)
  expect(slugs(await listPastEvents(database.db, now, { since, limit: 10 }))).toEqual(["yesterday"])
})

test("an event is found by words of its title, host or place, in any of its languages and without accents", async () => {
  const translations = { ar: { title: "يوم البحيرة", description: "secret" } }
  await published("sao-joao", 3, { title: "Festa de São João", host: "Café Lumière", translations })
  await published("percent", 4, { title: "100% Design_Day" })
  const found = async (...words: string[]) =>
    slugs(await listPublishedEvents(database.db, now, { words })).filter((slug) => slug !== "tomorrow")

  expect(await found("sao", "LUMIERE")).toEqual(["sao-joao"])
  expect(await found("البحيرة")).toEqual(["sao-joao"])
  expect(await found("kopenicker", "festa")).toEqual(["sao-joao"])
  expect(await found("0%")).toEqual(["percent"])
  expect(await found("n_d")).toEqual(["percent"])
  expect(await found("secret")).toEqual([])
  expect(await found("title")).toEqual([])
  expect(await found("festa", "percent")).toEqual([])
})

test("an organization's events are told apart, and its latest published one is known when all are over", async () => {
  const organization = { name: "lamps", id: randomUUID() }
  await published("lamps-past", -5, { organization })
  await published("lamps-old", -9, { organization })
  const organizationId = organization.id

  expect(slugs(await listPublishedEvents(database.db, now, { organizationId }))).toEqual([])
  expect(slugs(await listPastEvents(database.db, now, { organizationId, limit: 1 }))).toEqual(["lamps-past"])
  expect((await findLatestPublished(database.db, organizationId))?.slug).toBe("lamps-past")
  expect(await findLatestPublished(database.db, randomUUID())).toBeNull()
})
