import { describe, expect, test } from "vitest"
import { cancel } from "@/lib/account/cancel"
import { readPageContent, writePageContent } from "@/lib/db/queries/page-content"
import { deleteUnusedPictures, insertPictureFiles, updateCover } from "@/lib/db/queries/pictures"
import { damage } from "@/lib/db/test-damage"
import { testDatabase } from "@/lib/db/test-database"
import { advance } from "@/lib/delivery/advance"
import { accept } from "@/lib/registration/accept"
import { sweep } from "@/lib/sweep"
import { question } from "@/lib/testing/profile"
import {
  acceptedRegistration,
  createWorld,
  getRegistration,
  provedPerson,
  testId,
  testInput,
  type World,
  type WorldOptions,
} from "@/lib/testing/registration-world"
import type { ExaminationOptions } from "./examination"
import { examine } from "./examine"
import { describeViolation } from "./violation"

const database = testDatabase()

const questions = [question({ key: "company", field: "company" })]
const strict = { isSettled: true, isAlone: true }

async function createOrganization(options: WorldOptions = {}): Promise<World> {
  const world = await createWorld(database.db, {
    dialect: { duplicateExtra: "allow" },
    ...options,
    event: { questions, capacity: 5, ...options.event },
  })
  const { id, name } = world.event.organization
  await world.seed({ organizations: [{ id: Number(id), name }], dialect: { duplicateExtra: "allow" } })
  return world
}

async function finished(world: World): Promise<{ id: string; account: string; record: string }> {
  const person = await provedPerson(world)
  const id = await acceptedRegistration(world, { person, input: { answers: { company: "Northside" } } })
  await sweep(world.context)
  const { gateExtraId } = await getRegistration(world, id)
  const { users } = await world.gateState()
  const account = users.find(({ email }) => email === person.email)
  return { id, account: String(account?.id), record: String(gateExtraId) }
}

async function findings(world: World, options: ExaminationOptions = strict): Promise<string[]> {
  const { violations } = await examine(world.context, options)
  return violations.map(describeViolation)
}

test("a registration that went well, one cancelled and one under way are no findings", async () => {
  const world = await createOrganization()
  await finished(world)
  await cancel(world.context, (await finished(world)).id)
  await sweep(world.context)
  await world.pass(60_000)
  await sweep(world.context)
  expect(await findings(world)).toEqual([])

  await acceptedRegistration(world)

  expect(await findings(world, {})).toEqual([])
})

test("a place an organizer gave beyond the capacity is no finding", async () => {
  const world = await createOrganization({ event: { capacity: 1 } })
  await finished(world)
  const organizer = { ...world.context, actorId: testId(), whenFull: "exceed" as const }
  await accept(organizer, world.event, (await provedPerson(world)).id, testInput())
  await sweep(world.context)

  expect(await findings(world)).toEqual([])
})

