import { beforeEach, expect, test } from "vitest"
import { setPersonEmail } from "@/lib/db/queries/account"
import { cancelRegistration } from "@/lib/db/queries/cancellation"
import { findRegistration } from "@/lib/db/queries/registrations"
import { purgeRegistration } from "@/lib/db/queries/retention"
import { insertTestAttendees } from "@/lib/db/test-attendees"
import { testDatabase } from "@/lib/db/test-database"
import type { Answers } from "@/lib/domain/answers"
import { createListWorld, type ListWorld } from "@/lib/testing/attendee-list"
import { testEventScope, testOrganizer } from "@/lib/testing/organizer"
import { countAttendees, countInside, listAttendees } from "./list"

const database = testDatabase()
let world: ListWorld

beforeEach(async () => {
  world = await createListWorld(database.db)
})

const add = (...attendees: Parameters<typeof insertTestAttendees>[2]) =>
  insertTestAttendees(database.db, world.event.id, attendees)

test("a row says what the list shows, and a sensitive answer is only dots", async () => {
  const [id] = await add({
    ...{ firstName: "Ana", lastName: "Reyes", email: "ana@acme.example", ticketCode: "K7Q40M9XW2" },
    answers: { company: "Acme", talks: "one,two", passport: "v1.t.iv.text" },
    ...{ createdAt: new Date("2027-01-10T12:00:00.123Z"), checkedInAt: new Date("2027-05-14T07:00:00Z") },
  })

  expect(await world.list("")).toEqual([
    {
      ...{ id, name: "Ana Reyes", email: "ana@acme.example", code: "K7Q40M9XW2", status: "checked_in" },
      ...{
        completion: 50,
        registeredAt: "2027-01-10T12:00:00.123Z",
        checkedInAt: "2027-05-14T07:00:00.000Z",
      },
      ...{ badgePrintedAt: null, delivery: "delivered" },
      answers: { company: "Acme", talks: "one,two", passport: "••••" },
      verified: { passport: { state: "open", at: null, by: null } },
    },
  ])
})

test("days of registration begin and end at midnight where the event is", async () => {
  await add(
    { firstName: "Before", createdAt: new Date("2027-01-10T22:59:59Z") },
    { firstName: "First", createdAt: new Date("2027-01-10T23:00:00Z") },
    { firstName: "Last", createdAt: new Date("2027-01-11T22:59:59.999Z") },
    { firstName: "After", createdAt: new Date("2027-01-11T23:00:00Z") },
  )

  expect(await world.names("from=2027-01-11&to=2027-01-11")).toEqual(["Last Reyes", "First Reyes"])
})

test("numbers are ordered as numbers, and who gave none comes last both ways", async () => {
  const guests = ["10", "9", "-5", undefined]
  await add(
    ...guests.map((value) => ({
      firstName: `${value}`,
      answers: (value ? { guests: value } : {}) as Answers,
    })),
  )

  expect(await world.names("sort=answer.guests")).toEqual([
    "-5 Reyes",
    "9 Reyes",
    "10 Reyes",
    "undefined Reyes",
  ])
  expect((await world.names("sort=-answer.guests")).at(-1)).toBe("undefined Reyes")
})

test("a cursor of another filter, order or event, or one nobody made, is refused and the first page is shown", async () => {
  await add({ firstName: "A" }, { firstName: "B" }, { firstName: "C" })
  const other = await createListWorld(database.db)
  const page = (address: string, after?: string, of = world) =>
    listAttendees(of.context, of.scope, of.query(address), { after: after ?? null, limit: 2 })
  const { next } = await page("sort=name")
  const cursor = next ?? ""

  expect(Buffer.from(cursor, "base64url").toString("latin1")).not.toContain("reyes")
  expect(await page("sort=name", cursor)).toMatchObject({ isCursorRefused: false, next: null })
  for (const refused of [
    await page("sort=-name", cursor),
    await page("sort=name&check_in=no", cursor),
    await page("sort=name", `${cursor.slice(0, -4)}AAAA`),
    await page("sort=name", "not a cursor"),
    await page("sort=name", cursor, other),
  ]) {
    expect(refused.isCursorRefused).toBe(true)
  }
  expect((await page("sort=name", "x")).rows.map(({ name }) => name)).toEqual(["A Reyes", "B Reyes"])
})

test("nobody of another event is ever in the list", async () => {
  const other = await world.addEvent({ slug: "other", questions: [] })
  const shared = { email: "ana@acme.example", answers: { diet: "vegan", company: "Acme" } }
  await insertTestAttendees(database.db, other.id, [shared])

  for (const address of [
    "",
    "q=ana",
    "q=an",
    "answer.diet=vegan",
    "sort=answer.diet",
    "sort=answer.company",
  ]) {
    expect(await world.list(address)).toEqual([])
  }
  expect(await countAttendees(world.context, world.scope)).toMatchObject({ registered: 0 })
})

test("a new address is seen in the list at once, and after a purge nothing personal is left", async () => {
  const [id = ""] = await add({ email: "old@example.org", answers: { company: "Acme" } })
  const row = await findRegistration(database.db, id)
  await setPersonEmail(database.db, row?.personId ?? "", "new@example.org")

  expect(await world.list("q=old%40")).toEqual([])
  expect(await world.list("q=new%40")).toMatchObject([{ email: "new@example.org" }])

  await purgeRegistration(database.db, id, new Date("2027-09-01T00:00:00Z"))

  for (const term of ["new", "ana", "acme", "n", "ac"]) expect(await world.list(`q=${term}`)).toEqual([])
  expect(await world.list("sort=answer.company")).toMatchObject([{ name: "", email: "", answers: {} }])
})

test("a number of attendees is exact without a filter and with one by status", async () => {
  const [first = ""] = await add({}, {}, { checkedInAt: new Date("2027-05-14T07:00:00Z") })
  await cancelRegistration(database.db, first, new Date("2027-02-01T00:00:00Z"))
  const count = async (address: string) =>
    (await listAttendees(world.context, world.scope, world.query(address), { limit: 1 })).count

  expect(await count("")).toEqual({ value: 3, isExact: true })
  expect(await count("status=cancelled&status=checked_in")).toEqual({ value: 2, isExact: true })
  expect(await count("status=cancelled&badge=no")).toEqual({ value: 1, isExact: true })
  expect(await count("status=pending")).toEqual({ value: 0, isExact: true })
})

test("whoever holds a ticket is counted at the door, whatever GATE says of them, and whoever is in counts as in", async () => {
  const at = new Date("2027-05-14T07:00:00Z")
  await add({ step: "accepted" }, {}, { checkedInAt: at }, { step: "cancelled" }, { step: "removed" })

  expect(await countInside(world.context, world.scope)).toEqual({ inside: 1, all: 3 })

  const erased = { step: "removed", erasedAt: new Date("2027-02-01T00:00:00Z") } as const
  await add(
    { step: "needs_attention" },
    { step: "needs_attention", checkedInAt: at },
    { ...erased, checkedInAt: at },
  )

  expect(await countInside(world.context, world.scope)).toEqual({ inside: 3, all: 6 })
})

test("somebody without the permission to view gets nothing", async () => {
  const organizer = await testOrganizer(world, { role: "admin" })
  const scope = { ...(await testEventScope(world, organizer)), permissions: new Set<never>() }

  await expect(listAttendees(world.context, scope, world.query(""))).rejects.toThrow("may not view")
  await expect(countAttendees(world.context, scope)).rejects.toThrow("may not view")
})
