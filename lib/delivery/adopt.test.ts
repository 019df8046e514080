import { describe, expect, test } from "vitest"
import { getPerson } from "@/lib/db/queries/people"
import { moveStep } from "@/lib/db/queries/profile"
import { listRegistrationEvents } from "@/lib/db/queries/registrations"
import { testDatabase } from "@/lib/db/test-database"
import type { NewUser } from "@/lib/gate/contract/user"
import {
  acceptedRegistration,
  createWorld,
  getRegistration,
  provedPerson,
  sweepUntilOver,
  type World,
} from "@/lib/testing/registration-world"
import { advance } from "./advance"
import { alternativeUsername } from "./username"

const database = testDatabase()

const email = "ana@example.org"

const inOrganization = ({ context, event }: World, user: NewUser) =>
  context.gate.users.create({ organization: event.organization.name, ...user })

async function register(world: World, address = email) {
  const person = await provedPerson(world, address)
  const id = await acceptedRegistration(world, { person })
  await advance(world.context, id)
  const events = await listRegistrationEvents(database.db, id)
  return { row: await getRegistration(world, id), person: await getPerson(database.db, person.id), events }
}

async function userWrites(world: World) {
  const requests = await world.requests()
  return requests.filter(({ method, path }) => method !== "GET" && path.includes("/user/"))
}

describe.each(["documents", "drf"] as const)("in the dialect %s", (dialect) => {
  test.each([
    ["that was switched off", { is_active: false }],
    ["that has expired", { expiration: "2027-01-10T11:00:00Z" }],
  ])(
    "an account %s is not adopted; the place stays, and a later try takes the renewed one",
    async (_, ending) => {
      const world = await createWorld(database.db, { dialect })
      const known = await inOrganization(world, { username: email, email })
      const { userTokens } = world.context.gate
      await userTokens.patch(known.id, ending)

      const { row, person, events } = await register(world)
      const { extras } = await world.gateState()
      await userTokens.patch(known.id, { is_active: true, expiration: null })
      await moveStep(database.db, row.id, { from: "needs_attention", to: "accepted" }, world.time.clock())
      await advance(world.context, row.id)

      expect(row).toMatchObject({ step: "needs_attention", lastFailure: { kind: "account_ended" } })
      expect(events.map(({ name }) => name)).toEqual(["registration.accepted", "registration.account_ended"])
      expect([person.gateUserId, extras]).toEqual([null, []])
      expect((await getPerson(database.db, person.id)).gateUserId).toBe(String(known.id))
      expect((await getRegistration(world, row.id)).step).toBe("finished")
      expect((await world.gateState()).users).toHaveLength(1)
    },
  )

  test("an account is not taken while GATE cannot say whether it has ended", async () => {
    const world = await createWorld(database.db, { dialect })
    await inOrganization(world, { username: email, email })
    await world.faults([{ path: "/user_token/", fault: "error", status: 503 }])

    const { row, person } = await register(world)

    // The flat shape of /user/ says so itself.
    const isAsked = dialect === "documents"
    expect([row.step, person.gateUserId === null]).toEqual(isAsked ? ["accepted", true] : ["finished", false])
  })

  test.each<[string, NewUser]>([
    ["whose username and address are the proved one", { username: email, email }],
    ["whose address is spelt in capitals", { username: email, email: "Ana@Example.ORG" }],
    ["of that username without an address", { username: email }],
    ["of another username with the proved address", { username: "areyes", email }],
  ])("an account %s is adopted", async (_, user) => {
    const world = await createWorld(database.db, { dialect })
    const known = await inOrganization(world, user)

    const { row, person, events } = await register(world)

    expect(row.step).toBe("finished")
    expect(person.gateUserId).toBe(String(known.id))
    expect(events.map(({ name }) => name)).toContain("gate_user.adopted")
    expect((await world.gateState()).users).toHaveLength(1)
  })

  test("a stranger's account with our username is neither adopted nor touched", async () => {
    const world = await createWorld(database.db, { dialect })
    const stranger = await inOrganization(world, { username: email, email: "mallory@example.net" })

    const { row, person, events } = await register(world)

    const { users, extras } = await world.gateState()
    expect(row.step).toBe("finished")
    expect(person.gateUserId).not.toBe(String(stranger.id))
    expect(person.gateUsername).toMatch(/^ana@example\.org\.[0-9a-f]{12}$/)
    expect(users.map(({ email: address }) => address)).toEqual(["mallory@example.net", email])
    expect(extras.map(({ parent }) => String(parent))).toEqual([person.gateUserId])
    expect(events.map(({ name }) => name)).toContain("gate_user.renamed")
    expect((await userWrites(world)).map(({ method }) => method)).toEqual(["POST", "POST"])
  })
})

