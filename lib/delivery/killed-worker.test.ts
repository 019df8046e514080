import { expect, test } from "vitest"
import { testDatabase } from "@/lib/db/test-database"
import { leaseLeftMs } from "@/lib/db/test-leases"
import { startTestProcess } from "@/lib/db/test-process"
import { acceptedRegistration, createWorld, settleMs, sweepUntilOver } from "@/lib/testing/registration-world"

const database = testDatabase({ isEmptied: false })

test("what a killed process worked on is free 15 seconds later, and another process finishes it once", async () => {
  const world = await createWorld(database.db, { dialect: { duplicateExtra: "allow" } })
  const id = await acceptedRegistration(world)
  const worker = startTestProcess("lib/testing/worker.ts", database.url ?? "", id)
  await worker.nextLine()
  await worker.killHard()
  const killedAt = world.time.clock().getTime()

  expect(await leaseLeftMs(database.db, id)).toBeLessThanOrEqual(15_000)
  await world.pass(15_000)
  const { finishedAt } = await sweepUntilOver(world, id)

  const { users, extras } = await world.gateState()
  expect([users.length, extras.length]).toEqual([1, 1])
  expect((finishedAt?.getTime() ?? 0) - killedAt).toBeLessThanOrEqual(15_000 + settleMs)
})
