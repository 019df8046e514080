import { expect, test } from "vitest"
import { cancel } from "@/lib/account/cancel"
import { addPassSeconds, findNetworkAccount } from "@/lib/db/queries/network-passes"
import { testDatabase } from "@/lib/db/test-database"
import type { Fault } from "@/lib/gate-local/faults"
import { createNetworkWorld, hourMs, minuteMs } from "@/lib/testing/network"
import { oweNetworkPass } from "./owe-network-pass"

// Every kind of fault at every call of a pass's life: given, opened, topped up, taken back. What is asked each time is the
// account as GATE has it in the end, to the second.

const database = testDatabase()

const faults: Partial<Fault>[] = [
  { fault: "error", status: 503 },
  { fault: "error", status: 401 },
  { fault: "throttle", retryAfterSeconds: 30 },
  { fault: "drop-before" },
  { fault: "drop-after" },
  { fault: "error-after", status: 500 },
  { fault: "late", delayMs: 20_000 },
  { fault: "garbage" },
  { fault: "forget", fields: ["profile", "password"] },
]

const calls = [
  { method: "GET", path: "/user/\\d+" },
  { method: "GET", path: "user_token" },
  { method: "PATCH", path: "user_token" },
]

const cells = (["documents", "drf"] as const).flatMap((dialect) =>
  faults.flatMap((fault) =>
    calls.map((call) => ({
      dialect,
      name: `${fault.fault} ${fault.status ?? ""} at ${call.method} ${call.path}`,
      // Three times: the client repeats a failed read by itself.
      plan: [{ ...fault, ...call, times: call.method === "GET" ? 3 : 1 }],
    })),
  ),
)

test.each(cells)("$dialect, $name: the account is as it should be in the end", async ({ dialect, plan }) => {
  const world = await createNetworkWorld(database.db, { dialect, rule: { givenAt: "check_in" } })
  const { context, registrationId, person } = world
  /** Long enough for a few tries, and in the same hour. */
  const settle = async () => {
    for (let round = 0; round < 6; round++) {
      await world.pass(minuteMs)
      await world.perform()
    }
  }

  await world.faults(plan)
  await world.checkIn()
  await settle()
  expect(await findNetworkAccount(database.db, person.id)).toMatchObject({
    isPasswordDue: false,
    writeStartedAt: null,
  })
  expect(await world.state()).toBe("waiting")
  expect(await world.token()).toMatchObject({ profile: [], expiration: null, user_time: null })

  await world.faults(plan)
  await world.live(hourMs)
  await settle()
  expect(await world.token()).toMatchObject({ profile: ["guest"], user_time: 3_600 })
  expect(await world.state()).toBe("ready")

  await world.faults(plan)
  await database.db.transaction(async (tx) => {
    await addPassSeconds(tx, registrationId, 1_800)
    await oweNetworkPass(tx, context, person.id)
  })
  await settle()
  expect(await world.token()).toMatchObject({ profile: ["guest"], user_time: 5_400 })

  await world.faults(plan)
  await cancel({ ...context, actorId: context.newId() }, registrationId)
  await settle()
  expect(await world.token()).toMatchObject({ profile: [], klass: null, expiration: null, user_time: 0 })
  expect(await world.state()).toBe("over")
  expect(await findNetworkAccount(database.db, person.id)).toMatchObject({ before: null, topUp: null })
})

test("time that was added while somebody is online is not added twice by an answer that was lost", async () => {
  const world = await createNetworkWorld(database.db)
  const { context, registrationId, person } = world
  await world.live(hourMs)
  await world.goOnline(person.gateUsername)
  await world.pass(10 * minuteMs)
  await world.faults([{ fault: "drop-after", method: "PATCH", path: "user_token", times: 1 }])
  await database.db.transaction(async (tx) => {
    await addPassSeconds(tx, registrationId, 1_800)
    await oweNetworkPass(tx, context, person.id)
  })
  for (let round = 0; round < 6; round++) {
    await world.perform()
    await world.pass(minuteMs)
  }
  await world.perform()
  const spent = (16 * minuteMs) / 1_000
  expect((await world.token()).user_time).toBe(3_600 + 1_800 - spent)
})
