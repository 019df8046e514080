import { beforeAll, expect, test } from "vitest"
import { attendeeFilter } from "@/lib/db/queries/attendee-filter"
import { insertTestAttendees, type TestAttendee } from "@/lib/db/test-attendees"
import { testDatabase } from "@/lib/db/test-database"
import { createListWorld, type ListWorld } from "@/lib/testing/attendee-list"
import { seededRandom } from "@/lib/testing/time"
import { findPage, mostCounted, type PageRequest } from "./find-page"
import { orderOf } from "./list"

const database = testDatabase({ isEmptied: false })
let world: ListWorld
const random = seededRandom()
const oneOf = <Value>(values: Value[]): Value => values[Math.floor(random() * values.length)] as Value

type Known = TestAttendee & { id: string }
let known: Known[] = []

/** Many share a value of everything, so that pages end between equals. */
function somebody(): TestAttendee {
  const at = oneOf([
    "2027-01-10T12:00:00.001Z",
    "2027-01-10T12:00:00.002Z",
    "2027-02-01T00:00:00Z",
    "2027-03-01T00:00:00Z",
  ])
  const given = {
    company: oneOf([undefined, "acme", "beta", "beta labs"]),
    guests: oneOf([undefined, "10", "9", "-5"]),
    diet: oneOf([undefined, "vegan", "all", "halal", "kosher"]),
    talks: oneOf([undefined, "one", "two,one", "one,three", "three"]),
    home: oneOf([undefined, "PT", "DE", "BR"]),
  }
  return {
    ...{ firstName: oneOf(["ana", "bo", "cy"]), lastName: oneOf(["reyes", "lind"]), createdAt: new Date(at) },
    answers: JSON.parse(JSON.stringify(given)),
    checkedInAt: oneOf([null, null, new Date("2027-05-14T07:00:00Z"), new Date("2027-05-14T08:00:00Z")]),
    badgePrintedAt: oneOf([null, new Date("2027-05-13T07:00:00Z")]),
    step: oneOf(["finished", "finished", "cancelled", "needs_attention", "accepted"]),
    ...{ locale: oneOf(["en", "pt_BR", "pt"]), ...oneOf([{}, { country: "BR" }, { country: "PT" }]) },
  }
}

beforeAll(async () => {
  world = await createListWorld(database.db)
  const attendees = Array.from({ length: 90 }, somebody)
  const ids = await insertTestAttendees(database.db, world.event.id, attendees)
  known = attendees.map((attendee, index) => ({ ...attendee, id: ids[index] ?? "" }))
})

type Key = { rank: number; key: string | number }

const registered = ({ createdAt }: TestAttendee) => createdAt?.getTime() ?? 0
const statusOf = ({ step, checkedInAt }: TestAttendee) =>
  step === "cancelled" || step === "needs_attention"
    ? step
    : checkedInAt
      ? "checked_in"
      : step === "finished"
        ? "registered"
        : "pending"

function choice(values: string[], value: (attendee: Known) => string | undefined) {
  return (attendee: Known, isDescending: boolean): Key => {
    const given = value(attendee)
    const order = isDescending ? values.toReversed() : values
    const ranks =
      given
        ?.split(",")
        .map((one) => order.indexOf(one))
        .filter((rank) => rank >= 0) ?? []
    const rank = given === undefined ? values.length : Math.min(values.length + 1, ...ranks)
    return { rank, key: registered(attendee) }
  }
}

