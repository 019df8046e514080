import { describe, expect, test } from "vitest"
import { requestErasure } from "@/lib/account/request-erasure"
import { countGateProblems, findGateRecords, listProblemRecords } from "@/lib/db/queries/gate-records"
import { testDatabase } from "@/lib/db/test-database"
import { dialectNames } from "@/lib/gate-local/dialect"
import { acceptedRegistration, provedPerson } from "@/lib/testing/registration-world"
import { createSyncWorld } from "@/lib/testing/sync"

const database = testDatabase()

describe.each(dialectNames)("on a GATE that speaks %s", (dialect) => {
  const setup = (options = {}) => createSyncWorld(database.db, { dialect, ...options })

  test("somebody registered elsewhere is adopted with their user, answers and a place, and gets no mail", async () => {
    const world = await setup()
    const fields = {
      company: "Kelvin",
      custom_field_1: "vegan",
      locale: "es_MX",
      passport_number: "X1234567",
    }
    const { email, extra } = await world.stranger({ fields })

    await world.walk()

    const [adopted] = await world.registrationsOf(email)
    expect(adopted).toMatchObject({
      firstName: "Noor",
      lastName: "Aziz",
      step: "finished",
      status: "registered",
      gateExtraId: extra,
      language: "es",
      answers: { company: "Kelvin", diet: "vegan", passport: expect.stringMatching(/^v2\./) },
    })
    expect(await world.taken()).toBe(1)
    expect(await world.history(adopted?.id ?? "")).toEqual(["registration.adopted"])
    expect(world.mails).toHaveLength(0)
  })

  test("walking again adopts nobody twice", async () => {
    const world = await setup()
    const { email } = await world.stranger()

    await world.walk()
    await world.walk()

    expect(await world.registrationsOf(email)).toHaveLength(1)
    expect(await world.taken()).toBe(1)
  })

  test("somebody who proved the address here is the one, unless they have another account", async () => {
    const world = await setup()
    const visitor = await provedPerson(world)
    const other = await world.row(await world.attendee())
    const [busy] = (await world.gateState()).users.filter(({ email }) => email)
    await world.stranger({ email: visitor.email })
    const hijacker = await world.stranger({ email: `x${busy?.email}`, firstName: "Mallory" })
    await world.context.gate.users.patch(hijacker.parent, { email: busy?.email ?? "" }).catch(() => {})

    await world.walk()

    expect(await world.registrationsOf(visitor.email)).toHaveLength(1)
    expect(await world.row(other.id)).toMatchObject({ gateExtraId: other.gateExtraId, firstName: "Ana" })
  })

  test("without a place nobody is adopted; organizers see it, and a free place is given later", async () => {
    const world = await setup({ event: { capacity: 1 } })
    const first = await world.attendee()
    const { email } = await world.stranger()
    await world.walk()
    const full = await countGateProblems(database.db, world.event.slug)
    await world.changeInGate(first, { custom_field_8: "cancelled@2027-05-14T08:10:00.000Z" })
    await world.walk()
    await world.pass(11 * 60_000)

    await world.walk()

    expect(full).toEqual({ event_full: 1 })
    expect(await world.registrationsOf(email)).toHaveLength(1)
    expect(await countGateProblems(database.db, world.event.slug)).toEqual({})
  })

  test("somebody whose account GATE ended is not adopted before it is renewed; organizers see why", async () => {
    const world = await setup()
    const [off, late] = [await world.stranger(), await world.stranger()]
    const { userTokens } = world.context.gate
    await userTokens.patch(off.parent, { is_active: false })
    await userTokens.patch(late.parent, { expiration: "2027-01-01T00:00:00Z" })

    await world.walk()
    const problems = await countGateProblems(database.db, world.event.slug)
    const adopted = await world.taken()
    await userTokens.patch(off.parent, { is_active: true })
    await world.pass(61 * 60_000)
    await world.walk()

    expect([problems, adopted]).toEqual([{ account_ended: 2 }, 0])
    expect(await world.registrationsOf(off.email)).toHaveLength(1)
    expect(await countGateProblems(database.db, world.event.slug)).toEqual({ account_ended: 1 })
  })

  test("an account without a usable address is told to organizers", async () => {
    const world = await setup()
    await world.stranger({ email: null })

    await world.walk()

    expect(await countGateProblems(database.db, world.event.slug)).toEqual({ no_address: 1 })
  })

  test("a GATE that ignores the filter brings nobody of another organization in", async () => {
    const world = await setup()
    const foreign = await world.stranger({ organization: "umbrella", fields: { company: "Secret" } })
    const { userExtras } = world.context.gate
    const careless = {
      ...userExtras,
      list: (query: object, options = {}) =>
        userExtras.list({ limit: 100, offset: 0, ...query, parent__organization_id: "8" }, options),
    }
    world.sync.gate = { ...world.context.gate, userExtras: careless }

    await world.walk()

    expect(await world.registrationsOf(foreign.email)).toEqual([])
    expect(await countGateProblems(database.db, world.event.slug)).toEqual({})
    const [kept] = [...(await findGateRecords(database.db, [foreign.extra])).values()]
    expect(kept?.record).toEqual({})
  })

  test("what somebody had erased does not come back while GATE still has it", async () => {
    const world = await setup()
    const id = await world.attendee({ company: "Kelvin" })
    await world.walk()
    await requestErasure(world.context, (await world.row(id)).personId)

    await world.walk()

    const row = await world.row(id)
    expect(row).toMatchObject({ step: "removed", answers: {} })
    expect([...(await findGateRecords(database.db, [row.gateExtraId ?? ""])).values()]).toEqual([])
  })

  test("a registration that is under way is left to the journal", async () => {
    const world = await setup()
    const person = await provedPerson(world)
    const id = await acceptedRegistration(world, { person })
    await world.stranger({ email: person.email })

    await world.walk()

    expect(await world.row(id)).toMatchObject({ step: "accepted", gateExtraId: null })
  })

  test("a record that says it was cancelled takes no place", async () => {
    const world = await setup()
    const { email } = await world.stranger({ fields: { custom_field_8: "cancelled@2027-01-01T00:00:00Z" } })

    await world.walk()

    expect(await world.registrationsOf(email)).toEqual([])
  })

  test("somebody checked in elsewhere is checked in here", async () => {
    const world = await setup()
    const { email } = await world.stranger({
      fields: { custom_field_5: "checked_in@2027-05-14T08:00:00.000Z" },
    })

    await world.walk()

    const [adopted] = await world.registrationsOf(email)
    expect(adopted?.status).toBe("checked_in")
  })
})

