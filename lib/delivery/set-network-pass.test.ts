import { describe, expect, test } from "vitest"
import { cancel, undoCancel } from "@/lib/account/cancel"
import { requestDeletion } from "@/lib/account/request-deletion"
import { requestErasure } from "@/lib/account/request-erasure"
import { countUnderWay } from "@/lib/db/queries/examination"
import { whilePersonRests } from "@/lib/db/queries/gate-matches"
import { findNetworkAccount, findNetworkPass } from "@/lib/db/queries/network-passes"
import { testDatabase } from "@/lib/db/test-database"
import { setEventTimes } from "@/lib/db/test-event"
import { deriveKey } from "@/lib/env"
import { cancelEvent, reinstateEvent } from "@/lib/events/cancel-event"
import { sweep } from "@/lib/sweep"
import { createNetworkWorld, hourMs, minuteMs, type NetworkWorld } from "@/lib/testing/network"
import { testEventScope, testOrganizer } from "@/lib/testing/organizer"
import { question } from "@/lib/testing/profile"
import { provedPerson } from "@/lib/testing/registration-world"
import { rotateKeys } from "./rotate-keys"

const database = testDatabase()

const shut = { profile: [], expiration: null }

const end = async (world: NetworkWorld) => new Date(String((await world.token()).expiration)).toISOString()

test("a pass waits with a password, opens at its hour and closes at its end, and the account is as before", async () => {
  const world = await createNetworkWorld(database.db)
  expect(await world.state()).toBe("waiting")
  expect(await world.password()).toMatch(/^([a-z]{3}\d-){3}[a-z]{3}\d$/)
  expect(await world.token()).toMatchObject({ ...shut, user_time: null })

  await world.live(hourMs)
  expect(await world.state()).toBe("ready")
  const { ticketCode } = await world.row()
  const opened = { profile: ["guest"], klass: "basic", user_time: 3_600, external_id: ticketCode }
  expect(await world.token()).toMatchObject(opened)
  expect(await end(world)).toBe("2027-01-10T16:30:00.000Z")

  await world.live(4 * hourMs)
  expect(await world.state()).toBe("over")
  expect(await world.token()).toMatchObject({ ...shut, klass: null, external_id: null, user_time: 0 })
})

test("cancelling takes it back in GATE, and taking that back gives what was left", async () => {
  const world = await createNetworkWorld(database.db)
  await world.live(hourMs)
  await world.context.gate.userTokens.patch((await world.token()).id, { user_time: 1_000 })

  await cancel(world.context, world.registrationId)
  await world.perform()
  expect(await world.token()).toMatchObject({ ...shut, user_time: 0 })
  expect(await world.state()).toBe("over")

  await world.pass(minuteMs)
  expect(await undoCancel(world.context, world.registrationId)).toBe("restored")
  await world.perform()
  expect(await world.token()).toMatchObject({ profile: ["guest"], user_time: 1_000 })
  expect(await world.state()).toBe("ready")
})

test("a session uses it up: the list says used, then over", async () => {
  const world = await createNetworkWorld(database.db)
  await world.live(hourMs)
  await world.goOnline(world.person.gateUsername)
  await world.live(20 * minuteMs)
  expect(await world.state()).toBe("used")
  const pass = await findNetworkPass(database.db, world.registrationId)
  expect(pass?.firstLogin).not.toBeNull()
  expect(pass?.secondsLeft).toBeLessThanOrEqual(2_700)
  await world.live(hourMs)
  expect(await world.state()).toBe("over")
})

test("two events that end at different hours: the union while both are open, and the later end", async () => {
  const world = await createNetworkWorld(database.db)
  const later = { startsAt: "2027-01-10T15:00:00Z", endsAt: "2027-01-10T20:00:00Z" }
  const other = await world.addEvent({ ...later, timeZone: "UTC" })
  await world.setRule({ profiles: ["staff"], timeBalanceSeconds: 600 }, other.id)
  const second = await world.register(other)

  await world.live(hourMs)
  expect((await world.token()).profile).toEqual(["guest"])
  await world.live(hourMs)
  expect(await world.token()).toMatchObject({ profile: ["guest", "staff"], user_time: 4_200 })
  expect(await end(world)).toBe("2027-01-10T20:30:00.000Z")

  await world.live(2.5 * hourMs)
  expect(await world.token()).toMatchObject({
    profile: ["staff"],
    external_id: (await world.row(second)).ticketCode,
  })
  expect([await world.state(), await world.state(second)]).toEqual(["over", "ready"])
  await world.live(4 * hourMs)
  expect(await world.token()).toMatchObject(shut)
})

