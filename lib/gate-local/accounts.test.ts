import { verify } from "@node-rs/argon2"
import { beforeAll, beforeEach, expect, test } from "vitest"
import { findGateAccount } from "@/lib/db/queries/gate-local-accounts"
import { testDatabase } from "@/lib/db/test-database"
import { testGate } from "./test-gate"

const database = testDatabase({ isEmptied: false })
let gate: ReturnType<typeof testGate>

beforeAll(async () => {
  gate = testGate(database.db, { clock: () => new Date("2026-05-01T10:00:00Z") })
})
beforeEach(() =>
  gate.seed({
    organizations: [{ id: 7, name: "acme" }],
    users: [
      {
        id: 42,
        username: "ada",
        email: "ada@x.org",
        organization: 7,
        profile: { first_name: "Ada", role: "admin" },
      },
    ],
    user_extra: [{ id: 5, parent: 42 }],
  }),
)

test("one account has two faces: made at one path, it is read and changed at the other", async () => {
  const created = await gate.api("POST", "/user/", {
    username: "jane",
    organization: "acme",
    profile: { first_name: "Jane", team: { name: "blue" } },
  })
  const id = (created.body as { id: string }).id

  expect(created).toMatchObject({
    status: 201,
    body: { id: "43", organization: "acme", profile: { first_name: "Jane", team: { name: "blue" } } },
  })
  expect(await gate.api("GET", `/user_token/${id}/`)).toMatchObject({
    body: { id: 43, username: "jane", first_name: "Jane", organization: 7, profile: [], is_active: true },
  })
  await gate.api("PATCH", `/user_token/${id}/`, { first_name: "Janet", profile: ["wifi"] })
  expect(await gate.api("GET", "/user/username/jane/")).toMatchObject({
    body: { profile: { first_name: "Janet", team: { name: "blue" }, updated_at: "2026-05-01T10:00:00Z" } },
  })
})

test.each(["POST", "PUT", "PATCH"])(
  "%s to /user_token/ refuses a profile object: it would give a role on a page that knows none",
  async (method) => {
    const path = method === "POST" ? "/user_token/" : "/user_token/42/"

    const reply = await gate.api(method, path, { username: "eve", profile: { role: "owner" } })

    const profile = ['Expected a list of items but got type "dict".']
    expect(reply).toMatchObject({ status: 400, body: { profile } })
    expect(await gate.api("GET", "/user/42/")).toMatchObject({
      body: { username: "ada", profile: { first_name: "Ada", role: "admin" } },
    })
  },
)

test("a PUT of one face does not clear what only the other shows", async () => {
  await gate.api("PATCH", "/user_token/42/", { klass: "premium", profile: ["wifi"] })

  await gate.api("PUT", "/user/42/", { username: "ada", profile: { last_name: "King" } })
  const token = await gate.api("GET", "/user_token/42/")
  await gate.api("PUT", "/user_token/42/", { username: "ada" })
  const user = await gate.api("GET", "/user/42/")

  expect(token.body).toMatchObject({ klass: "premium", profile: ["wifi"], email: null, first_name: null })
  expect(user.body).toMatchObject({ email: null, organization: null, profile: { last_name: null } })
})

test("passwords are stored only as a hash, kept by PUT, and shown nowhere", async () => {
  const sent = { username: "jane", password: "correct horse", profile: { password: "correct horse" } }
  const created = await gate.api("POST", "/user/", sent)

  const replaced = await gate.api("PUT", "/user/username/jane/", { username: "jane" })
  const stored = await findGateAccount(database.db, { username: "jane" })

  expect(JSON.stringify([created.body, replaced.body, stored])).not.toContain("correct horse")
  expect(await verify(stored?.passwordHash ?? "", "correct horse")).toBe(true)
})

test("an organization never seen is made by name and found by name and id, an unknown id is refused", async () => {
  const created = await gate.api("POST", "/user/", { username: "jane", organization: "newcompany" })
  const byName = await gate.api("GET", "/user/?organization=newcompany")
  const byId = await gate.api("GET", "/user_token/?organization=8")
  const unknown = await gate.api("POST", "/user_token/", { username: "joe", organization: 99 })

  expect(created.body).toMatchObject({ organization: "newcompany" })
  expect(byName.body).toMatchObject({ count: 1, results: [{ username: "jane" }] })
  expect(byId.body).toMatchObject({ count: 1, results: [{ username: "jane", organization: 8 }] })
  expect(unknown).toMatchObject({
    status: 400,
    body: { organization: ['Invalid pk "99" - object does not exist.'] },
  })
})

