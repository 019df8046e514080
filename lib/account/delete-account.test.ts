import { randomUUID } from "node:crypto"
import { expect, test } from "vitest"
import { claimGateTask, findGateTask } from "@/lib/db/queries/gate-tasks"
import { findSession, getPerson } from "@/lib/db/queries/people"
import { testDatabase } from "@/lib/db/test-database"
import { findTablesWith } from "@/lib/db/test-scan"
import { advance } from "@/lib/delivery/advance"
import { performTask } from "@/lib/delivery/perform-task"
import { words } from "@/lib/i18n/test-words"
import { MailError } from "@/lib/mail/transport"
import { openSession } from "@/lib/registration/sign-in"
import { sweep } from "@/lib/sweep"
import { createAttendee, meal, sweepUntilQuiet, writesSince } from "@/lib/testing/account"
import {
  acceptedRegistration,
  createWorld,
  getRegistration,
  provedPerson,
} from "@/lib/testing/registration-world"
import { requestDeletion } from "./request-deletion"
import { requestErasure } from "./request-erasure"

const database = testDatabase()

const name = { firstName: "Ana", lastName: "Reyes", language: "en" }

test("records go first, then the user, and nothing else is written to GATE", async () => {
  const { world, person } = await createAttendee(database.db)
  const start = (await world.requests()).length

  await requestDeletion(world.context, person.id)
  await sweepUntilQuiet(world)

  expect(await writesSince(world, start)).toEqual([
    "DELETE /api/v1/user_extra/{id}/ 204",
    "DELETE /api/v1/user/{id}/ 204",
  ])
})

test("no row of the database knows the person any more, and the tombstone tells when", async () => {
  const { world, person } = await createAttendee(database.db, { event: { questions: [meal] } })
  const at = world.time.clock()

  const id = await requestDeletion(world.context, person.id)
  await sweepUntilQuiet(world)

  expect(await findTablesWith(database.db, [person.email, "Reyes", "vegan"])).toEqual([])
  expect(await findGateTask(database.db, id)).toMatchObject({
    personId: person.id,
    kind: "delete_account",
    createdAt: at,
    finishedAt: expect.any(Date),
    email: null,
    extraIds: [],
    gateUserId: null,
  })
})

test("every session ends at once, whatever GATE does", async () => {
  const { world, person } = await createAttendee(database.db)
  const { sessionId } = await openSession(world.context, person.email, name, randomUUID())
  await world.faults([{ fault: "error", status: 503 }])

  await requestDeletion(world.context, person.id)

  expect(await findSession(database.db, sessionId, world.time.clock())).toBeNull()
})

test("a process that dies between the two deletions is succeeded by another", async () => {
  const { world, person } = await createAttendee(database.db)
  const id = await requestDeletion(world.context, person.id)
  const { db } = world.context
  // What a killed process leaves behind: the lease, and the first of the two deletions done.
  const change = await claimGateTask(db, id, "killed")
  await world.context.gate.userExtras.delete(change?.extraIds[0] ?? "")
  await performTask(world.context, id)
  expect((await world.gateState()).users).toHaveLength(1)

  await world.pass(15_000)
  await sweepUntilQuiet(world)

  expect(await world.gateState()).toEqual({ users: [], extras: [] })
})

test("an account whose POST nobody heard the answer of is found and deleted", async () => {
  const world = await createWorld(database.db)
  const person = await provedPerson(world)
  await acceptedRegistration(world, { person })
  await world.faults([{ method: "POST", path: "/user/", fault: "late", delayMs: 40_000, times: 1 }])
  await sweep(world.context)

  await requestDeletion(world.context, person.id)
  await sweepUntilQuiet(world)

  expect(await world.gateState()).toEqual({ users: [], extras: [] })
})

test("whoever comes back with the same address is a new person", async () => {
  const { world, person } = await createAttendee(database.db)
  await requestDeletion(world.context, person.id)

  const { person: again } = await openSession(world.context, person.email, name, randomUUID())
  await sweepUntilQuiet(world)

  expect(again.id).not.toBe(person.id)
  expect(await getPerson(database.db, again.id)).toMatchObject({ email: person.email, firstName: "Ana" })
})

test("an account its owner came back to before GATE was reached is not deleted under them", async () => {
  const { world, person } = await createAttendee(database.db, { dialect: { duplicateExtra: "allow" } })
  await requestDeletion(world.context, person.id)
  const { person: again } = await openSession(world.context, person.email, name, randomUUID())
  const id = await acceptedRegistration(world, { person: again, event: await world.addEvent() })
  await advance(world.context, id)

  await sweepUntilQuiet(world)

  expect((await world.gateState()).users).toHaveLength(1)
  expect(await getRegistration(world, id)).toMatchObject({ step: "finished" })
})

test("a mail server that is away for good does not keep the address longer than three days", async () => {
  const { world, person } = await createAttendee(database.db)
  const send = () => Promise.reject(new MailError("ECONNECTION", true))
  const mail = { ...world.context.mail, send }
  const context = { ...world.context, mail }
  const id = await requestDeletion(context, person.id)
  await performTask(context, id)
  expect((await findGateTask(database.db, id))?.email).toBe(person.email)

  await world.pass(3 * 24 * 60 * 60_000)
  await performTask(context, id)

  expect(await findGateTask(database.db, id)).toMatchObject({
    email: null,
    finishedAt: expect.any(Date),
  })
})

test("erasing the profile keeps the account and the ticket, and leaves other sites' records alone", async () => {
  const { world, person, registrationId } = await createAttendee(database.db, {
    dialect: { duplicateExtra: "allow" },
  })
  const { gateUserId } = await getPerson(database.db, person.id)
  await world.context.gate.userExtras.create({ parent: gateUserId ?? "", event: "somebody-elses-event" })

  await requestErasure(world.context, person.id)
  await sweepUntilQuiet(world)

  const { users, extras } = await world.gateState()
  expect(users).toHaveLength(1)
  expect(extras.map(({ event }) => event)).toEqual(["somebody-elses-event"])
  expect(await getRegistration(world, registrationId)).toMatchObject({ step: "removed", firstName: "Ana" })
})

test("erasing asked twice is one mail and one deletion", async () => {
  const { world, person } = await createAttendee(database.db)
  const start = (await world.requests()).length

  const ids = [await requestErasure(world.context, person.id), await requestErasure(world.context, person.id)]
  await sweepUntilQuiet(world)

  expect(ids).toEqual([expect.any(String), null])
  expect(await writesSince(world, start)).toEqual(["DELETE /api/v1/user_extra/{id}/ 204"])
  expect(world.mails.filter(({ subject }) => subject === words("mail.profileErased.subject"))).toHaveLength(1)
})

test("a registration erased before GATE had it is never made there", async () => {
  const world = await createWorld(database.db)
  const person = await provedPerson(world)
  const id = await acceptedRegistration(world, { person })
  await world.faults([{ fault: "error", status: 503 }])
  await sweep(world.context)

  await requestErasure(world.context, person.id)
  await world.faults([])
  await sweepUntilQuiet(world)

  expect((await world.gateState()).extras).toEqual([])
  expect(await getRegistration(world, id)).toMatchObject({ step: "removed", answers: {} })
})
