import { expect, test } from "vitest"
import { getPerson } from "@/lib/db/queries/people"
import { testDatabase } from "@/lib/db/test-database"
import {
  acceptedRegistration,
  createWorld,
  provedPerson,
  sweepUntilOver,
  type World,
} from "@/lib/testing/registration-world"
import { advance } from "./advance"

const database = testDatabase()

const dayMs = 24 * 60 * 60_000

async function pagesRead(world: World): Promise<number[]> {
  const requests = await world.requests()
  return requests
    .filter(({ method, path }) => method === "GET" && path.endsWith("/user/"))
    .map(({ query }) => Number(query.offset))
}

const addUser = (world: World, username: string, email: string) =>
  world.context.gate.users.create({ username, email, organization: world.event.organization.name })

test("the list is read once, and afterwards only its new end", async () => {
  const world = await createWorld(database.db)
  await addUser(world, "one", "one@example.org")
  await addUser(world, "two", "two@example.org")
  await advance(world.context, await acceptedRegistration(world))

  await advance(world.context, await acceptedRegistration(world))

  expect(await pagesRead(world)).toEqual([0, 2])
})

test("accounts that appear later are found, and after a day the whole list is read again", async () => {
  const world = await createWorld(database.db)
  await addUser(world, "early", "early@example.org")
  await advance(world.context, await acceptedRegistration(world))
  const late = await addUser(world, "late", "late@example.org")
  const person = await provedPerson(world, "late@example.org")
  await advance(world.context, await acceptedRegistration(world, { person }))
  await world.pass(dayMs + 1)

  await advance(world.context, await acceptedRegistration(world))

  expect((await getPerson(database.db, person.id)).gateUserId).toBe(String(late.id))
  expect(await pagesRead(world)).toEqual([0, 1, 0])
})

test("when the list has become shorter it is read from its start", async () => {
  const world = await createWorld(database.db)
  const gone = []
  for (const name of ["a", "b", "c"]) gone.push(await addUser(world, name, `${name}@example.org`))
  await advance(world.context, await acceptedRegistration(world))
  for (const { id } of gone) await world.context.gate.users.delete(id)
  const known = await addUser(world, "d", "d@example.org")
  const person = await provedPerson(world, "d@example.org")

  await sweepUntilOver(world, await acceptedRegistration(world, { person }))

  expect((await getPerson(database.db, person.id)).gateUserId).toBe(String(known.id))
})

test("somebody at the end of a list too long for one claim is still found before an account is made", async () => {
  const world = await createWorld(database.db)
  const { name } = world.event.organization
  await world.seed({ fillTo: { resource: "user", count: 5_001, organization: name } })
  const known = await addUser(world, "zoe", "zoe@example.org")
  const person = await provedPerson(world, "zoe@example.org")

  await sweepUntilOver(world, await acceptedRegistration(world, { person }))

  expect((await getPerson(database.db, person.id)).gateUserId).toBe(String(known.id))
})
