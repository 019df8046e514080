import { describe, expect, test } from "vitest"
import { findOrganizer, listOrganizerEvents } from "@/lib/db/queries/organizers"
import { findSession, getPerson, organizerSessionMs, type PersonRow } from "@/lib/db/queries/people"
import { testDatabase } from "@/lib/db/test-database"
import type { UserTokenPatch } from "@/lib/gate/contract/user-token"
import { openSession as openAnySession, type SignedIn } from "@/lib/registration/sign-in"
import { testEventScope, testOrganizer, testOrganizerPerson } from "@/lib/testing/organizer"
import { createWorld, provedPerson, type World, type WorldOptions } from "@/lib/testing/registration-world"
import { admitOrganizer } from "./admit"
import { allows, findEventScope, findScope, staleMs } from "./scope"

const database = testDatabase()

const minute = 60_000
const down = { fault: "error", status: 503, path: "/user/" } as const

/** A world whose organization has in GATE the id it has here, so that both shapes of an account name it. */
async function createSeededWorld(options: WorldOptions = {}): Promise<World> {
  const world = await createWorld(database.db, options)
  const { id, name } = world.event.organization
  await world.seed({ organizations: [{ id: Number(id), name }] })
  return world
}

async function personOf(world: World, { personId }: { personId: string }): Promise<PersonRow> {
  return getPerson(world.context.db, personId)
}

async function setRole(world: World, { email }: PersonRow, role: string): Promise<void> {
  const { users } = world.context.gate
  const { results } = await users.list({ username: email })
  for (const { id, profile } of results) {
    await users.patch(id, { profile: Array.isArray(profile) ? [role] : { role } })
  }
}

function openSession(world: World, email: string): Promise<SignedIn> {
  const introduction = { firstName: "Ana", lastName: "Ribeiro", language: "en" }
  return openAnySession(world.context, email, introduction, world.context.newId())
}

async function accountCalls(world: World): Promise<number> {
  return (await world.requests()).filter(({ method, path }) => method === "GET" && /\/user\/\d+/.test(path))
    .length
}

test("an organizer's session ends after half a day, an attendee's does not", async () => {
  const world = await createSeededWorld()
  const organizer = await openSession(world, (await testOrganizer(world)).email)
  const attendee = await openSession(world, "attendee@example.org")
  const find = ({ sessionId }: SignedIn) => findSession(database.db, sessionId, world.time.clock())

  await world.pass(organizerSessionMs - 1)
  expect(await find(organizer)).toMatchObject({ person: { id: organizer.person.id } })
  await world.pass(1)

  expect(await find(organizer)).toBeNull()
  expect(await find(attendee)).toMatchObject({ person: { id: attendee.person.id }, organizer: null })
})

describe.each(["documents", "drf"] as const)("in a GATE of the dialect %s", (dialect) => {
  test("an account's role and organization make its owner an organizer", async () => {
    const world = await createSeededWorld({ dialect })

    const scope = await testOrganizer(world, { role: "manager" })

    expect(scope).toMatchObject({ role: "manager", organization: { id: world.event.organization.id } })
    expect(allows(scope, "edit")).toBe(true)
  })

  test.each(["user", "speaker"])("the role “%s” makes nobody an organizer", async (role) => {
    const world = await createSeededWorld({ dialect })
    const person = await testOrganizerPerson(world, { role })

    expect(await admitOrganizer(world.context, person)).toBeNull()
    expect(await findOrganizer(world.context.db, person.id)).toBeNull()
  })

  test("a role that is withdrawn in GATE ends access a minute later, and it is recorded", async () => {
    const world = await createSeededWorld({ dialect })
    const person = await personOf(world, await testOrganizer(world))
    await setRole(world, person, "user")

    await world.pass(minute - 1)
    const before = await findScope(world.context, person)
    await world.pass(1)
    const after = await findScope(world.context, person)

    expect(before).not.toBeNull()
    expect(after).toBeNull()
    expect(await listOrganizerEvents(world.context.db, world.event.organization.id)).toMatchObject([
      { name: "organizer.revoked", actorId: person.id, detail: { role: "admin" } },
    ])
  })

  test("a role that changes changes what is allowed", async () => {
    const world = await createSeededWorld({ dialect })
    const person = await personOf(world, await testOrganizer(world))
    await setRole(world, person, "organizer")

    await world.pass(minute)
    const scope = await findScope(world.context, person)

    expect(scope && [...scope.permissions]).toEqual(["door", "view", "check_in", "edit"])
  })
})