test("a username can be taken once, by POST, PUT and PATCH alike", async () => {
  await gate.api("POST", "/user/", { username: "jane" })
  const taken = { status: 400, body: { username: ["A user with that username already exists."] } }

  expect(await gate.api("POST", "/user_token/", { username: "jane" })).toMatchObject(taken)
  expect(await gate.api("PUT", "/user/42/", { username: "jane" })).toMatchObject(taken)
  expect(await gate.api("PATCH", "/user/username/ada/", { username: "jane" })).toMatchObject(taken)
  expect(await gate.api("PATCH", "/user/42/", { username: "ada" })).toMatchObject({ status: 200 })
})

test("where usernames are unique in an organization, another may have the same, by POST, PUT and PATCH alike", async () => {
  await gate.seed({
    dialect: { usernames: "organization" },
    organizations: [
      { id: 7, name: "acme" },
      { id: 8, name: "globex" },
    ],
    users: [{ id: 42, username: "ada", organization: 7 }],
    tokens: [{ token: "globex", access: "full", organization: "globex" }],
  })
  const globex = { authorization: "Bearer globex" }
  const taken = { status: 400, body: { username: ["A user with that username already exists."] } }

  expect(await gate.api("POST", "/user/", { username: "ada", organization: "acme" })).toMatchObject(taken)
  const made = await gate.api("POST", "/user/", { username: "ada" }, globex)
  const { id } = made.body as { id: string }
  expect(made).toMatchObject({ status: 201 })
  expect(await gate.api("POST", "/user/", { username: "ada" }, globex)).toMatchObject(taken)
  expect(await gate.api("POST", "/user/", { username: "ada", organization: "new" })).toMatchObject({
    status: 201,
  })
  expect(await gate.api("POST", "/user/", { username: "ada" })).toMatchObject({ status: 201 })

  expect(await gate.api("GET", "/user/username/ada/", undefined, globex)).toMatchObject({ body: { id } })
  expect(await gate.api("GET", "/user/username/ada/")).toMatchObject({ body: { id: "42" } })
  expect(await gate.api("PATCH", `/user/${id}/`, { organization: "acme" })).toMatchObject(taken)
  expect(await gate.api("PATCH", `/user/${id}/`, { username: "eve", organization: "acme" })).toMatchObject({
    status: 200,
  })
  expect(await gate.api("PATCH", `/user/${id}/`, { username: "ada" })).toMatchObject(taken)
})

test("the balance is shown when asked for or sent, and only then", async () => {
  const created = await gate.api("POST", "/user_token/", { username: "guest", user_time: 3600 })
  const plain = await gate.api("GET", "/user_token/43/")
  const asked = await gate.api("GET", "/user_token/?username=guest&balance=true")

  expect(created.body).toMatchObject({ user_time: 3600 })
  expect(plain.body).not.toHaveProperty("user_time")
  expect(asked.body).toMatchObject({ results: [{ user_time: 3600 }] })
})

test("the expiration of a token is kept to the second, in UTC", async () => {
  const reply = await gate.api("PATCH", "/user_token/42/", { expiration: "2026-12-31T23:59:59+02:00" })

  expect(reply.body).toMatchObject({ expiration: "2026-12-31T21:59:59Z" })
})

test("deleting an account deletes its extras, and every later read is 404", async () => {
  expect(await gate.api("DELETE", "/user_token/42/")).toMatchObject({ status: 204, body: "" })

  expect(await gate.api("GET", "/user_extra/5/")).toMatchObject({ status: 404 })
  expect(await gate.api("GET", "/user/42/")).toMatchObject({ status: 404 })
  expect(await gate.api("DELETE", "/user/42/")).toMatchObject({ status: 404 })
})

test("the flat dialect shows /user/ like /user_token/ and keeps what a PUT leaves out", async () => {
  const seeded = { users: [{ id: 42, username: "ada", email: "ada@x.org", profile: { first_name: "Ada" } }] }
  await gate.seed({ ...seeded, dialect: "drf" })

  const reply = await gate.api("PUT", "/user/42/", { username: "ada", last_name: "King" })

  expect(reply.body).toMatchObject({
    id: 42,
    email: "ada@x.org",
    first_name: "Ada",
    last_name: "King",
    profile: [],
  })
})
