import { expect, test } from "vitest"
import { getPerson } from "@/lib/db/queries/people"
import { listRegistrationEvents } from "@/lib/db/queries/registrations"
import { testDatabase } from "@/lib/db/test-database"
import { register } from "@/lib/registration/register"
import {
  acceptedRegistration,
  createWorld,
  getRegistration,
  provedPerson,
  testInput,
} from "@/lib/testing/registration-world"
import { advance, withinBudget } from "./advance"

const database = testDatabase()

const meal = {
  key: "meal",
  label: "Meal",
  type: "short_text",
  stage: "registration",
  field: "custom_field_1",
} as const
const age = { key: "age", label: "Age", type: "whole_number", stage: "registration", field: "age" } as const

test("a registration becomes a GATE user and then its extra, with the bodies the contract wants", async () => {
  const world = await createWorld(database.db, { event: { questions: [meal, age] } })
  const person = await provedPerson(world, "ana@example.org")
  const id = await acceptedRegistration(world, { person, input: { answers: { meal: "vegan", age: "41" } } })

  await advance(world.context, id)

  const writes = (await world.requests()).filter(({ method }) => method !== "GET")
  const { gateUserId } = await getPerson(database.db, person.id)
  expect(writes.map(({ method, path, status }) => `${method} ${path} ${status}`)).toEqual([
    "POST /api/v1/user/ 201",
    "POST /api/v1/user_extra/ 201",
  ])
  expect(writes[0]?.body).toEqual({
    username: "ana@example.org",
    email: "ana@example.org",
    password: expect.stringMatching(/^[\w-]{32}$/),
    organization: world.event.organization.name,
    profile: { first_name: "Ana", last_name: "Reyes", role: "user" },
  })
  expect(writes[1]?.body).toEqual({
    parent: Number(gateUserId),
    event: world.event.slug,
    accept_terms: true,
    locale: "es_MX",
    custom_field_1: "vegan",
    age: 41,
  })
})

test("a finished registration keeps GATE's ids and tells its story in order", async () => {
  const world = await createWorld(database.db)
  const person = await provedPerson(world)
  const id = await acceptedRegistration(world, { person })

  await advance(world.context, id)

  const { users, extras } = await world.gateState()
  const row = await getRegistration(world, id)
  const events = await listRegistrationEvents(database.db, id)
  expect(row).toMatchObject({ step: "finished", gateExtraId: String(extras[0]?.id), lastFailure: null })
  expect(row.finishedAt).toEqual(world.time.clock())
  expect((await getPerson(database.db, person.id)).gateUserId).toBe(String(users[0]?.id))
  expect(events.map(({ name }) => name)).toEqual([
    "registration.accepted",
    "gate_user.created",
    "gate_extra.created",
    "registration.finished",
  ])
})

test("without answers GATE is told of the event, the terms and the language alone", async () => {
  const world = await createWorld(database.db)
  const id = await acceptedRegistration(world, { input: { locale: "en_US" } })

  await advance(world.context, id)

  const extra = (await world.requests()).find(
    ({ method, path }) => method === "POST" && path.includes("extra"),
  )
  expect(extra?.body).toEqual({
    parent: expect.any(Number),
    event: world.event.slug,
    accept_terms: true,
    locale: "en_US",
  })
})

test("a country that was answered goes out with its code", async () => {
  const country = {
    key: "home",
    label: "Country",
    type: "country",
    stage: "registration",
    field: "country",
  } as const
  const world = await createWorld(database.db, { event: { questions: [country] } })
  const id = await acceptedRegistration(world, { input: { answers: { home: "DE" } } })

  await advance(world.context, id)

  const { extras } = await world.gateState()
  expect(extras[0]).toMatchObject({ country: "Germany", country_id: "DE" })
})

test("advancing a finished registration again asks nothing of GATE", async () => {
  const world = await createWorld(database.db)
  const id = await acceptedRegistration(world)
  await advance(world.context, id)
  const before = await world.requests()

  await advance(world.context, id)

  expect(await world.requests()).toEqual(before)
})

