import { beforeAll, expect, test } from "vitest"
import { insertTestAttendees, type TestAttendee } from "@/lib/db/test-attendees"
import { testDatabase } from "@/lib/db/test-database"
import { createListWorld, type ListWorld } from "@/lib/testing/attendee-list"

const database = testDatabase({ isEmptied: false })
let world: ListWorld

const full = {
  company: "A",
  guests: "1",
  diet: "vegan",
  talks: "two,one",
  home: "PT",
  passport: "v2.a.sealedsealedsealed",
}
const at = new Date("2027-05-14T07:00:00Z")

const attendees: TestAttendee[] = [
  {
    ...{ firstName: "Ána Émile", lastName: "Pérez", email: "emile.perez@acme-labs.example" },
    ...{ ticketCode: "K7Q40M9XW2", answers: { company: "Northwind 100% e_p a\\b", talks: "three" } },
  },
  { firstName: "Zoë", lastName: "Quill", email: "q@xyz.test", ticketCode: "ZZZZZZZZZZ", badgePrintedAt: at },
  { firstName: "In", lastName: "", answers: full, checkedInAt: at },
  {
    ...{ firstName: "Badge", lastName: "", answers: { diet: "halal" }, badgePrintedAt: at },
    ...{ locale: "pt_BR", country: "BR" },
  },
  { firstName: "Gone", lastName: "", step: "cancelled" },
  { firstName: "Stuck", lastName: "", step: "needs_attention" },
]

beforeAll(async () => {
  world = await createListWorld(database.db)
  await insertTestAttendees(database.db, world.event.id, attendees)
})

test.each([
  ["a first name", "ana"],
  ["part of a name", "ere"],
  ["capitals", "ANA"],
  ["accents that were not typed", "perez"],
  ["accents nobody has", "Ána"],
  ["a capital with an accent", "EMILE"],
  ["both names, the last one first", "perez+emile"],
  ["the address", "emile.perez%40acme-labs.example"],
  ["a part of the domain", "%40acme-labs"],
  ["the company", "northwind"],
  ["the ticket code as it is printed", "K7Q-40M-9XW2"],
  ["a beginning of the code with its dash", "k7q-4"],
  ["the code without dashes", "k7q40m9"],
  ["an answer", "three"],
  ["one letter", "p"],
  ["two letters", "pe"],
  ["two letters of the company", "no"],
  ["two letters of the domain", "ac"],
  ["initials", "p+e"],
  ["a percent sign", "100%25"],
  ["an underscore", "e_p"],
  ["a backslash", "a\\b"],
])("the search finds %s", async (_name, term) => {
  expect(await world.names(`q=${term}`)).toEqual(["Ána Émile Pérez"])
})

test.each([
  ["words of which one is missing", "ana+quill"],
  ["an underscore that stands for anything", "a_a+reyes"],
  ["a percent sign that stands for anything", "a%25s"],
  ["letters from the middle of a word when there are two", "ey"],
  ["a sealed answer", "v2.a"],
  ["one that was sealed before decision 0045", "v1.a"],
])("the search does not find %s", async (_name, term) => {
  expect(await world.names(`q=${term}`)).toEqual([])
})

test("a search of nothing but punctuation shows everybody", async () => {
  expect(await world.names("q=.")).toHaveLength(attendees.length)
})

test.each([
  ["status=checked_in", "In"],
  ["status=cancelled&status=registered", "Ána Émile Pérez,Badge,Gone,Zoë Quill"],
  ["check_in=yes", "In"],
  ["badge=yes", "Badge,Zoë Quill"],
  ["delivery=refused", "Stuck"],
  ["profile=complete", "In"],
  ["profile=under_half&badge=no&status=registered", "Ána Émile Pérez"],
  ["answer.diet=vegan&answer.diet=halal", "Badge,In"],
  ["answer.diet=&status=registered", "Ána Émile Pérez,Zoë Quill"],
  ["answer.talks=two", "In"],
  ["answer.company=", "Badge,Gone,Stuck,Zoë Quill"],
  ["answer.diet=vegan&badge=no", "In"],
  ["q=in&check_in=yes", "In"],
  ["language=pt", "Badge"],
  ["language=en&status=checked_in", "In"],
  ["country=BR", "Badge"],
  ["age=0-17", "In"],
  ["age=65-", ""],
  ["arrived=2027-05-14T09:00--2027-05-14T09:00", "In"],
  ["arrived=2027-05-14T09:01--2027-05-14T09:15", ""],
])("a filter by %s lists who matches", async (address, names) => {
  expect((await world.names(`${address}&sort=name`)).join()).toBe(names)
})