/** What each order means, said once more in plain code. */
const orders: Record<string, (attendee: Known, isDescending: boolean) => Key> = {
  name: ({ firstName, lastName }) => ({ rank: 0, key: `${firstName} ${lastName}` }),
  registered: (attendee) => ({ rank: 0, key: registered(attendee) }),
  checked_in: (attendee) => ({
    rank: attendee.checkedInAt ? 0 : 1,
    key: (attendee.checkedInAt ?? attendee.createdAt)?.getTime() ?? 0,
  }),
  status: choice(
    ["pending", "registered", "checked_in", "needs_attention", "cancelled", "removed"],
    statusOf,
  ),
  badge: choice(["no", "yes"], ({ badgePrintedAt }) => (badgePrintedAt ? "yes" : "no")),
  delivery: choice(["delivered", "waiting", "refused"], ({ step }) =>
    step === "needs_attention" ? "refused" : step === "accepted" ? "waiting" : "delivered",
  ),
  // Kosher was an option once.
  "answer.diet": choice(["vegan", "all", "halal"], ({ answers }) => answers?.diet),
  "answer.talks": choice(["two", "one", "three"], ({ answers }) => answers?.talks),
  "answer.home": choice(["BR", "DE", "PT"], ({ answers }) => answers?.home),
  "answer.company": (attendee) => {
    const company = attendee.answers?.company
    return company ? { rank: 0, key: company } : { rank: 1, key: registered(attendee) }
  },
  "answer.guests": (attendee) => {
    const guests = attendee.answers?.guests
    return guests ? { rank: 0, key: Number(guests) } : { rank: 1, key: registered(attendee) }
  },
}

const filters: Record<string, (attendee: Known) => boolean> = {
  "": () => true,
  "q=ana": ({ firstName }) => firstName === "ana",
  "answer.diet=vegan&check_in=no": ({ answers, checkedInAt }) => answers?.diet === "vegan" && !checkedInAt,
  "language=pt": ({ locale }) => locale !== "en",
  "country=BR,DE&badge=no": ({ country, badgePrintedAt }) => country === "BR" && !badgePrintedAt,
  "age=9-10": ({ answers }) => ["9", "10"].includes(answers?.guests ?? ""),
  "arrived=2027-05-14T09:00--2027-05-14T09:30": ({ checkedInAt }) =>
    checkedInAt?.toISOString() === "2027-05-14T07:00:00.000Z",
  "from=2027-02-01": ({ createdAt }) => (createdAt ?? 0) >= new Date("2027-01-31T23:00:00Z"),
}

function expected(sort: string, filter: string): string[] {
  const isDescending = sort.startsWith("-")
  const way = isDescending ? -1 : 1
  const order = orders[sort.replace("-", "")]
  const compare = (a: string | number, b: string | number) => (a === b ? 0 : a < b ? -1 : 1)
  return known
    .filter((attendee) => filters[filter]?.(attendee))
    .map((attendee) => ({ id: attendee.id, ...(order?.(attendee, isDescending) ?? { rank: 0, key: 0 }) }))
    .sort((a, b) => a.rank - b.rank || way * compare(a.key, b.key) || way * compare(a.id, b.id))
    .map(({ id }) => id)
}

async function found(address: string, total: number): Promise<string[]> {
  const query = world.query(address)
  const { event } = world.scope
  const ids: string[] = []
  let after: PageRequest["after"] = null
  for (;;) {
    const search = { eventId: event.id, ...attendeeFilter(query, event) }
    const request = { search, order: orderOf(world.scope, query.sort), total, after, limit: 40, count: null }
    const page = await findPage(database.db, request)
    ids.push(...page.found.map(({ position }) => position.id))
    if (page.found.length < request.limit) return ids
    after = page.found.at(-1)?.position ?? null
  }
}

const sorts = Object.keys(orders).flatMap((key) => [key, `-${key}`])

// With so many attendees claimed, the 90 there are make some segments worth walking and others worth sorting.
test.each(sorts)("a list sorted by %s is the same whichever way it is found, page by page", async (sort) => {
  for (const filter of Object.keys(filters)) {
    const wanted = expected(sort, filter)
    for (const total of [90, 20_000, 1_000_000]) {
      expect(await found(`${filter}&sort=${sort}`, total), `${filter} of ${total}`).toEqual(wanted)
    }
  }
})

test("where the sample leaves no doubt that more match than are counted, nobody counts them", async () => {
  const query = world.query("check_in=no")
  const search = { eventId: world.event.id, ...attendeeFilter(query, world.scope.event) }
  const request = { search, order: orderOf(world.scope, query.sort), after: null, limit: 5, count: null }

  expect((await findPage(database.db, { ...request, total: 90 })).count.isExact).toBe(true)
  expect((await findPage(database.db, { ...request, total: 5_000_000 })).count).toEqual({
    value: mostCounted,
    isExact: false,
  })
})