test("an organizer whose access ended stays out even when GATE gives the role back, until signing in again", async () => {
  const world = await createSeededWorld()
  const person = await personOf(world, await testOrganizer(world))
  await setRole(world, person, "user")
  await world.pass(minute)
  await findScope(world.context, person)
  await setRole(world, person, "admin")
  await world.pass(minute)

  expect(await findScope(world.context, person)).toBeNull()
  expect(await admitOrganizer(world.context, person)).toMatchObject({ role: "admin" })
})

test("an account that is deleted, or gets another address, ends access", async () => {
  const world = await createSeededWorld()
  const [deleted, moved] = [await testOrganizer(world), await testOrganizer(world)]
  const people = [await personOf(world, deleted), await personOf(world, moved)]
  const { users } = world.context.gate
  await users.deleteByUsername(deleted.email)
  await users.patchByUsername(moved.email, { email: "somebody.else@example.org" })

  await world.pass(minute)

  expect(await Promise.all(people.map((person) => findScope(world.context, person)))).toEqual([null, null])
})

describe.each(["documents", "drf"] as const)("in the dialect %s", (dialect) => {
  const organizers = {
    roles: ["admin"],
    emails: ["first@example.org"],
    organization: { id: "7", name: "Northside" },
  }
  const endings = [
    ["that GATE switched off", { is_active: false }],
    ["whose time is over", { expiration: "2027-01-10T12:00:30Z" }],
  ] as const

  const endAccount = async (world: World, email: string, ending: UserTokenPatch) => {
    const { results } = await world.context.gate.users.list({ username: email })
    await world.context.gate.userTokens.patch(results[0]?.id ?? "", ending)
  }

  test.each(endings)(
    "an account %s ends access a minute later, and signing in gives none",
    async (_, ending) => {
      const world = await createSeededWorld({ dialect })
      const organizer = await testOrganizer(world)
      const person = await personOf(world, organizer)
      await endAccount(world, organizer.email, ending)

      await world.pass(minute)

      expect(await findScope(world.context, person)).toBeNull()
      expect(await admitOrganizer(world.context, person)).toBeNull()
      expect(await listOrganizerEvents(database.db, organizer.organization.id)).toMatchObject([
        { name: "organizer.revoked", actorId: person.id },
      ])
    },
  )

  test("an address that is configured does not stand against an account GATE ended", async () => {
    const world = await createSeededWorld({ dialect, context: { organizers } })
    const person = await testOrganizerPerson(world, { email: "first@example.org" })
    const before = await admitOrganizer(world.context, person)
    await endAccount(world, person.email, { is_active: false })

    await world.pass(minute)
    const after = await findScope(world.context, person)
    const again = await admitOrganizer(world.context, person)
    await endAccount(world, person.email, { is_active: true })

    expect([before?.role, after, again]).toEqual(["admin", null, null])
    expect(await admitOrganizer(world.context, person)).toMatchObject({ role: "admin" })
  })

  test("an account that expires later, or whose state this token may not read, goes on", async () => {
    const world = await createSeededWorld({ dialect })
    const person = await personOf(world, await testOrganizer(world))
    await endAccount(world, person.email, { expiration: "2027-02-01T00:00:00Z" })
    await world.faults([{ path: "/user_token/", fault: "error", status: 403 }])

    await world.pass(minute)

    expect(await findScope(world.context, person)).toMatchObject({ role: "admin" })
  })
})

describe("while GATE cannot be asked", () => {
  test("its last word counts for fifteen minutes, and access comes back with it", async () => {
    const world = await createSeededWorld()
    const person = await personOf(world, await testOrganizer(world))
    await world.faults([down])

    await world.pass(staleMs - 1)
    const during = await findScope(world.context, person)
    await world.pass(1)
    const after = await findScope(world.context, person)
    await world.faults([])
    await world.pass(minute)
    const again = await findScope(world.context, person)

    expect([during?.role, after, again?.role]).toEqual(["admin", null, "admin"])
  })

  test("it is asked once in ten seconds, so that its outage does not slow every page", async () => {
    const world = await createSeededWorld()
    const person = await personOf(world, await testOrganizer(world))
    await world.pass(minute)
    await world.faults([{ ...down, times: 3 }])
    await findScope(world.context, person)
    const calls = await accountCalls(world)

    for (let page = 0; page < 5; page++) await findScope(world.context, person)
    const meanwhile = await accountCalls(world)
    await world.pass(10_000)
    await findScope(world.context, person)

    expect(meanwhile).toBe(calls)
    expect(await accountCalls(world)).toBe(calls + 1)
  })

  test("somebody who signs in for the first time is no organizer yet", async () => {
    const world = await createSeededWorld()
    const person = await testOrganizerPerson(world)
    await world.faults([down])

    expect(await admitOrganizer(world.context, person)).toBeNull()
    await world.faults([])
    expect(await admitOrganizer(world.context, person)).not.toBeNull()
  })
})

