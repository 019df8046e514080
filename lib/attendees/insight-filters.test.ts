import { afterAll, beforeAll, expect, test } from "vitest"
import { insertTestAttendees, type TestAttendee } from "@/lib/db/test-attendees"
import { createTestDatabase, type TestDatabase } from "@/lib/db/test-database"
import { activeFilter, byAgeBand, type Filter } from "@/lib/domain/insights"
import { createListWorld, type ListWorld } from "@/lib/testing/attendee-list"
import { countInsights } from "./insights"

let database: TestDatabase
let world: ListWorld

const attendees: TestAttendee[] = [
  { locale: "pt_BR", country: "BR", answers: { diet: "vegan", talks: "two,one", guests: "30" } },
  { locale: "pt", country: "PT", answers: { diet: "vegan", talks: "two", guests: "17" } },
  { locale: "PT-pt", country: "PT", answers: { home: "PT" } },
  { locale: "en_GB", country: "GB", answers: { home: "ES", guests: "66" } },
  { locale: "klingon", country: "Germany", answers: { guests: "many" } },
  { locale: "", answers: { diet: "halal" }, checkedInAt: new Date("2027-05-14T07:00:00Z") },
  { locale: "pt", country: "PT", answers: { diet: "vegan", guests: "30" }, step: "cancelled" },
]

beforeAll(async () => {
  database = await createTestDatabase()
  world = await createListWorld(database.db)
  await insertTestAttendees(database.db, world.event.id, attendees)
})
afterAll(() => database.close())

/** How many the list shows of those who take a place. */
async function listed(filter: Filter): Promise<number> {
  return (await world.list(String(new URLSearchParams([...activeFilter, ...filter])))).length
}

test("every number of the overview is that of the attendees its bar leads to", async () => {
  const { counts } = await countInsights(world.context, world.scope)
  const facets = Object.entries(counts.facet).flatMap(([facet, count]) => {
    const [, name = "", value = ""] = /^(.*?):(.*)$/.exec(facet) ?? []
    // Bars by status are counted of everybody, not of those who take a place.
    return name === "status" ? [] : [{ filter: [[name, value]] as Filter, count }]
  })
  const traits = (["language", "country"] as const).flatMap((name) => [
    ...Object.entries(counts[name]).map(([value, count]) => ({ filter: [[name, value]] as Filter, count })),
    {
      filter: [[name, Object.keys(counts[name]).join()]] as Filter,
      count: Object.values(counts[name]).reduce((total, count) => total + count, 0),
    },
  ])
  const ages = byAgeBand(counts.age).map(({ from, to, value }) => ({
    filter: [["age", `${from}-${to ?? ""}`]] as Filter,
    count: value,
  }))

  for (const { filter, count } of [...facets, ...traits, ...ages]) {
    expect(await listed(filter), String(filter)).toBe(count)
  }
  expect(counts.language).toEqual({ pt: 3, en: 1 })
  expect(counts.country).toEqual({ BR: 1, PT: 2, GB: 1 })
  expect(ages.map(({ count }) => count)).toEqual([1, 0, 1, 0, 0, 0, 1])
})
