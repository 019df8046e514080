import { beforeAll, beforeEach, expect, test } from "vitest"
import { testDatabase } from "@/lib/db/test-database"
import { testGate } from "./test-gate"

const database = testDatabase({ isEmptied: false })
let gate: ReturnType<typeof testGate>

beforeAll(async () => {
  gate = testGate(database.db)
})
beforeEach(() =>
  gate.seed({
    organizations: [{ id: 7, name: "acme" }],
    users: [
      { id: 42, username: "ada", organization: 7 },
      { id: 43, username: "bob" },
    ],
    user_extra: [{ id: 5, parent: 42, city: "London" }],
    tokens: [
      { token: "reader", access: "readonly" },
      { token: "acme-only", access: "full", organization: "acme" },
      { token: "elsewhere", access: "full", organization: 99 },
    ],
  }),
)

const as = (token: string) => ({ authorization: `bearer ${token}` })

test.each([
  ["a wrong scheme", { authorization: "Basic dGVzdA==" }, "Authentication credentials were not provided."],
  ["no token", { authorization: "Bearer" }, "Invalid token."],
  ["two tokens", { authorization: "Bearer test-token test-token" }, "Invalid token."],
])("%s is refused with 401 and a challenge", async (_name, headers, detail) => {
  const reply = await gate.api("GET", "/user/", undefined, headers)

  expect(reply).toMatchObject({ status: 401, body: { detail } })
  expect(reply.headers.get("www-authenticate")).toBe("Bearer")
})

test("an unknown route is hidden from strangers and 404 for everyone else", async () => {
  expect(await gate.api("GET", "/nowhere/", undefined, as("nobody"))).toMatchObject({ status: 401 })
  expect(await gate.api("GET", "/nowhere/")).toMatchObject({ status: 404, body: { detail: "Not found." } })
  expect(await gate.api("GET", "/user/username/")).toMatchObject({ status: 404 })
})

test.each(["GET", "POST", "PUT", "PATCH", "DELETE"])(
  "%s without the last slash is sent on to the path with it, query kept",
  async (method) => {
    const reply = await gate.api(method, "/user_extra/5?device_info=true")

    expect(reply.status).toBe(301)
    expect(reply.headers.get("location")).toBe("/api/v1/user_extra/5/?device_info=true")
  },
)

test("a method outside the documents is refused with what is allowed, before permissions are looked at", async () => {
  const reply = await gate.api("PUT", "/user_extra/", {}, as("reader"))

  expect(reply).toMatchObject({ status: 405, body: { detail: 'Method "PUT" not allowed.' } })
  expect(reply.headers.get("allow")).toBe("GET, POST, HEAD, OPTIONS")
})

test("permission comes before the record, the record before the body, the fields before the parent", async () => {
  expect(await gate.api("PATCH", "/user_extra/999/", "{bad", as("reader"))).toMatchObject({ status: 403 })
  expect(await gate.api("PATCH", "/user_extra/999/", "{bad")).toMatchObject({ status: 404 })
  expect(await gate.api("PATCH", "/user_extra/5/", "{bad", as("elsewhere"))).toMatchObject({ status: 403 })
  expect(await gate.api("PATCH", "/user_extra/5/", "{bad")).toMatchObject({ status: 400 })
  const wrongTwice = { parent: 999, gender: "x" }
  expect(await gate.api("POST", "/user_extra/", wrongTwice)).toMatchObject({
    status: 400,
    body: { gender: ['"x" is not a valid choice.'] },
  })
})

test("a body of another media type is 415, and none at all is refused: only {} changes nothing", async () => {
  const plain = { "content-type": "text/plain" }

  expect(await gate.api("PATCH", "/user_extra/5/", "city=Paris", plain)).toMatchObject({
    status: 415,
    body: { detail: 'Unsupported media type "text/plain" in request.' },
  })
  for (const [method, path] of [
    ["POST", "/user_extra/"],
    ["PUT", "/user_extra/5/"],
    ["PATCH", "/user_extra/5/"],
  ] as const) {
    expect(await gate.api(method, path, "", plain)).toMatchObject({
      status: 400,
      body: { detail: "JSON parse error - the body is empty." },
    })
  }
  expect(await gate.api("PATCH", "/user_extra/5/", {})).toMatchObject({
    status: 200,
    body: { city: "London" },
  })
})

test("HEAD is a GET without the body, and OPTIONS tells what is allowed, to whoever may read", async () => {
  expect(await gate.api("HEAD", "/user_extra/5/", undefined, as("reader"))).toMatchObject({
    status: 200,
    body: "",
  })
  expect(await gate.api("HEAD", "/user_extra/6/")).toMatchObject({ status: 404, body: "" })
  expect(await gate.api("HEAD", "/user_extra/5/", undefined, as("nobody"))).toMatchObject({ status: 401 })

  const options = await gate.api("OPTIONS", "/user_extra/5/", undefined, as("reader"))

  expect(options).toMatchObject({ status: 204, body: "" })
  expect(options.headers.get("allow")).toBe("GET, PUT, PATCH, DELETE, HEAD, OPTIONS")
  expect(await gate.api("OPTIONS", "/user_extra/", undefined, as("nobody"))).toMatchObject({ status: 401 })
})

test("a body that is no object is named for what it is", async () => {
  const body = { non_field_errors: ["Invalid data. Expected a dictionary, but got list."] }

  expect(await gate.api("POST", "/user_extra/", [1])).toMatchObject({ status: 400, body })
})