test("a second record of one person for one event is a duplicate, with the attendee beside it", async () => {
  const world = await createSyncWorld(database.db, { dialect: { duplicateExtra: "allow" } })
  const id = await world.attendee()
  const { parent } = await world.record(id)
  const { slug } = world.event
  const second = await world.context.gate.userExtras.create({ parent: String(parent), event: slug })

  await world.walk()

  const [record] = await listProblemRecords(database.db, world.event, 10)
  expect(record).toMatchObject({
    extraId: String(second.id),
    problem: "duplicate",
    registrationId: id,
    name: "Ana Reyes",
  })
})

test("two unknown records of one person are one attendee and one duplicate", async () => {
  const world = await createSyncWorld(database.db, { dialect: { duplicateExtra: "allow" } })
  const { parent, email } = await world.stranger()
  await world.context.gate.userExtras.create({ parent, event: world.event.slug })

  await world.walk()

  expect(await world.registrationsOf(email)).toHaveLength(1)
  expect(await countGateProblems(database.db, world.event.slug)).toEqual({ duplicate: 1 })
})

test("records whose user is gone keep the attendee and are told to organizers", async () => {
  const world = await createSyncWorld(database.db)
  const id = await world.attendee()
  const parent = String((await world.record(id)).parent)
  await world.walk()
  const unknown = await world.stranger()
  const { users, userExtras } = world.context.gate
  world.sync.gate = {
    ...world.context.gate,
    // A list that joins the users leaves out a record without one; read by its id it is still there.
    userExtras: {
      ...userExtras,
      list: async (query, options) => {
        const page = await userExtras.list(query, options)
        return { ...page, results: page.results.filter((item) => String(item.parent) !== parent) }
      },
    },
    users: {
      ...users,
      get: (user) => users.get([parent, unknown.parent].includes(String(user)) ? "999999" : user),
    },
  }

  await world.walk()

  expect((await world.row(id)).step).toBe("finished")
  expect(await countGateProblems(database.db, world.event.slug)).toEqual({ no_parent: 2 })
})
