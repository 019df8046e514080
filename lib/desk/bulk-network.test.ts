import { expect, test } from "vitest"
import { testDatabase } from "@/lib/db/test-database"
import type { BulkAction } from "@/lib/domain/bulk"
import { findPassView } from "@/lib/network/pass-view"
import { createNetworkWorld, hourMs } from "@/lib/testing/network"
import { testEventScope, testOrganizer } from "@/lib/testing/organizer"
import { testId } from "@/lib/testing/registration-world"
import { readProgress, runBulk, startBulk } from "./bulk"

const database = testDatabase()

test("time is added for many and passes are ended, which is taken back for those alone", async () => {
  const world = await createNetworkWorld(database.db, { rule: { givenAt: "registration" } })
  const { context, registrationId } = world
  const second = await world.register(world.event, await world.someone())
  await world.live(hourMs)
  const scope = await testEventScope(world, await testOrganizer(world))
  const run = async (action: BulkAction, selection: { ids: string[] } | { doneIn: string }) => {
    const jobId = testId()
    expect(await startBulk(context, scope, { jobId, action, selection })).toBe("started")
    await runBulk(context, jobId)
    await world.perform()
    return { jobId, counts: (await readProgress(context, scope, jobId))?.counts }
  }
  const state = async (id: string) => (await findPassView(context, id))?.state
  const ids = [registrationId, second]

  const added = await run("add_network_time", { ids })
  expect(added.counts).toMatchObject({ done: 2 })
  expect(await world.token()).toMatchObject({ user_time: 5_400 })

  await run("end_network", { ids: [second] })
  const ended = await run("end_network", { ids })
  expect(ended.counts).toMatchObject({ done: 1, already: 1 })
  expect(await world.token()).toMatchObject({ user_time: 0 })

  expect((await run("give_network_again", { doneIn: ended.jobId })).counts).toMatchObject({ done: 1 })
  expect(await Promise.all(ids.map(state))).toEqual(["ready", "over"])
  const foreign = await testEventScope(world, scope, (await world.addEvent()).slug)
  const order = { jobId: testId(), action: "give_network_again", selection: { doneIn: ended.jobId } } as const
  expect(await startBulk(context, foreign, order)).toBe("nobody")
})