test("a body above the limit is refused unread", async () => {
  const reply = await gate.api("POST", "/user_extra/", { parent: 43, notes: "x".repeat(3_000_000) })

  expect(reply.status).toBe(413)
})

test("all invalid fields are reported at once", async () => {
  const reply = await gate.api("POST", "/user_extra/", {
    birthday: "1990-02-30",
    age: "old",
    accept_terms: "perhaps",
    city: ["Rome"],
    custom_field_1: "x".repeat(256),
    company: "nul\u0000l",
    event: "\ud800",
  })

  expect(reply).toMatchObject({
    status: 400,
    body: {
      parent: ["This field is required."],
      birthday: ["Date has wrong format. Use one of these formats instead: YYYY-MM-DD."],
      age: ["A valid integer is required."],
      accept_terms: ["Must be a valid boolean."],
      city: ["Not a valid string."],
      custom_field_1: ["Ensure this field has no more than 255 characters."],
      company: ["Null characters are not allowed."],
      event: ["Null characters are not allowed."],
    },
  })
})

test.each([
  [null, "This field may not be null."],
  [true, "Incorrect type. Expected pk value, received bool."],
  [1.5, "Incorrect type. Expected pk value, received float."],
  [{}, "Incorrect type. Expected pk value, received dict."],
])("parent %j is refused in the words of the service", async (parent, message) => {
  expect(await gate.api("POST", "/user_extra/", { parent })).toMatchObject({ body: { parent: [message] } })
})

test("values are coerced as measured, and unknown keys vanish", async () => {
  const sent = {
    parent: " 43 ",
    age: "28",
    city: "  Rome ",
    telephone: 5550123,
    accept_terms: "true",
    id: 1,
    x: 1,
  }

  const { body, status } = await gate.api("POST", "/user_extra/", sent)

  expect(status).toBe(201)
  expect(body).toMatchObject({ parent: 43, age: 28, city: "Rome", telephone: "5550123", accept_terms: true })
  expect(body).not.toMatchObject({ id: 1 })
  expect(body).not.toHaveProperty("x")
})

test.each([
  ["a/b", "Enter a valid username."],
  ["..", "Enter a valid username."],
  ["two words", "Enter a valid username."],
  ["x".repeat(151), "Ensure this field has no more than 150 characters."],
  [" ", "This field may not be blank."],
  [null, "This field may not be null."],
])("username %j is refused", async (username, message) => {
  const { body, status } = await gate.api("POST", "/user/", { username })

  expect(status).toBe(400)
  expect(body).toMatchObject({ username: [expect.stringContaining(message)] })
})

test("messages about a nested profile are nested, those about a list name the item", async () => {
  const nested = {
    username: "eve",
    profile: { first_name: {} },
    expiration: "soon",
    avatar_url: "javascript:0",
  }
  const listed = { username: "eve", profile: ["wifi", {}], is_active: null, organization: true }

  expect(await gate.api("POST", "/user/", nested)).toMatchObject({
    status: 400,
    body: {
      profile: { first_name: ["Not a valid string."] },
      expiration: [expect.stringContaining("Datetime has wrong format.")],
      avatar_url: ["Enter a valid URL."],
    },
  })
  expect(await gate.api("POST", "/user_token/", listed)).toMatchObject({
    status: 400,
    body: {
      profile: { 1: ["Not a valid string."] },
      is_active: ["This field may not be null."],
      organization: ["Incorrect type. Expected pk value, received bool."],
    },
  })
  expect(await gate.api("POST", "/user_token/", { username: "eve", profile: "wifi" })).toMatchObject({
    status: 400,
  })
})

test("a confined token sees and makes only what is its organization's", async () => {
  const confined = as("acme-only")

  expect(await gate.api("GET", "/user/", undefined, confined)).toMatchObject({ body: { count: 1 } })
  expect(await gate.api("GET", "/user_extra/?parent=43", undefined, confined)).toMatchObject({
    body: { count: 0 },
  })
  expect(await gate.api("GET", "/user/43/", undefined, confined)).toMatchObject({ status: 403 })
  expect(await gate.api("POST", "/user_extra/", { parent: 43 }, confined)).toMatchObject({ status: 403 })
  expect(await gate.api("POST", "/user/", { username: "eve", organization: "new" }, confined)).toMatchObject({
    status: 403,
  })
  expect(await gate.api("POST", "/user/", { username: "eve" }, confined)).toMatchObject({
    status: 201,
    body: { organization: "acme" },
  })
  expect(await gate.api("PUT", "/user/42/", { username: "ada" }, confined)).toMatchObject({ status: 403 })
})

test("a percent-encoded username is decoded once", async () => {
  await gate.api("POST", "/user/", { username: "a+b@x.org:1" })

  expect(await gate.api("GET", "/user/username/a%2Bb%40x.org%3A1/")).toMatchObject({
    status: 200,
    body: { username: "a+b@x.org:1" },
  })
})

test("text no database stores is refused in a query and finds nothing in a path", async () => {
  for (const name of ["parent", "username", "organization", "role", "id"]) {
    expect(await gate.api("GET", `/user/?${name}=%00`)).toMatchObject({
      status: 400,
      body: { [name]: ["Null characters are not allowed."] },
    })
  }
  expect(await gate.api("GET", "/user/username/%00/")).toMatchObject({ status: 404 })
  expect(await gate.api("GET", "/user/%00/")).toMatchObject({ status: 404 })
  expect(await gate.api("GET", "/user_extra/99999999999999999999/")).toMatchObject({ status: 404 })
})
