import { expect, test } from "vitest"
import { testDatabase } from "@/lib/db/test-database"
import { advance } from "@/lib/delivery/advance"
import { interrupted } from "@/lib/testing/interruption"
import {
  acceptedRegistration,
  createWorld,
  getRegistration,
  provedPerson,
  sweepUntilOver,
  testInput,
} from "@/lib/testing/registration-world"
import { register } from "./register"

const database = testDatabase()

test("somebody who registers while another registration of theirs is under way waits for it: one account, two records", async () => {
  const world = await createWorld(database.db, { dialect: { duplicateExtra: "allow" } })
  const person = await provedPerson(world)
  const first = await acceptedRegistration(world, { person })
  const other = await world.addEvent()
  let second = ""
  const asked: number[] = []
  const registerForOther = async () => {
    asked.push((await world.requests()).length)
    second = await register(world.context, other, person.id, testInput(), { hasAccount: false })
    asked.push((await world.requests()).length)
  }
  const gate = interrupted(world.context.gate, "createUser", { before: registerForOther })

  await advance({ ...world.context, gate }, first)

  // Nobody asked GATE anything for the second one.
  expect(asked[1]).toBe(asked[0])
  expect(await getRegistration(world, second)).toMatchObject({ step: "accepted", attempts: 0 })
  expect((await sweepUntilOver(world, second)).step).toBe("finished")
  expect((await world.gateState()).users).toHaveLength(1)
})