test("within a minute GATE is not asked again", async () => {
  const world = await createSeededWorld()
  const person = await personOf(world, await testOrganizer(world))
  const calls = await accountCalls(world)

  await world.pass(minute - 1)
  await findScope(world.context, person)

  expect(await accountCalls(world)).toBe(calls)
})

test("an attendee is no organizer, and asking so costs GATE nothing", async () => {
  const world = await createSeededWorld()
  const person = await provedPerson(world)
  const before = (await world.requests()).length

  expect(await findScope(world.context, person)).toBeNull()
  expect((await world.requests()).length).toBe(before)
})

describe("two organizations", () => {
  test("neither is given an event of the other, by slug or by anything", async () => {
    const world = await createSeededWorld()
    const other = { id: "8", name: "Elsewhere" }
    const theirs = await world.addEvent({ organization: other })
    const [ours, foreign] = [await testOrganizer(world), await testOrganizer(world, { organization: other })]

    expect(await findEventScope(world.context, ours, theirs.slug)).toBeNull()
    expect(await findEventScope(world.context, foreign, world.event.slug)).toBeNull()
    expect((await testEventScope(world, foreign, theirs.slug)).event.id).toBe(theirs.id)
    expect((await testEventScope(world, ours)).event.id).toBe(world.event.id)
  })

  test("an organizer whose account moves to the other one takes nothing along", async () => {
    const world = await createSeededWorld()
    const other = { id: "8", name: "Elsewhere" }
    const theirs = await world.addEvent({ organization: other })
    const person = await personOf(world, await testOrganizer(world))
    await world.context.gate.users.patchByUsername(person.email, { organization: other.name })

    await world.pass(minute)
    const scope = await findScope(world.context, person)

    expect(scope?.organization).toEqual(other)
    expect(scope && (await findEventScope(world.context, scope, world.event.slug))).toBeNull()
    expect(scope && (await findEventScope(world.context, scope, theirs.slug))).not.toBeNull()
  })

  test("two that share a name here are told apart by GATE's id", async () => {
    const world = await createSeededWorld()
    const { name, id } = world.event.organization
    await world.addEvent({ organization: { name, id: "99" } })

    const scope = await testOrganizer(world)

    expect(scope.organization).toEqual({ name, id })
  })
})

describe("addresses of ORGANIZER_EMAILS", () => {
  const organization = { id: "7", name: "Northside" }
  const first = "first@example.org"
  const organizers = { roles: ["admin"], emails: [first], organization }

  test("need no account, and count while GATE is down", async () => {
    const world = await createSeededWorld({ context: { organizers } })
    const person = await provedPerson(world, first)
    await world.faults([down])

    const scope = await admitOrganizer(world.context, person)
    await world.pass(staleMs)

    expect(scope).toMatchObject({ organization, role: "organizer" })
    expect(await findScope(world.context, person)).toMatchObject({ organization, role: "organizer" })
  })

  test("keep a role GATE gave them when they sign in during its outage", async () => {
    const world = await createSeededWorld({ context: { organizers } })
    const person = await testOrganizerPerson(world, { email: first })
    await admitOrganizer(world.context, person)
    await world.faults([down])

    expect(await admitOrganizer(world.context, person)).toMatchObject({ role: "admin" })
  })

  test("work for the organization of their account when they have one", async () => {
    const world = await createSeededWorld({ context: { organizers } })
    const person = await testOrganizerPerson(world, { role: "user", email: first })

    const scope = await admitOrganizer(world.context, person)

    expect(scope).toMatchObject({ organization: world.event.organization, role: "organizer" })
  })

  test("end when they are taken out of the list", async () => {
    const world = await createSeededWorld({ context: { organizers } })
    const person = await provedPerson(world, first)
    await admitOrganizer(world.context, person)
    await world.pass(minute)

    expect(
      await findScope({ ...world.context, organizers: { ...organizers, emails: [] } }, person),
    ).toBeNull()
  })

  test("are nobody else's", async () => {
    const world = await createSeededWorld({ context: { organizers } })

    expect(await admitOrganizer(world.context, await provedPerson(world, "second@example.org"))).toBeNull()
  })
})