test("a registration that does not exist is nothing to do", async () => {
  const world = await createWorld(database.db)

  await expect(advance(world.context, "00000000-0000-4000-8000-ffffffffffff")).resolves.toBeUndefined()
})

test("many advances of one registration at once make one user and one extra", async () => {
  const world = await createWorld(database.db, { dialect: { duplicateExtra: "allow" } })
  const id = await acceptedRegistration(world)

  await Promise.all(
    Array.from({ length: 20 }, (_, index) => advance({ ...world.context, owner: `worker ${index}` }, id)),
  )

  const { users, extras } = await world.gateState()
  expect([users.length, extras.length]).toEqual([1, 1])
  expect(await getRegistration(world, id)).toMatchObject({ step: "finished" })
})

test("two registrations of one person at once make one user", async () => {
  const world = await createWorld(database.db, { dialect: { duplicateExtra: "allow" } })
  const person = await provedPerson(world)
  const other = await world.addEvent()
  const ids = [
    await acceptedRegistration(world, { person }),
    await acceptedRegistration(world, { person, event: other }),
  ]

  await Promise.all(ids.map((id, index) => advance({ ...world.context, owner: `worker ${index}` }, id)))

  expect((await world.gateState()).users).toHaveLength(1)
})

test("a visitor's answer does not wait for a GATE that hangs", async () => {
  const never = new Promise<void>(() => {})

  await expect(withinBudget(never, 1)).resolves.toBeUndefined()
})

test("registering gives a place and what GATE takes at once", async () => {
  const world = await createWorld(database.db)
  const person = await provedPerson(world)

  const id = await register(world.context, world.event, person.id, testInput())

  expect(await getRegistration(world, id)).toMatchObject({ step: "finished", personId: person.id })
})

test("only failed calls make the next try wait longer, not the look-ups in between that were answered", async () => {
  const world = await createWorld(database.db)
  const lost = { fault: "drop-before", method: "POST" } as const
  await world.faults([
    { ...lost, path: "/user/$", times: 4 },
    { ...lost, path: "/user_extra/$", times: 2 },
  ])
  const id = await acceptedRegistration(world)
  const attempts: Record<string, number> = {}

  for (let second = 0; second < 600 && !("finished" in attempts); second++) {
    await advance(world.context, id)
    const row = await getRegistration(world, id)
    attempts[row.step] = Math.max(attempts[row.step] ?? 0, row.attempts)
    await world.pass(1_000)
  }

  // Each of the four losses is one, and the record begins anew.
  expect(attempts.accepted).toBe(4)
  expect(attempts.user_created).toBe(2)
  expect(attempts).toHaveProperty("finished")
})

test("a record that was found makes an end of the failures before it, and what fails then is tried again soon", async () => {
  const world = await createWorld(database.db)
  await world.faults([
    { fault: "drop-after", method: "POST", path: "/user_extra/$", times: 1 },
    // The client repeats a read twice, so these are three tries to look it up, and one to read it.
    { fault: "error", status: 500, method: "GET", path: "/user_extra/$", times: 9 },
    { fault: "error", status: 500, method: "GET", path: "/user_extra/\\d+/$", times: 3 },
  ])
  const id = await acceptedRegistration(world)
  const failed: { found: boolean; attempts: number }[] = []

  for (let second = 0; second < 600; second++) {
    await advance(world.context, id)
    const { step, gateExtraId, attempts } = await getRegistration(world, id)
    if (step === "finished") break
    failed.push({ found: gateExtraId !== null, attempts })
    await world.pass(1_000)
  }

  const most = (found: boolean) =>
    Math.max(...failed.filter((row) => row.found === found).map(({ attempts }) => attempts))
  expect(most(false)).toBe(4)
  expect(most(true)).toBe(1)
})