test("an event that is moved moves its passes, open ones too", async () => {
  const world = await createNetworkWorld(database.db)
  await world.live(hourMs)
  await setEventTimes(database.db, world.event.id, { endsAt: new Date("2027-01-10T18:00:00Z") })
  await world.perform()
  expect(await end(world)).toBe("2027-01-10T18:30:00.000Z")

  await setEventTimes(database.db, world.event.id, {
    startsAt: new Date("2027-01-12T14:00:00Z"),
    endsAt: new Date("2027-01-12T18:00:00Z"),
  })
  await world.perform()
  expect(await world.token()).toMatchObject(shut)
  expect(await world.state()).toBe("waiting")
})

test("an event that is cancelled opens no network, and does again when it takes place after all", async () => {
  const world = await createNetworkWorld(database.db)
  const context = { ...world.context, languages: ["en"] }
  const organizer = await testEventScope(world, await testOrganizer(world))
  await world.live(hourMs)

  await cancelEvent(context, organizer, "")
  await world.perform()
  expect(await world.token()).toMatchObject(shut)

  await reinstateEvent(context, organizer)
  await world.perform()
  expect((await world.token()).profile).toEqual(["guest"])
})

describe("somebody whose account ended with a pass", () => {
  test("registers for the next event, even before the closing came", async () => {
    const world = await createNetworkWorld(database.db, { dialect: { duplicateExtra: "allow" } })
    await world.live(hourMs)
    await world.pass(3.6 * hourMs)
    const ended = await world.token()
    expect(Date.parse(String(ended.expiration))).toBeLessThan(world.time.clock().getTime())

    const next = await world.addEvent({ startsAt: "2027-02-01T09:00:00Z", endsAt: "2027-02-01T10:00:00Z" })
    const id = await world.register(next)
    for (let round = 0; round < 5; round++) {
      await sweep(world.context)
      await world.pass(minuteMs)
    }
    expect((await world.row(id)).step).toBe("finished")
    expect(await world.token()).toMatchObject(shut)
  })

  test("is not kept out by another site that adopts accounts", async () => {
    const world = await createNetworkWorld(database.db)
    await world.live(5 * hourMs)
    const { id, email } = await world.context.gate.users.getByUsername(world.person.gateUsername)
    expect(email).toBe(world.person.email)
    expect((await world.context.gate.userTokens.get(id)).expiration).toBeNull()
  })
})

describe("an account that Gatehouse did not make", () => {
  async function adopted(token: Record<string, unknown>) {
    const world = await createNetworkWorld(database.db)
    const person = await provedPerson(world)
    const { gate } = world.context
    const { email } = person
    const organization = world.event.organization.name
    const { id } = await gate.users.create({ username: email, email, organization })
    await gate.userTokens.patch(id, token)
    const registrationId = await world.register(world.event, person)
    return { world, person, registrationId }
  }

  test("gains the pass, loses nothing, and is afterwards what it was", async () => {
    const own = { profile: ["member"], klass: "gold", external_id: "CRM-7", user_time: 60 }
    const expiration = "2030-01-01T00:00:00Z"
    const { world, person } = await adopted({ ...own, expiration })
    const before = await world.token(person)
    await world.live(hourMs)
    expect(await world.token(person)).toEqual({ ...before, profile: ["member", "guest"], user_time: 3_660 })
    expect((await findNetworkAccount(database.db, person.id))?.password).toBeNull()
    await world.live(4 * hourMs)
    expect(await world.token(person)).toEqual(before)
  })

  test("that GATE has ended meanwhile is not opened", async () => {
    const { world, person, registrationId } = await adopted({})
    await world.context.gate.userTokens.patch((await world.token(person)).id, { is_active: false })
    await world.live(hourMs)
    expect((await world.token(person)).profile).toEqual([])
    const pass = await findNetworkPass(database.db, registrationId)
    expect(pass).toMatchObject({ state: "needs_attention", problem: { kind: "account_ended" } })
  })
})

test.each(["documents", "drf"] as const)("%s: an organizer's account is never touched", async (dialect) => {
  const world = await createNetworkWorld(database.db, { dialect })
  const { gate } = world.context
  const { id } = await world.token()
  await gate.users.patch(id, { profile: dialect === "drf" ? ["admin"] : { role: "admin" } })
  const before = await world.token()
  await world.live(hourMs)
  expect(await world.token()).toEqual(before)
  const pass = await findNetworkPass(database.db, world.registrationId)
  expect(pass).toMatchObject({ state: "needs_attention", problem: { kind: "organizer_account" } })
})

test("somebody who becomes an organizer meanwhile gets the account back as it was", async () => {
  const world = await createNetworkWorld(database.db)
  await world.live(hourMs)
  await world.context.gate.users.patch((await world.token()).id, { profile: { role: "admin" } })
  await world.live(20 * minuteMs)
  expect(await world.token()).toMatchObject(shut)
  expect(await world.state()).toBe("needs_attention")
})

