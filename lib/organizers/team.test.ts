import { expect, test } from "vitest"
import { collectOwnData } from "@/lib/account/own-data"
import { purge } from "@/lib/account/purge"
import { requestDeletion } from "@/lib/account/request-deletion"
import { searchAtDoor } from "@/lib/attendees/list"
import { setPersonEmail } from "@/lib/db/queries/account"
import { listOrganizerEvents } from "@/lib/db/queries/organizers"
import { getPerson } from "@/lib/db/queries/people"
import { testDatabase } from "@/lib/db/test-database"
import { checkIn } from "@/lib/desk/check-in"
import { mostMembers } from "@/lib/domain/team"
import { deliverMails } from "@/lib/outbox/deliver-mails"
import { testOrganizer, testOrganizerPerson } from "@/lib/testing/organizer"
import {
  acceptedRegistration,
  createWorld,
  provedPerson,
  type World,
  type WorldOptions,
} from "@/lib/testing/registration-world"
import { listActivity, parseActivityFilter } from "./activity"
import { admitInvited, admitOrganizer } from "./admit"
import { recordOrganizerEvent } from "./audit"
import { allows, findDoorScope, findScope, type OrganizerScope } from "./scope"
import { doorOf, inviteAgain, inviteMember, listTeam, removeMember } from "./team"

const database = testDatabase()

const address = "helper@example.org"

type Prepared = { world: World; scope: OrganizerScope }

async function setup(options: WorldOptions = {}): Promise<Prepared> {
  const world = await createWorld(database.db, options)
  const { id, name } = world.event.organization
  await world.seed({ organizations: [{ id: Number(id), name }] })
  return { world, scope: await testOrganizer(world) }
}

const invite = ({ world, scope }: Prepared, place: string, email = address) =>
  inviteMember(world.context, scope, { email, place, language: "en" })

const atDoor = (prepared: Prepared) => invite(prepared, doorOf(prepared.world.event.slug))

async function memberOf({ world, scope }: Prepared, email = address) {
  const member = (await listTeam(world.context, scope)).find((each) => each.email === email)
  if (!member) throw new Error(`${email} is in no team`)
  return member
}

/** What the invited see who have just proved their address. */
async function arrive({ world }: Prepared, email = address) {
  const person = await provedPerson(world, email)
  return { person, scope: await admitOrganizer(world.context, person) }
}

test.each([
  ["organizer", ["door", "view", "check_in", "edit"]],
  ["assistant", ["door", "view", "check_in"]],
])("whoever is invited as %s may do what that says, once they came", async (place, permissions) => {
  const prepared = await setup()
  expect(await invite(prepared, place)).toEqual({ ok: true, isNew: true })
  expect(await memberOf(prepared)).toMatchObject({ source: "invitation", role: place, joinedAt: null })

  const { scope } = await arrive(prepared)

  expect(scope && [...scope.permissions]).toEqual(permissions)
  expect(scope?.organization).toEqual(prepared.scope.organization)
  expect(await memberOf(prepared)).toMatchObject({ joinedAt: expect.any(Date) })
})

test("the mail leads to the events, names who invites, and goes to the address alone", async () => {
  const prepared = await setup()
  const { world, scope } = prepared
  await invite(prepared, "assistant")

  await deliverMails(world.context)

  const sent = world.mails.filter(({ to }) => to === address)
  expect(sent).toHaveLength(1)
  expect(sent[0]?.text).toContain(`${world.context.siteUrl}/organizer\n`)
  expect(sent[0]?.text).toContain(scope.email)
})

test("somebody signed in already needs no second sign-in", async () => {
  const prepared = await setup()
  const person = await provedPerson(prepared.world, address)
  expect(await admitInvited(prepared.world.context, person)).toBeNull()

  await invite(prepared, "assistant")

  expect(await admitInvited(prepared.world.context, person)).toMatchObject({ role: "assistant" })
})