test("25 usernames that strangers own lead to no adoption and no change of theirs", async () => {
  const world = await createWorld(database.db)
  const addresses = Array.from({ length: 25 }, (_, index) => `person${index}@example.org`)
  for (const username of addresses) await inOrganization(world, { username, email: `x-${username}` })

  for (const address of addresses) await register(world, address)

  const { users } = await world.gateState()
  expect(users).toHaveLength(50)
  expect((await userWrites(world)).filter(({ method }) => method !== "POST")).toEqual([])
})

test("with both usernames taken by strangers a person has to look, and the place stays", async () => {
  const world = await createWorld(database.db)
  const person = await provedPerson(world, email)
  await inOrganization(world, { username: email, email: "m1@example.net" })
  await inOrganization(world, { username: alternativeUsername(email, person.id), email: "m2@example.net" })

  const { row } = await register(world)

  expect(row).toMatchObject({ step: "needs_attention", lastFailure: { kind: "conflict" } })
})

test.each([
  ["o'brien@example.org", /^o_brien@example\.org\.[0-9a-f]{12}$/],
  [`${"a".repeat(60)}.${"b".repeat(60)}@${"c".repeat(60)}.example`, /^a{60}\.b{60}@c*\.[0-9a-f]{12}$/],
])("the address %s, which is no legal username, becomes one", async (address, expected) => {
  const world = await createWorld(database.db)

  const { row, person } = await register(world, address)

  const [user] = (await world.gateState()).users
  expect(row.step).toBe("finished")
  expect(person.gateUsername).toMatch(expected)
  expect(person.gateUsername.length).toBeLessThanOrEqual(150)
  expect(user).toMatchObject({ username: person.gateUsername, email: address })
})

test("an account whose address GATE changed meanwhile is not ours, whatever the directory remembers", async () => {
  const world = await createWorld(database.db)
  const moved = await inOrganization(world, { username: "areyes", email })
  await register(world, "first@example.org")
  await world.context.gate.users.patch(moved.id, { email: "mallory@example.net" })

  const { person } = await register(world)

  expect(person.gateUserId).not.toBe(String(moved.id))
})

test("an account deleted in GATE before the second event is onboarded anew", async () => {
  const world = await createWorld(database.db)
  const { person } = await register(world)
  await world.context.gate.users.delete(person.gateUserId ?? "")
  const other = await world.addEvent()
  const id = await acceptedRegistration(world, { person, event: other })

  const row = await sweepUntilOver(world, id)

  const { users, extras } = await world.gateState()
  const events = (await listRegistrationEvents(database.db, id)).map(({ name }) => name)
  expect(row.step).toBe("finished")
  expect(users.map((user) => user.email)).toEqual([email])
  expect(extras.map((extra) => extra.event)).toEqual([other.slug])
  expect((await getPerson(database.db, person.id)).gateUserId).toBe(String(users[0]?.id))
  expect(events).toContain("gate_user.missing")
})

test("two addresses of one GATE account: the second person is not linked to the first one's account", async () => {
  const world = await createWorld(database.db)
  const { person } = await register(world)
  await world.context.gate.users.patch(person.gateUserId ?? "", { email: "ana@new.example" })

  const second = await register(world, "ana@new.example")

  expect(second.row).toMatchObject({ step: "needs_attention", lastFailure: { kind: "conflict" } })
  expect(world.logged()).not.toContain("could not be advanced")
})
