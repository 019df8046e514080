import { expect, test } from "vitest"
import { listRegistrationEvents } from "@/lib/db/queries/registrations"
import { testDatabase } from "@/lib/db/test-database"
import { leaseLeftMs } from "@/lib/db/test-leases"
import { sweepRegistrations } from "@/lib/sweep"
import { type InterruptedCall, interrupted } from "@/lib/testing/interruption"
import {
  acceptedRegistration,
  createWorld,
  getRegistration,
  provedPerson,
  type World,
} from "@/lib/testing/registration-world"
import { advance } from "./advance"

const database = testDatabase()

const hourMs = 60 * 60_000

/** GATE takes any number of records, so nothing but our own guards prevents a second one. */
const lenientWorld = () => createWorld(database.db, { dialect: { duplicateExtra: "allow" } })

type Rival = { owner: string; id: string; stopsBefore: InterruptedCall }

/**
 * The first look-up of `id` takes so long that its lease ends and a rival takes over; while the rival is about to make
 * a call, the slow worker goes on. Then the rival does, too.
 */
async function advanceTooSlowly(world: World, id: string, { owner, id: rivalId, stopsBefore }: Rival) {
  let goOn = () => {}
  const slowIsDone = new Promise<void>((resolve) => {
    goOn = resolve
  })
  let rival = Promise.resolve()
  const takeOver = async () => {
    await world.pass(hourMs)
    await new Promise<void>((reached) => {
      const before = () => {
        reached()
        return slowIsDone
      }
      const gate = interrupted(world.context.gate, stopsBefore, { before })
      rival = advance({ ...world.context, gate, owner }, rivalId)
    })
  }
  const slow = interrupted(world.context.gate, "getByUsername", { after: takeOver })
  await advance({ ...world.context, gate: slow, owner: "slow" }, id)
  goOn()
  await rival
}

async function countPosts(world: World, path: string): Promise<number> {
  return (await world.requests()).filter(
    (request) => request.method === "POST" && request.path.endsWith(path),
  ).length
}

test.each([
  ["another process", "rival"],
  ["the same process", "slow"],
])("what a worker learns after %s has taken over is dropped", async (_, owner) => {
  const world = await lenientWorld()
  const id = await acceptedRegistration(world)

  await advanceTooSlowly(world, id, { owner, id, stopsBefore: "createExtra" })

  const names = (await listRegistrationEvents(database.db, id)).map(({ name }) => name)
  expect(names).toEqual([
    "registration.accepted",
    "gate_user.created",
    "gate_extra.created",
    "registration.finished",
  ])
  expect(await countPosts(world, "/user_extra/")).toBe(1)
})

test("a worker whose lease ended makes no user while another serves the same person's other event", async () => {
  const world = await lenientWorld()
  const person = await provedPerson(world)
  const first = await acceptedRegistration(world, { person })
  const second = await acceptedRegistration(world, { person, event: await world.addEvent() })

  await advanceTooSlowly(world, first, { owner: "rival", id: second, stopsBefore: "createUser" })

  expect(await countPosts(world, "/user/")).toBe(1)
})

test("a worker that is slow, but has no rival, loses only time", async () => {
  const world = await lenientWorld()
  const id = await acceptedRegistration(world)
  const slow = interrupted(world.context.gate, "getByUsername", { after: () => world.pass(hourMs) })

  await advance({ ...world.context, gate: slow }, id)
  const afterSlow = await getRegistration(world, id)
  await advance(world.context, id)

  expect(afterSlow.step).toBe("accepted")
  expect((await getRegistration(world, id)).step).toBe("finished")
})

test("a worker that is slow, and lives, keeps its lease: nobody else sends a second POST", async () => {
  const world = await lenientWorld()
  const id = await acceptedRegistration(world)
  let answer = () => {}
  const answered = new Promise<void>((resolve) => {
    answer = resolve
  })
  let slow = Promise.resolve()
  await new Promise<void>((reached) => {
    const after = () => {
      reached()
      return answered
    }
    const gate = interrupted(world.context.gate, "createExtra", { after })
    slow = advance({ ...world.context, gate, owner: "slow" }, id)
  })

  // 16 seconds for a lease of 15: it is renewed in between.
  await world.pass(8_000)
  await expect.poll(() => leaseLeftMs(database.db, id), { timeout: 10_000 }).toBeGreaterThan(10_000)
  await world.pass(8_000)
  await sweepRegistrations({ ...world.context, owner: "rival" })
  const { attempts } = await getRegistration(world, id)
  answer()
  await slow

  expect(attempts).toBe(1)
  expect(await getRegistration(world, id)).toMatchObject({ step: "finished", attempts: 1 })
  expect(await countPosts(world, "/user_extra/")).toBe(1)
})

test("a machine whose clock is an hour ahead frees nobody's work", async () => {
  const world = await lenientWorld()
  const id = await acceptedRegistration(world)
  const rival = {
    ...world.context,
    owner: "rival",
    clock: () => new Date(world.time.clock().getTime() + hourMs),
  }
  const gate = interrupted(world.context.gate, "createExtra", { before: () => sweepRegistrations(rival) })

  await advance({ ...world.context, gate, owner: "slow" }, id)

  expect(await getRegistration(world, id)).toMatchObject({ step: "finished", attempts: 1 })
  expect(await countPosts(world, "/user_extra/")).toBe(1)
})
