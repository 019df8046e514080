import { beforeAll, expect, test } from "vitest"
import { insertTestAttendees, type TestAttendee } from "@/lib/db/test-attendees"
import { testDatabase } from "@/lib/db/test-database"
import { activeFilter, byAgeBand, type Filter } from "@/lib/domain/insights"
import { createListWorld, type ListWorld } from "@/lib/testing/attendee-list"
import { question } from "@/lib/testing/profile"
import { countInsights } from "./insights"

const database = testDatabase({ isEmptied: false })
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
  world = await createListWorld(database.db)
  await insertTestAttendees(database.db, world.event.id, attendees)
})

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

test("an age is that on the day of the event, by the date of birth and else by what was answered", async () => {
  const born = question({ key: "born", field: "birthday", type: "date" })
  const years = question({ key: "years", field: "age", type: "whole_number" })
  const list = await createListWorld(database.db, { questions: [born, years] })
  // The event is on 14 May 2027.
  const answers = [
    { born: "1997-05-14" },
    { born: "1997-05-15" },
    { born: "1996-05-15" },
    { born: "1996-05-14" },
    { born: "1997-05-14", years: "50" },
    { born: "nobody knows", years: "30" },
    { years: "30" },
    { years: "130" },
    { years: "131" },
    { years: "-30" },
    { born: "2027-05-14" },
    { born: "2027-05-15" },
    {},
  ]
  await insertTestAttendees(
    database.db,
    list.event.id,
    answers.map((given) => ({ firstName: JSON.stringify(given), lastName: "", answers: given })),
  )
  const aged = async (range: string) =>
    (await list.list(`age=${range}`)).map(({ answers: { born, years } }) => born ?? years ?? "").sort()

  expect(await aged("30-30")).toEqual(["1996-05-15", "1997-05-14", "1997-05-14", "30", "nobody knows"])
  expect(await aged("29-31")).toEqual([
    ...["1996-05-14", "1996-05-15", "1997-05-14", "1997-05-14", "1997-05-15", "30", "nobody knows"],
  ])
  expect(await aged("0-17")).toEqual(["2027-05-14"])
  expect(await aged("50-")).toEqual(["130"])
})
