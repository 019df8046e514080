import { expect, test } from "vitest"
import { endAllLeases } from "@/lib/db/queries/work-lease"
import { testDatabase } from "@/lib/db/test-database"
import { sweep } from "@/lib/sweep"
import { type InterruptedCall, interrupted } from "@/lib/testing/interruption"
import {
  acceptedRegistration,
  createWorld,
  getRegistration,
  sweepUntilOver,
  type World,
} from "@/lib/testing/registration-world"
import { advance } from "./advance"

const database = testDatabase()

const hourMs = 60 * 60_000

/** GATE takes any number of records, so nothing but our own guards prevents a second one. */
const lenientWorld = () => createWorld(database.db, { dialect: { duplicateExtra: "allow" } })

/** Works on a registration until the process is killed, which is when it never goes on. */
async function advanceUntilKilled(
  world: World,
  id: string,
  call: InterruptedCall,
  moment: "before" | "after",
) {
  await new Promise<void>((reached) => {
    const killed = () => {
      reached()
      return new Promise<void>(() => {})
    }
    const gate = interrupted(world.context.gate, call, { [moment]: killed })
    void advance({ ...world.context, gate, owner: "killed" }, id)
  })
}

const points: [string, InterruptedCall, "before" | "after"][] = [
  ["during the first look-up", "getByUsername", "before"],
  ["before POST /user/", "createUser", "before"],
  ["after POST /user/", "createUser", "after"],
  ["before POST /user_extra/", "createExtra", "before"],
  ["after POST /user_extra/", "createExtra", "after"],
]

async function expectOneOfEach(world: World, id: string): Promise<void> {
  const { users, extras } = await world.gateState()
  expect([users.length, extras.length]).toEqual([1, 1])
  expect((await getRegistration(world, id)).step).toBe("finished")
}

test.each(points)(
  "killed %s, another worker finishes with one user and one extra",
  async (_, call, moment) => {
    const world = await lenientWorld()
    const id = await acceptedRegistration(world)
    await advanceUntilKilled(world, id, call, moment)

    await world.pass(hourMs)
    await sweepUntilOver({ ...world, context: { ...world.context, owner: "survivor" } }, id)

    await expectOneOfEach(world, id)
  },
)

test.each(points)(
  "something nobody expected %s is logged, and later sweeps finish it",
  async (_, call, moment) => {
    const world = await lenientWorld()
    const id = await acceptedRegistration(world)
    const fail = () => Promise.reject(new Error("nobody expected this"))
    const gate = interrupted(world.context.gate, call, { [moment]: fail })
    await advance({ ...world.context, gate }, id)

    await sweepUntilOver(world, id)

    expect(world.logged()).toContain("a registration could not be advanced")
    await expectOneOfEach(world, id)
  },
)

test("nobody takes a registration while its lease lasts", async () => {
  const world = await lenientWorld()
  const id = await acceptedRegistration(world)
  await advanceUntilKilled(world, id, "createExtra", "before")

  await sweep(world.context)

  const row = await getRegistration(world, id)
  expect(row).toMatchObject({ step: "user_created", attempts: 1 })
  expect(row.runAt.getTime()).toBeLessThanOrEqual(world.time.clock().getTime())
})

test("a restart on PGlite frees what the killed process held at once", async () => {
  const world = await lenientWorld()
  const id = await acceptedRegistration(world)
  await advanceUntilKilled(world, id, "createExtra", "before")

  await endAllLeases(database.db)
  await sweep(world.context)

  // Somebody took it, and comes back once the write that was under way has settled.
  const { runAt } = await getRegistration(world, id)
  expect(runAt.getTime()).toBeGreaterThan(world.time.clock().getTime())
})
