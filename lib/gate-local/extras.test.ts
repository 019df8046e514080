import { expect, test } from "vitest"
import { listGateTombstones } from "@/lib/db/queries/gate-local-state"
import { testDatabase } from "@/lib/db/test-database"
import type { Dialect } from "./dialect"
import { testGate } from "./test-gate"

const database = testDatabase({ isEmptied: false })

async function setup(dialect: Partial<Dialect> | "drf" = {}) {
  const gate = testGate(database.db, { clock: () => new Date("2026-05-01T10:00:00Z") })
  await gate.seed({
    users: [
      { id: 42, username: "ada" },
      { id: 43, username: "bob" },
    ],
    user_extra: [
      { id: 5, parent: 42, city: "London", state: "LDN", birthday: "1990-05-02", accept_terms: true },
    ],
    tokens: [{ token: "elsewhere", access: "full", organization: "nowhere" }],
    dialect,
  })
  return gate
}

test("PUT clears what it leaves out, except id and parent", async () => {
  const gate = await setup()

  const reply = await gate.api("PUT", "/user_extra/5/", { company: "Acme" })

  expect(reply.body).toMatchObject({ id: 5, parent: 42, company: "Acme", city: null, accept_terms: null })
})

test("with putClears off, PUT leaves the rest alone", async () => {
  const gate = await setup({ putClears: false })

  expect(await gate.api("PUT", "/user_extra/5/", { company: "Acme" })).toMatchObject({
    body: { company: "Acme", city: "London", accept_terms: true },
  })
})

test("with putRequiresParent, a PUT without a parent is refused", async () => {
  const gate = await setup({ putRequiresParent: true })

  expect(await gate.api("PUT", "/user_extra/5/", {})).toMatchObject({
    status: 400,
    body: { parent: ["This field is required."] },
  })
})

test("PATCH changes what it names, and an empty one nothing", async () => {
  const gate = await setup()

  expect(await gate.api("PATCH", "/user_extra/5/", {})).toMatchObject({
    status: 200,
    body: { city: "London" },
  })
  expect(await gate.api("PATCH", "/user_extra/5/", { city: null })).toMatchObject({
    body: { city: null, state: "LDN", accept_terms: true },
  })
})

test.each([
  ["conflict", 409, { detail: "User extra record already exists for this parent user." }],
  ["unique400", 400, { parent: ["This field must be unique."] }],
  ["allow", 201, { id: 6, parent: 42 }],
] as const)(
  "with duplicateExtra %s, a second record for a parent answers %i",
  async (duplicateExtra, status, body) => {
    const gate = await setup({ duplicateExtra })

    expect(await gate.api("POST", "/user_extra/", { parent: 42 })).toMatchObject({ status, body })
  },
)

test("a 400 about the parent joins the messages about the other fields", async () => {
  const gate = await setup("drf")

  expect(await gate.api("POST", "/user_extra/", { parent: 999, gender: "x" })).toMatchObject({
    status: 400,
    body: { parent: ['Invalid pk "999" - object does not exist.'], gender: ['"x" is not a valid choice.'] },
  })
})

test("a record moves only to a parent that exists and is free", async () => {
  const gate = await setup()
  await gate.api("POST", "/user_extra/", { parent: 43 })

  expect(await gate.api("PATCH", "/user_extra/5/", { parent: 43 })).toMatchObject({ status: 409 })
  expect(await gate.api("PATCH", "/user_extra/5/", { parent: 999 })).toMatchObject({ status: 404 })
  await gate.api("DELETE", "/user_extra/6/")
  expect(await gate.api("PATCH", "/user_extra/5/", { parent: "43" })).toMatchObject({ body: { parent: 43 } })
})

test("with echoParent off, writes hide the parent and reads show it", async () => {
  const gate = await setup({ echoParent: false })

  expect((await gate.api("PATCH", "/user_extra/5/", {})).body).not.toHaveProperty("parent")
  expect((await gate.api("GET", "/user_extra/5/")).body).toMatchObject({ parent: 42 })
})

test("with timestamps off, a record has none", async () => {
  const gate = await setup({ timestamps: false })

  expect((await gate.api("GET", "/user_extra/5/")).body).not.toHaveProperty("updated_at")
})

test("with derive, age, age range and location follow from what is known, and a sent value wins", async () => {
  const gate = await setup({ derive: true })

  const derived = await gate.api("GET", "/user_extra/5/")
  const sent = await gate.api("PATCH", "/user_extra/5/", { age: 50 })

  expect(derived.body).toMatchObject({ age: 35, age_range: "35-44", location: "London, LDN" })
  expect(sent.body).toMatchObject({ age: 50, age_range: "45-54" })
})

test("with tight maxLengths, 50 characters are the limit", async () => {
  const gate = await setup({ maxLengths: "tight" })

  expect(await gate.api("PATCH", "/user_extra/5/", { notes: "x".repeat(50) })).toMatchObject({ status: 200 })
  expect(await gate.api("PATCH", "/user_extra/5/", { notes: "x".repeat(51) })).toMatchObject({
    status: 400,
    body: { notes: ["Ensure this field has no more than 50 characters."] },
  })
})

test("with outOfScope 404, another organization's record does not exist, nor does its owner", async () => {
  const gate = await setup({ outOfScope: 404 })
  const elsewhere = { authorization: "Bearer elsewhere" }

  expect(await gate.api("GET", "/user_extra/5/", undefined, elsewhere)).toMatchObject({ status: 404 })
  expect(await gate.api("POST", "/user_extra/", { parent: 43 }, elsewhere)).toMatchObject({
    status: 404,
    body: { detail: "Parent user does not exist." },
  })
})

test("device_info adds the devices, and only when asked for", async () => {
  const gate = await setup()

  expect((await gate.api("GET", "/user_extra/5/?device_info=1")).body).toMatchObject({ device_info: [] })
  expect((await gate.api("GET", "/user_extra/5/")).body).not.toHaveProperty("device_info")
  expect(await gate.api("GET", "/user_extra/5/?device_info=maybe")).toMatchObject({ status: 400 })
})

test("deletion spares the parent and leaves a tombstone that says nothing about the person", async () => {
  const gate = await setup()

  await gate.api("DELETE", "/user_extra/5/")

  expect(await gate.api("GET", "/user_extra/5/")).toMatchObject({ status: 404 })
  expect(await gate.api("GET", "/user/42/")).toMatchObject({ status: 200 })
  expect(await listGateTombstones(database.db)).toEqual([
    {
      id: expect.any(Number),
      resource: "user_extra",
      recordId: 5,
      deletedAt: new Date("2026-05-01T10:00:00Z"),
    },
  ])
})

test("an id is not given out again after a deletion", async () => {
  const gate = await setup()
  await gate.api("POST", "/user_extra/", { parent: 43 })
  await gate.api("DELETE", "/user_extra/6/")

  expect(await gate.api("POST", "/user_extra/", { parent: 43 })).toMatchObject({ body: { id: 7 } })
})