test("another account under the same id is left alone", async () => {
  const world = await createNetworkWorld(database.db)
  const { gate } = world.context
  const get: typeof gate.userTokens.get = async (...of) => ({
    ...(await gate.userTokens.get(...of)),
    username: "else",
  })
  const context = { ...world.context, gate: { ...gate, userTokens: { ...gate.userTokens, get } } }
  const { length } = await world.requests()
  await world.pass(hourMs)
  await sweep(context)
  const writes = (await world.requests()).slice(length).filter(({ method }) => method !== "GET")
  expect(writes).toEqual([])
  const pass = await findNetworkPass(database.db, world.registrationId)
  expect(pass).toMatchObject({ state: "needs_attention", problem: { kind: "accounts_differ" } })
})

test("an account that was deleted in GATE needs attention", async () => {
  const world = await createNetworkWorld(database.db)
  await world.context.gate.users.delete((await world.token()).id)
  await world.live(hourMs)
  const pass = await findNetworkPass(database.db, world.registrationId)
  expect(pass).toMatchObject({ state: "needs_attention", problem: { kind: "account_missing" } })
})

test("what GATE refuses is shown in its own words, nothing is half done, and a mended rule is tried again", async () => {
  const world = await createNetworkWorld(database.db, { rule: { profiles: ["x".repeat(300)] } })
  const before = await world.token()
  await world.live(hourMs)
  expect(await world.token()).toEqual(before)
  const pass = await findNetworkPass(database.db, world.registrationId)
  expect(pass?.state).toBe("needs_attention")
  expect(pass?.problem).toMatchObject({
    kind: "validation",
    status: 400,
    fieldErrors: { "profile.0": expect.anything() },
  })

  await world.setRule({ profiles: ["guest"] })
  await world.perform()
  expect((await world.token()).profile).toEqual(["guest"])
  expect(await world.state()).toBe("ready")
})

test("a tier follows an answer that changes, and a complete profile gives the pass", async () => {
  const options = [
    { value: "speaker", label: "Speaker" },
    { value: "guest", label: "Guest" },
  ]
  const track = question({ key: "track", field: "custom_field_1", type: "single_choice", options })
  const tiers = [{ question: "track", option: "speaker", profiles: ["staff"], serviceClass: null }]
  const world = await createNetworkWorld(database.db, {
    event: { questions: [track] },
    rule: { givenAt: "complete", tiers },
  })
  await world.live(hourMs)
  expect(await world.state()).toBeUndefined()
  expect((await world.token()).profile).toEqual([])

  await world.answer({ track: "guest" })
  await world.perform()
  expect((await world.token()).profile).toEqual(["guest"])
  await world.answer({ track: "speaker" })
  await world.perform()
  expect((await world.token()).profile).toEqual(["staff"])
})

test("erasing the profile takes the pass back, and forgets the password and when somebody was online", async () => {
  const world = await createNetworkWorld(database.db)
  await world.live(hourMs)
  await world.goOnline(world.person.gateUsername)
  await world.live(20 * minuteMs)
  const lastLogin = async () => (await findNetworkPass(database.db, world.registrationId))?.lastLogin
  expect(await lastLogin()).toBeInstanceOf(Date)

  await requestErasure(world.context, world.person.id)
  await world.live(hourMs)
  expect(await lastLogin()).toBeNull()
  expect(await world.token()).toMatchObject({ ...shut, user_time: 0 })
  expect(await findNetworkAccount(database.db, world.person.id)).toBeNull()
})

test("deleting the account leaves nothing of it here, and no account there", async () => {
  const world = await createNetworkWorld(database.db)
  await world.live(hourMs)
  await requestDeletion(world.context, world.person.id)
  await world.live(hourMs)
  expect((await world.gateState()).users).toEqual([])
  expect(await findNetworkAccount(database.db, world.person.id)).toBeNull()
  expect(await findNetworkPass(database.db, world.registrationId)).toBeNull()
})

test("a rotation of keys seals the password anew, and it still opens", async () => {
  const world = await createNetworkWorld(database.db)
  const password = await world.password()
  const { keys } = world.context
  const fresh = { id: "n", key: deriveKey("test", "new") }
  const rotating = { ...world.context, keys: { ...keys, fields: [fresh, ...keys.fields] } }
  expect(await rotateKeys(rotating)).toMatchObject({ rotated: 1, unreadable: [] })
  expect(await world.password([fresh])).toBe(password)
})

test("a pass that waits for its hour keeps nobody from reading GATE's news of the person", async () => {
  const world = await createNetworkWorld(database.db)
  await world.pass(hourMs)
  const isRun = await whilePersonRests(database.db, world.person.id, world.time.clock(), async () => true)
  expect(isRun).toBe(true)
  expect((await countUnderWay(database.db)).tasks).toBe(0)
})
