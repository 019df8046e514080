import { randomUUID } from "node:crypto"
import { expect, test } from "vitest"
import { findSession, getPerson } from "@/lib/db/queries/people"
import { testDatabase } from "@/lib/db/test-database"
import { words } from "@/lib/i18n/test-words"
import { openSession } from "@/lib/registration/sign-in"
import { sweep } from "@/lib/sweep"
import { createAttendee, sweepUntilQuiet, writesSince } from "@/lib/testing/account"
import {
  acceptedRegistration,
  createWorld,
  getRegistration,
  provedPerson,
  sweepUntilOver,
  type World,
} from "@/lib/testing/registration-world"
import { confirmEmailChange, startEmailChange } from "./change-email"

const database = testDatabase()

const wanted = "ana.new@example.org"
const name = { firstName: "Ana", lastName: "Reyes", language: "en" }

async function ask(world: World, person: Parameters<typeof startEmailChange>[1], email = wanted) {
  const request = { challengeId: world.context.newId(), email, client: null, language: "en" }
  const { challengeId } = await startEmailChange(world.context, person, request)
  return { challengeId, code: /^\d{3} \d{3}/.exec(world.mails.at(-1)?.subject ?? "")?.[0] ?? "" }
}

test("the new address gets the code, the old one the notice, GATE one PATCH of the address alone", async () => {
  const { world, person } = await createAttendee(database.db)
  const asked = await ask(world, person)
  expect(world.mails.at(-1)?.to).toBe(wanted)
  const start = (await world.requests()).length

  await confirmEmailChange(world.context, person.id, { ...asked, sessionId: null })
  await sweepUntilQuiet(world)

  const patch = (await world.requests()).slice(start).find(({ method }) => method === "PATCH")
  expect(await writesSince(world, start)).toEqual(["PATCH /api/v1/user/{id}/ 200"])
  expect(patch?.body).toEqual({ email: wanted })
  expect(world.mails.at(-1)).toMatchObject({
    to: person.email,
    subject: words("mail.emailChanged.subject"),
  })
  expect(JSON.stringify(world.mails.at(-1))).not.toContain(wanted)
})

test("other browsers are signed out, this one stays", async () => {
  const { world, person } = await createAttendee(database.db)
  const here = await openSession(world.context, person.email, name, randomUUID())
  const elsewhere = await openSession(world.context, person.email, name, randomUUID())
  const asked = await ask(world, person)

  await confirmEmailChange(world.context, person.id, { ...asked, sessionId: here.sessionId })

  const now = world.time.clock()
  expect(await findSession(database.db, here.sessionId, now)).toMatchObject({ person: { email: wanted } })
  expect(await findSession(database.db, elsewhere.sessionId, now)).toBeNull()
})

test("a taken address looks the same to the asker; its owner is told and gets no code", async () => {
  const { world, person } = await createAttendee(database.db)
  const owner = await provedPerson(world, wanted)

  const asked = await ask(world, person)

  const notice = world.mails.at(-1)
  expect(asked.challengeId).toMatch(/^[0-9a-f-]{36}$/)
  expect(notice).toMatchObject({ to: owner.email, subject: words("mail.addressTaken.subject") })
  expect(`${notice?.text} ${notice?.html}`).not.toContain(person.email)
  await expect(
    confirmEmailChange(world.context, person.id, {
      challengeId: asked.challengeId,
      code: "000000",
      sessionId: null,
    }),
  ).rejects.toMatchObject({ code: expect.stringMatching(/^code_/) })
  expect((await getPerson(database.db, person.id)).email).toBe(person.email)
})

test("an address taken between the code and its use is refused, and nothing changes", async () => {
  const { world, person } = await createAttendee(database.db)
  const asked = await ask(world, person)
  await provedPerson(world, wanted)

  await expect(
    confirmEmailChange(world.context, person.id, { ...asked, sessionId: null }),
  ).rejects.toMatchObject({ code: "draft_missing" })

  expect((await getPerson(database.db, person.id)).email).toBe(person.email)
})

test("a code is worth nothing to anybody but who asked for it", async () => {
  const { world, person } = await createAttendee(database.db)
  const thief = await provedPerson(world)
  const asked = await ask(world, person)

  await expect(
    confirmEmailChange(world.context, thief.id, { ...asked, sessionId: null }),
  ).rejects.toMatchObject({ code: "draft_missing" })
})

test("the address somebody already has changes nothing and tells nobody", async () => {
  const { world, person } = await createAttendee(database.db)
  const asked = await ask(world, person, person.email)
  const mails = world.mails.length
  const start = (await world.requests()).length

  await confirmEmailChange(world.context, person.id, { ...asked, sessionId: null })
  await sweepUntilQuiet(world)

  expect(world.mails).toHaveLength(mails)
  expect(await writesSince(world, start)).toEqual([])
})

test("changed while the account's POST was lost, the account is still recognised and ends with the new address", async () => {
  const world = await createWorld(database.db)
  const person = await provedPerson(world)
  const id = await acceptedRegistration(world, { person })
  await world.faults([{ method: "POST", path: "/user/", fault: "late", delayMs: 40_000, times: 1 }])
  await sweep(world.context)
  const asked = await ask(world, person)

  await confirmEmailChange(world.context, person.id, { ...asked, sessionId: null })
  await sweepUntilOver(world, id)
  await sweepUntilQuiet(world)

  const { users, extras } = await world.gateState()
  expect(users.map(({ username, email }) => ({ username, email }))).toEqual([
    { username: person.email, email: wanted },
  ])
  expect(extras).toHaveLength(1)
  expect(await getRegistration(world, id)).toMatchObject({ step: "finished" })
})

test("two changes in a row while GATE is away end with the last address", async () => {
  const { world, person } = await createAttendee(database.db)
  await world.faults([{ fault: "error", status: 503 }])
  const first = await ask(world, person)
  await confirmEmailChange(world.context, person.id, { ...first, sessionId: null })
  const between = await getPerson(database.db, person.id)
  const second = await ask(world, between, "ana.last@example.org")
  await confirmEmailChange(world.context, person.id, { ...second, sessionId: null })
  await sweep(world.context)

  await world.faults([])
  await sweepUntilQuiet(world)

  const notices = world.mails.filter(({ subject }) => subject.includes("was changed"))
  expect((await world.gateState()).users.map(({ email }) => email)).toEqual(["ana.last@example.org"])
  expect(notices.map(({ to }) => to).sort()).toEqual([person.email, wanted].sort())
})

test("an address GATE refuses for good is kept here and noted for the operator", async () => {
  const { world, person } = await createAttendee(database.db)
  const asked = await ask(world, person)
  await world.faults([{ method: "PATCH", path: "/user/", fault: "error", status: 409 }])

  await confirmEmailChange(world.context, person.id, { ...asked, sessionId: null })
  await sweepUntilQuiet(world)

  expect((await getPerson(database.db, person.id)).email).toBe(wanted)
  expect(world.logged()).toContain("GATE refused an address")
})

test("whoever gets a former address later is a person of their own, with a username of their own", async () => {
  const { world, person } = await createAttendee(database.db)
  const asked = await ask(world, person)
  await confirmEmailChange(world.context, person.id, { ...asked, sessionId: null })
  await sweepUntilQuiet(world)

  const heir = await provedPerson(world, person.email)
  const id = await acceptedRegistration(world, { person: heir })
  await sweepUntilOver(world, id)

  const { users } = await world.gateState()
  expect(users.map(({ email }) => email).sort()).toEqual([wanted, person.email].sort())
  expect((await getPerson(database.db, heir.id)).gateUsername).not.toBe(person.email)
})