test("a helper checks people in at one door, finds them by name, and may do nothing else", async () => {
  const prepared = await setup()
  const { world } = prepared
  const id = await acceptedRegistration(world)
  expect(await atDoor(prepared)).toEqual({ ok: true, isNew: true })
  const { person, scope } = await arrive(prepared)

  const door = await findDoorScope(world.context, person, world.event.slug)

  expect(scope).toBeNull()
  if (!door) throw new Error("Nobody helps at the door")
  expect([...door.permissions]).toEqual(["door"])
  const { found } = await searchAtDoor(world.context, door, "Ana")
  expect(found).toMatchObject([{ id, email: "", isIn: false }])
  // An address or an answer could be read out of a search letter by letter.
  for (const word of ["example.org", "@", "mapping", "-"])
    expect((await searchAtDoor(world.context, door, word)).found).toEqual([])
  expect(await checkIn(world.context, door, id)).toMatchObject({ kind: "checked_in" })
  expect(
    await findDoorScope(world.context, person, (await world.addEvent({ questions: [] })).slug),
  ).toBeNull()
  await expect(listTeam(world.context, door)).rejects.toThrow("may not edit")
})

test("a door is open to its helper until the event is over", async () => {
  const prepared = await setup()
  const { world } = prepared
  await atDoor(prepared)
  const { person } = await arrive(prepared)

  await world.pass(world.event.endsAt.getTime() - world.context.clock().getTime() - 1)
  expect(await findDoorScope(world.context, person, world.event.slug)).not.toBeNull()
  await world.pass(1)

  expect(await findDoorScope(world.context, person, world.event.slug)).toBeNull()
  expect(await atDoor(prepared)).toMatchObject({ ok: false, issues: { place: { code: "not_an_option" } } })
})

test("whoever is removed is out at once, and both acts are in the trail without an address", async () => {
  const prepared = await setup()
  const { world, scope } = prepared
  await invite(prepared, "organizer")
  await atDoor(prepared)
  const { person } = await arrive(prepared)

  for (const { id, source } of await listTeam(world.context, scope))
    if (source === "invitation") expect(await removeMember(world.context, scope, id)).toBe(true)

  expect(await findScope(world.context, person)).toBeNull()
  expect(await findDoorScope(world.context, person, world.event.slug)).toBeNull()
  expect(await admitInvited(world.context, person)).toBeNull()
  const acts = await listOrganizerEvents(database.db, scope.organization.id)
  expect(acts.map(({ name }) => name).toSorted()).toEqual([
    ...["team.invited", "team.invited", "team.removed", "team.removed"],
  ])
  expect(JSON.stringify([acts, world.logged()])).not.toContain(address)
})

test("an address that is invited to another role has it at once, without another mail", async () => {
  const prepared = await setup()
  const { world } = prepared
  await invite(prepared, "organizer")
  await deliverMails(world.context)
  const { person } = await arrive(prepared)

  expect(await invite(prepared, "assistant")).toEqual({ ok: true, isNew: false })

  expect(await findScope(world.context, person)).toMatchObject({ role: "assistant" })
  expect(await memberOf(prepared)).toMatchObject({ role: "assistant", joinedAt: expect.any(Date) })
  await deliverMails(world.context)
  expect(world.mails.filter(({ to }) => to === address)).toHaveLength(1)
})

test("a role in GATE wins over an invitation, and stays when that is taken back", async () => {
  const prepared = await setup()
  const { world, scope } = prepared
  const person = await testOrganizerPerson(world, { role: "manager", email: address })
  await invite(prepared, "assistant")
  expect(await admitOrganizer(world.context, person)).toMatchObject({ role: "manager" })
  const member = (await listTeam(world.context, scope)).find(({ source }) => source === "invitation")

  await removeMember(world.context, scope, member?.id ?? "")

  expect(await findScope(world.context, person)).toMatchObject({ role: "manager" })
})

test("an account that GATE has ended is let in by no invitation", async () => {
  const prepared = await setup()
  const { world } = prepared
  const person = await testOrganizerPerson(world, { role: "manager", email: address })
  const { results } = await world.context.gate.users.list({ username: address })
  await world.context.gate.userTokens.patch(results[0]?.id ?? "", { is_active: false })

  await invite(prepared, "organizer")

  expect(await admitInvited(world.context, person)).toBeNull()
})

