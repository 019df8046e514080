import { expect, test } from "vitest"
import { answer, gateErrorOf, type Reply, setupClient } from "./fake-wire"
import { WireError, type WireFailure } from "./wire"

const write = (reply: Reply) => gateErrorOf(setupClient([reply]).client.userExtras.create({ parent: 1 }))
const read = (reply: Reply) => gateErrorOf(setupClient([reply]).client.userExtras.get(1))

test.each([
  [400, "validation", false, "not-applied"],
  [401, "auth", false, "not-applied"],
  [403, "forbidden", false, "not-applied"],
  [404, "notFound", false, "not-applied"],
  [405, "protocol", false, "not-applied"],
  [408, "transient", true, "unknown"],
  [409, "conflict", false, "not-applied"],
  [415, "protocol", false, "not-applied"],
  [429, "transient", true, "not-applied"],
  [500, "transient", true, "unknown"],
  [502, "transient", true, "unknown"],
  [504, "transient", true, "unknown"],
  [301, "protocol", false, "unknown"],
  [302, "protocol", false, "unknown"],
] as const)("a write answered %i is %s, retryable %s, %s", async (status, kind, retryable, outcome) => {
  expect(await write(answer(status))).toMatchObject({ status, kind, retryable, outcome })
})

test.each([
  [300, "redirect"],
  [301, "redirect"],
  [399, "redirect"],
  [400, "status"],
  [500, "status"],
] as const)("an answer %i is told as a %s, and its body is not read as a record", async (status, reason) => {
  expect(await write(answer(status, { id: 1 }))).toMatchObject({ status, reason })
})

test("a bug of ours comes back as it is and is no line of the log", async () => {
  const bug = new TypeError("bug")
  const { client, log } = setupClient([
    () => {
      throw bug
    },
  ])

  await expect(client.users.get(1)).rejects.toBe(bug)
  expect(log).toEqual([])
})

test.each([
  ["HTML", answer(200, "<html>"), "unreadable-body", true],
  ["half of its JSON", answer(201, '{"id": 1, "par'), "unreadable-body", true],
  ["nothing", answer(201), "unreadable-body", true],
  ["no id", answer(201, { parent: 1 }), "unexpected-body", false],
  ["a list", answer(200, { count: 0, next: null, previous: null, results: [] }), "unexpected-body", false],
] as const)(
  "a write answered with success and %s has an unknown outcome",
  async (_, reply, reason, retryable) => {
    expect(await write(reply)).toMatchObject({ kind: "protocol", outcome: "unknown", reason, retryable })
  },
)

test.each<[WireFailure, string, boolean, string]>([
  ["not-connected", "network", true, "not-applied"],
  ["timeout", "network", true, "unknown"],
  ["aborted", "network", true, "unknown"],
  ["dropped", "network", true, "unknown"],
  ["body-too-large", "protocol", false, "unknown"],
])("a write whose wire says %s is %s, retryable %s, %s", async (reason, kind, retryable, outcome) => {
  expect(await write(new WireError(reason))).toMatchObject({ reason, kind, retryable, outcome })
})

test.each([answer(500), answer(302), answer(200, "<html>"), new WireError("timeout")])(
  "a read has nothing to apply, whatever happens (%#)",
  async (reply) => {
    expect((await read(reply)).outcome).toBe("not-applied")
  },
)

test("a refusal carries GATE's detail and field messages", async () => {
  const refusal = await write(answer(400, { detail: "No.", profile: { role: ["Bad."] } }))

  expect(refusal.detail).toBe("No.")
  expect(refusal.fieldErrors).toEqual({ "profile.role": ["Bad."] })
  expect(refusal.request).toEqual({ method: "POST", path: "/user_extra/" })
  expect(refusal.message).toBe("GATE POST /user_extra/: validation (400)")
})

test("a delete takes an empty success and distrusts a page of HTML", async () => {
  await expect(setupClient([answer(204)]).client.users.delete(1)).resolves.toBeUndefined()

  const error = await gateErrorOf(setupClient([answer(200, "<html>")]).client.users.delete(1))

  expect(error).toMatchObject({ reason: "unreadable-body", outcome: "unknown" })
})