describe("it finds", () => {
  test("a place beyond the capacity that no organizer gave", async () => {
    const world = await createOrganization()
    await finished(world)
    await damage(database.db, "update event set capacity = 0, over_capacity = 1")

    expect(await findings(world)).toEqual([`I2 event ${world.event.id}: 1 of 0 places are taken`])
  })

  test("a registration that is not finished when all should be", async () => {
    const world = await createOrganization()
    const id = await acceptedRegistration(world)

    expect(await findings(world)).toEqual([`I8 registration ${id}: is unfinished, at the step accepted`])
    await world.faults([{ fault: "error", status: 500, method: "POST", path: "/user/$" }])
    await advance(world.context, id)
    expect(await findings(world)).toEqual([
      `I8 registration ${id}: is unfinished, at the step accepted, attempt 1 failed: transient`,
    ])
  })

  test("work that a dead worker still holds", async () => {
    const world = await createOrganization()
    const id = await acceptedRegistration(world)
    await damage(
      database.db,
      `update registration set locked_by = 'dead', locked_until = '${world.time.clock().toISOString()}'::timestamptz - interval '10 s'`,
    )

    expect(await findings(world, {})).toEqual([
      `I8 registration ${id}: is held by a worker whose lease is over`,
    ])
  })

  test("a counter that is not the number of places held", async () => {
    const world = await createOrganization()
    await finished(world)
    await damage(database.db, `update event set taken = 2`)

    expect(await findings(world)).toEqual([
      `I2 event ${world.event.id}: counts 2 places taken, but 1 hold one`,
    ])
  })

  test("a second account and a second record of one person", async () => {
    const world = await createOrganization()
    const { id, account, record } = await finished(world)
    const { users, userExtras } = world.context.gate
    const { email } = await users.get(account)
    const other = await users.create({
      username: "another",
      email: email ?? "",
      organization: world.event.organization.name,
    })
    const second = await userExtras.create({ parent: account, event: world.event.slug })

    expect(await findings(world)).toEqual([
      `I3 registration ${id}: its person has more GATE accounts: ${other.id}`,
      `I3 registration ${id}: GATE has 2 records: ${record}, ${second.id}`,
    ])
  })

  test("a record that is gone, and an account that is gone", async () => {
    const world = await createOrganization()
    const [withoutRecord, withoutAccount] = [await finished(world), await finished(world)]
    await world.context.gate.userExtras.delete(withoutRecord.record)
    await world.context.gate.users.delete(withoutAccount.account)

    const { id, account } = withoutRecord
    expect((await findings(world)).sort()).toEqual(
      [
        `I5 registration ${id}: GATE has no record of it for account ${account}`,
        `I5 registration ${withoutAccount.id}: GATE has no account ${withoutAccount.account}`,
      ].sort(),
    )
  })

  test("an answer that GATE has otherwise, by the name of its field", async () => {
    const world = await createOrganization()
    const { id, record } = await finished(world)
    await world.context.gate.userExtras.patch(record, { company: "Southside" })

    expect(await findings(world)).toEqual([`I5 registration ${id}: record ${record} differs in company`])
  })

  test("a record and an account that belong to nobody", async () => {
    const world = await createOrganization()
    const stranger = await world.context.gate.users.create({
      username: "stranger",
      email: "stranger@example.net",
      organization: world.event.organization.name,
    })
    const record = await world.context.gate.userExtras.create({
      parent: stranger.id,
      event: world.event.slug,
    })

    expect(await findings(world)).toEqual([
      `I6 GATE record ${record.id}: belongs to no registration`,
      `I6 GATE account ${stranger.id}: belongs to nobody`,
    ])
    expect(await findings(world, {})).toEqual([`I6 GATE record ${record.id}: belongs to no registration`])
  })

  test("two accounts or records made for one registration, whatever GATE has now", async () => {
    const world = await createOrganization()
    const { id } = await finished(world)
    await damage(
      database.db,
      `insert into registration_event (registration_id, name, at, detail)
      select registration_id, name, at, detail from registration_event where name = 'gate_extra.created'`,
    )

    expect(await findings(world)).toEqual([`I4 registration ${id}: had two GATE records made`])
  })

  test("somebody who was never owed a mail with their ticket", async () => {
    const world = await createOrganization()
    const { id } = await finished(world)
    await damage(database.db, `delete from mail_job`)

    expect(await findings(world)).toEqual([
      `mail registration ${id}: has a place, and no mail with the ticket was ever owed`,
    ])
  })

  test("a database without the constraint on places", async () => {
    const world = await createOrganization()
    await damage(database.db, "alter table event drop constraint event_taken_is_within_capacity")

    const found = await findings(world)
    const again = "check (taken >= 0 and over_capacity = greatest(taken - capacity, 0))"
    await damage(database.db, `alter table event add constraint event_taken_is_within_capacity ${again}`)
    expect(found).toEqual(["I2 database: has lost the constraint on places"])
  })
})

test("what another program wrote in GATE is no finding once organizers are shown it", async () => {
  const world = await createOrganization()
  const { users, userExtras } = world.context.gate
  const { id } = await users.create({ username: "walker", organization: world.event.organization.name })
  const record = await userExtras.create({ parent: id, event: world.event.slug })
  await damage(
    database.db,
    `insert into gate_record (extra_id, organization_id, event_slug, record, seen_at, run, problem)
    values ('${record.id}', '${world.event.organization.id}', '${world.event.slug}', '{}', now(), 1, 'no_address')`,
  )

  expect(await findings(world, {})).toEqual([])
})

test("one record for two events of one person is right where GATE keeps one a person", async () => {
  const world = await createWorld(database.db, { dialect: "documents", event: { questions } })
  const person = await provedPerson(world)
  await acceptedRegistration(world, { person, event: await world.addEvent() })
  await sweep(world.context)
  await acceptedRegistration(world, { person })
  await sweep(world.context)

  expect(await findings(world)).toEqual([])
})

test("GATE that cannot be read is an error, not a finding", async () => {
  const world = await createOrganization()
  await world.faults([{ fault: "error", status: 401 }])

  await expect(findings(world)).rejects.toMatchObject({ kind: "auth" })
})

test("a picture that lost a file is found, and so are files that belong to none", async () => {
  const world = await createOrganization()
  const { db } = world.context
  const { id } = world.event
  const hash = "0".repeat(32)
  const words = { alt: "A river", translations: {} }
  const cover = { hash, widths: [480, 800], focus: "center_center" as const, ...words }
  const names = ["480.avif", "480.webp", "800.avif", "800.webp", "whole.webp", "source.webp"]
  const pictures = names.map((name) => ({ name, bytes: new Uint8Array([1]) }))
  await updateCover(db, id, null, cover)
  const broken = [`picture event ${id}: lacks files of its pictures, or has too many`]
  await insertPictureFiles(db, id, hash, pictures.slice(1))
  expect(await findings(world)).toEqual(broken)
  await insertPictureFiles(db, id, hash, pictures)
  expect(await findings(world)).toEqual([])

  const other = "1".repeat(32)
  await insertPictureFiles(db, id, other, pictures)
  expect(await findings(world)).toEqual(broken)
  const { version, ...content } = await readPageContent(db, id)
  const picture = { hash: other, widths: [160, 240], focus: "center_center" as const }
  const speaker = { id: "amira", name: "Amira", role: null, link: null, text: "", translations: {}, picture }
  await writePageContent(db, id, { ...content, speakers: [speaker] }, version)
  expect(await findings(world)).toEqual([])

  await updateCover(db, id, cover, null)
  expect(await findings(world)).toEqual(broken)
  await deleteUnusedPictures(db, id)
  expect(await findings(world)).toEqual([])
})
