import { expect, test } from "vitest"
import type { Database } from "@/lib/db/database"
import { getPerson } from "@/lib/db/queries/people"
import { testDatabase } from "@/lib/db/test-database"
import {
  acceptedRegistration,
  createWorld,
  getRegistration,
  provedPerson,
} from "@/lib/testing/registration-world"
import { advance } from "./advance"

const database = testDatabase()

/** The same database, and how many of its transactions are open now. */
function counted(db: Database): { db: Database; open: () => number } {
  let open = 0
  const transaction: Database["transaction"] = async (write, config) => {
    open += 1
    try {
      return await db.transaction(write, config)
    } finally {
      open -= 1
    }
  }
  const proxy = new Proxy(db, {
    get: (target, name) => (name === "transaction" ? transaction : Reflect.get(target, name, target)),
  })
  return { db: proxy, open: () => open }
}

test("while GATE is called no transaction is open (I9), and a POST is sent only once its intent is committed (I7)", async () => {
  const world = await createWorld(database.db)
  const person = await provedPerson(world)
  const id = await acceptedRegistration(world, { person })
  const { db, open } = counted(database.db)
  const { users, userExtras } = world.context.gate
  const seen: [string, number, boolean][] = []
  const gate: typeof world.context.gate = {
    ...world.context.gate,
    users: {
      ...users,
      getByUsername: (name) => {
        seen.push(["look-up", open(), true])
        return users.getByUsername(name)
      },
      create: async (user) => {
        const { userAttempt } = await getPerson(database.db, person.id)
        seen.push(["account", open(), userAttempt.startedAt !== null])
        return users.create(user)
      },
    },
    userExtras: {
      ...userExtras,
      create: async (extra) => {
        const { extraAttempt } = await getRegistration(world, id)
        seen.push(["record", open(), extraAttempt.startedAt !== null])
        return userExtras.create(extra)
      },
    },
  }

  await advance({ ...world.context, db, gate }, id)

  expect(seen).toEqual([
    ["look-up", 0, true],
    ["account", 0, true],
    ["record", 0, true],
  ])
})