test("another organization sees nobody of this team and removes nobody", async () => {
  const prepared = await setup()
  await invite(prepared, "assistant")
  const { id } = await memberOf(prepared)
  const organization = { id: "8", name: "Elsewhere" }
  await prepared.world.seed({ organizations: [{ id: 8, name: "Elsewhere" }] })
  const stranger = await testOrganizer(prepared.world, { organization })

  expect(await listTeam(prepared.world.context, stranger)).toMatchObject([{ email: stranger.email }])
  expect(await removeMember(prepared.world.context, stranger, id)).toBe(false)
  const place = doorOf(prepared.world.event.slug)
  expect(
    await inviteMember(prepared.world.context, stranger, { email: address, place, language: "en" }),
  ).toMatchObject({ ok: false, issues: { place: { code: "not_an_option" } } })
})

test.each([
  ["", "assistant", { email: { code: "required" } }],
  ["not an address", "assistant", { email: { code: "not_an_email" } }],
  [address, "admin", { place: { code: "not_an_option" } }],
  [address, "door/nothing-here", { place: { code: "not_an_option" } }],
])("“%s” invited as %s is refused at its field", async (email, place, issues) => {
  const prepared = await setup()

  expect(await invite(prepared, place, email)).toEqual({ ok: false, issues })
  expect(await listTeam(prepared.world.context, prepared.scope)).toHaveLength(1)
})

test("one address is invited to the same once, whoever asks at once", async () => {
  const prepared = await setup()

  const outcomes = await Promise.all(Array.from({ length: 5 }, () => invite(prepared, "assistant")))

  expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1)
  await deliverMails(prepared.world.context)
  expect(prepared.world.mails.filter(({ to }) => to === address)).toHaveLength(1)
  expect(outcomes).toContainEqual({ ok: false, issues: { email: { code: "already_invited" } } })
  expect(mostMembers).toBeGreaterThan(100)
})

test("an invitation is sent again when it is asked for, and not to an address that got three today", async () => {
  const prepared = await setup()
  const { world, scope } = prepared
  await invite(prepared, "assistant")
  await deliverMails(world.context)
  const { id } = await memberOf(prepared)
  const again: boolean[] = []
  for (let count = 0; count < 3; count++) {
    again.push(await inviteAgain(world.context, scope, id))
    await deliverMails(world.context)
  }

  expect(again).toEqual([true, true, false])
  expect(world.mails.filter(({ to }) => to === address)).toHaveLength(3)
})

test("an invitation that was taken back before it was sent is not sent", async () => {
  const prepared = await setup()
  await invite(prepared, "assistant")
  await removeMember(prepared.world.context, prepared.scope, (await memberOf(prepared)).id)

  await deliverMails(prepared.world.context)

  expect(prepared.world.mails.filter(({ to }) => to === address)).toEqual([])
})

test("what somebody is invited to is in their own data and goes with their account", async () => {
  const prepared = await setup()
  const { world, scope } = prepared
  await invite(prepared, "assistant")
  const { person } = await arrive(prepared)
  expect(await collectOwnData(world.context, person.id)).toMatchObject({ teams: [{ role: "assistant" }] })

  await requestDeletion(world.context, person.id)

  expect(await listTeam(world.context, scope)).toHaveLength(1)
})

test("who helped at a door is forgotten a month after the event", async () => {
  const prepared = await setup()
  const { world, scope } = prepared
  await atDoor(prepared)
  await world.pass(world.event.endsAt.getTime() - world.context.clock().getTime() + 31 * 24 * 60 * 60_000)

  await purge(world.context)

  expect(await listTeam(world.context, scope)).toHaveLength(1)
  expect(allows(scope, "edit")).toBe(true)
})

test("the trail shows what the team did, by event, by person, and with attendees, and nobody else's", async () => {
  const prepared = await setup()
  const { world, scope } = prepared
  const { context } = world
  const id = await acceptedRegistration(world)
  await atDoor(prepared)
  const { person } = await arrive(prepared)
  const door = await findDoorScope(context, person, world.event.slug)
  if (door) await checkIn(context, door, id)
  const show = async (parameters: Record<string, string>) =>
    (await listActivity(context, scope, parseActivityFilter(parameters))).acts.map(({ name, by }) => [
      name,
      by,
    ])

  expect(await show({})).toEqual([["team.invited", scope.email]])
  expect(await show({ of: "attendees" })).toEqual([["attendee.checked_in", address]])
  expect(await show({ of: "attendees", by: person.id, event: world.event.slug })).toHaveLength(1)
  expect(await show({ of: "attendees", by: scope.personId })).toEqual([])
  expect(await show({ event: "no-such-event" })).toEqual([])
  expect(await show({ by: "nobody", before: "x" })).toHaveLength(1)
  await world.seed({ organizations: [{ id: 8, name: "Elsewhere" }] })
  const stranger = await testOrganizer(world, { organization: { id: "8", name: "Elsewhere" } })
  for (const of of ["organization", "attendees"])
    expect((await listActivity(context, stranger, parseActivityFilter({ of }))).acts).toEqual([])
})

