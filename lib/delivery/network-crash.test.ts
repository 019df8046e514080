import { expect, test } from "vitest"
import { cancel } from "@/lib/account/cancel"
import type { AppContext } from "@/lib/context"
import { addPassSeconds } from "@/lib/db/queries/network-passes"
import { endAllLeases } from "@/lib/db/queries/work-lease"
import { testDatabase } from "@/lib/db/test-database"
import { createNetworkWorld, hourMs, minuteMs, type NetworkWorld } from "@/lib/testing/network"
import { oweNetworkPass } from "./owe-network-pass"
import { performDueTasks } from "./perform-task"

// The process dies at each moment of each step of a pass, and another one goes on after it: nothing is added twice.

const database = testDatabase()

const moments = ["before the account is read", "before the PATCH", "with the answer to the PATCH"] as const
type Moment = (typeof moments)[number]

/** Works until the process dies; what was under way never goes on. */
async function workUntilDeath(world: NetworkWorld, moment: Moment): Promise<void> {
  const { gate } = world.context
  const { userTokens } = gate
  await new Promise<void>((died) => {
    const die = () => {
      died()
      return new Promise<never>(() => {})
    }
    const dying: AppContext["gate"]["userTokens"] = {
      ...userTokens,
      get: (...call) => (moment === "before the account is read" ? die() : userTokens.get(...call)),
      patch: async (...call) => {
        if (moment === "with the answer to the PATCH") await userTokens.patch(...call)
        return die()
      },
    }
    const context = { ...world.context, gate: { ...gate, userTokens: dying }, owner: "dying" }
    // Another task of the same person may come first; whoever dies never comes back from a round.
    const work = async () => {
      for (let round = 0; round < 5; round++) await performDueTasks(context)
    }
    void work()
  })
  await endAllLeases(database.db)
}

async function goOn(world: NetworkWorld): Promise<void> {
  for (let round = 0; round < 4; round++) {
    await world.perform()
    await world.pass(minuteMs)
  }
}

test.each(moments)("the process dies %s", async (moment) => {
  const world = await createNetworkWorld(database.db)
  const { context, registrationId, person } = world
  await world.pass(hourMs)
  await workUntilDeath(world, moment)
  await goOn(world)
  expect(await world.token()).toMatchObject({ profile: ["guest"], user_time: 3_600 })

  await database.db.transaction(async (tx) => {
    await addPassSeconds(tx, registrationId, 1_800)
    await oweNetworkPass(tx, context, person.id)
  })
  await workUntilDeath(world, moment)
  await goOn(world)
  expect(await world.token()).toMatchObject({ profile: ["guest"], user_time: 5_400 })

  await cancel(context, registrationId)
  await workUntilDeath(world, moment)
  await goOn(world)
  expect(await world.token()).toMatchObject({ profile: [], expiration: null, user_time: 0 })
  expect(await world.state()).toBe("over")
})