test("a long trail is read fifty at a time, each entry once", async () => {
  const { world, scope } = await setup()
  const act = { name: "event.edited", eventId: world.event.id } as const
  for (let count = 0; count < 60; count++)
    await recordOrganizerEvent(database.db, scope, act, world.context.clock())

  const first = await listActivity(world.context, scope, parseActivityFilter({}))
  const second = await listActivity(world.context, scope, parseActivityFilter({ before: String(first.next) }))

  expect([first.acts.length, second.acts.length, second.next]).toEqual([50, 10, null])
  expect(new Set([...first.acts, ...second.acts].map(({ id }) => id)).size).toBe(60)
})

test("who has another address by now is found under it: inviting it again changes the role of the one member", async () => {
  const prepared = await setup()
  const { world, scope } = prepared
  await invite(prepared, "organizer")
  const { person } = await arrive(prepared)
  await setPersonEmail(database.db, person.id, "new@example.org")

  expect(await invite(prepared, "assistant", "new@example.org")).toEqual({ ok: true, isNew: false })

  const team = await listTeam(world.context, scope)
  expect(team.filter(({ source }) => source === "invitation")).toMatchObject([
    { email: "new@example.org", role: "assistant" },
  ])
  expect(await findScope(world.context, await getPerson(database.db, person.id))).toMatchObject({
    role: "assistant",
  })
})

test("whoever gets an address later takes nobody out of a team who had it before", async () => {
  const prepared = await setup()
  const { world, scope } = prepared
  await invite(prepared, "assistant")
  const { person } = await arrive(prepared)
  await setPersonEmail(database.db, person.id, "new@example.org")
  const later = await provedPerson(world, address)

  await requestDeletion(world.context, later.id)

  expect((await listTeam(world.context, scope)).map(({ email }) => email)).toContain("new@example.org")
})

test("a role that GATE takes leaves what somebody is invited to, and removing that ends it at once", async () => {
  const prepared = await setup()
  const { world, scope } = prepared
  const person = await testOrganizerPerson(world, { role: "manager", email: address })
  await admitOrganizer(world.context, person)
  await invite(prepared, "assistant")
  const { users } = world.context.gate
  const { results } = await users.list({ username: address })
  for (const { id } of results) await users.patch(id, { profile: { role: "user" } })
  await world.pass(60_000)
  expect(await findScope(world.context, person)).toMatchObject({ role: "assistant" })
  const member = (await listTeam(world.context, scope)).find(({ source }) => source === "invitation")

  await removeMember(world.context, scope, member?.id ?? "")

  expect(await findScope(world.context, person)).toBeNull()
})

test("one address gets three invitations a day, however often it is taken out and invited again", async () => {
  const prepared = await setup()
  const outcomes: boolean[] = []
  for (let count = 0; count < 4; count++) {
    const { ok } = await invite(prepared, "assistant")
    outcomes.push(ok)
    if (ok) await removeMember(prepared.world.context, prepared.scope, (await memberOf(prepared)).id)
  }

  expect(outcomes).toEqual([true, true, true, false])
  await prepared.world.pass(24 * 60 * 60_000)
  expect(await invite(prepared, "assistant")).toMatchObject({ ok: true })
})

test("an invitation nobody took up is forgotten after a month", async () => {
  const prepared = await setup()
  await invite(prepared, "organizer")
  await prepared.world.pass(31 * 24 * 60 * 60_000)

  await purge(prepared.world.context)

  expect(await listTeam(prepared.world.context, prepared.scope)).toHaveLength(1)
})
