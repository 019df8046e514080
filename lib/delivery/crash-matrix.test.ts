import { describe, expect, test } from "vitest"
import type { AppContext } from "@/lib/context"
import type { Database } from "@/lib/db/database"
import { getEvent } from "@/lib/db/queries/events"
import { findPerson, type PersonRow } from "@/lib/db/queries/people"
import { findRegistrationOf, listRegistrationsOf } from "@/lib/db/queries/registrations"
import { endAllLeases } from "@/lib/db/queries/work-lease"
import { testDatabase } from "@/lib/db/test-database"
import type { Fault } from "@/lib/gate-local/faults"
import { accept } from "@/lib/registration/accept"
import { type InterruptedCall, interrupted } from "@/lib/testing/interruption"
import {
  createWorld,
  getRegistration,
  provedPerson,
  sweepUntilOver,
  testInput,
  type World,
} from "@/lib/testing/registration-world"
import { advance } from "./advance"

// Reliability R2: sixteen moments at which the process dies, crossed with eight ways in which GATE fails each POST, in a
// GATE that stores a second record of a person and the process that starts again at once.

const database = testDatabase()

/** The process is gone: what was under way never goes on. */
class Death {
  private announce = () => {}
  readonly announced = new Promise<void>((resolve) => {
    this.announce = resolve
  })

  readonly come = (): Promise<never> => {
    this.announce()
    return new Promise<never>(() => {})
  }
}

class RolledBack extends Error {}

type Intent = "user" | "extra"

async function isIntended(
  tx: Database,
  person: PersonRow,
  eventId: string,
  intent: Intent,
): Promise<boolean> {
  if (intent === "user") return (await findPerson(tx, person.id))?.userAttempt.startedAt != null
  const registration = await findRegistrationOf(tx, { eventId, personId: person.id })
  return registration?.extraAttempt.startedAt != null
}

/** A database whose process dies before the transaction that commits to a POST is committed. */
function dyingBeforeIntent(world: World, person: PersonRow, intent: Intent, death: Death): Database {
  const { db } = world.context
  const transaction: Database["transaction"] = async (write, config) => {
    try {
      return await db.transaction(async (tx) => {
        const result = await write(tx)
        if (await isIntended(tx, person, world.event.id, intent)) throw new RolledBack()
        return result
      }, config)
    } catch (error) {
      if (error instanceof RolledBack) return death.come()
      throw error
    }
  }
  return new Proxy(db, {
    get: (target, name) => (name === "transaction" ? transaction : Reflect.get(target, name, target)),
  })
}

/** How a context is made to die, and where. */
type Moment = {
  name: string
  /** GATE has the account already, so that the record is looked for before it is made. */
  isKnownInGate?: boolean
  /** Works until the process dies, or to the end. */
  work: (world: World, person: PersonRow) => Promise<void>
}

/** The process dies at the n-th id it makes: the first is the registration's, the second, last in the transaction, the mail's. */
const atId = (name: string, number: number): Moment => ({
  name,
  work: async (world, person) => {
    let ids = 0
    const newId = () => {
      ids += 1
      if (ids === number) throw new RolledBack()
      return world.context.newId()
    }
    const dying = { ...world, context: { ...world.context, newId } }
    await expect(register(dying, person)).rejects.toThrow(RolledBack)
  },
})

/** What the visitor's browser sends: the same, however often. */
const submission = testInput()

const register = ({ context, event }: World, person: PersonRow) =>
  accept(context, event, person.id, submission)

async function registerAndAdvance(
  world: World,
  person: PersonRow,
  dying: (death: Death) => Partial<AppContext>,
): Promise<void> {
  const { registrationId } = await register(world, person)
  const death = new Death()
  const context = { ...world.context, ...dying(death), owner: "dying" }
  const until = async () => {
    for (let round = 0; round < 30; round++) {
      await advance(context, registrationId)
      const { step, runAt } = await getRegistration(world, registrationId)
      if (step === "finished") throw new Error("The process never came to where it should have died")
      await world.pass(Math.max(1, runAt.getTime() - world.time.clock().getTime()))
    }
  }
  await Promise.race([death.announced, until()])
}

const atCall = (name: string, call: InterruptedCall, moment: "before" | "during" | "after"): Moment => ({
  name,
  isKnownInGate: call === "listExtras",
  work: (world, person) =>
    registerAndAdvance(world, person, (death) => ({
      gate: interrupted(world.context.gate, call, { [moment]: death.come }),
    })),
})

const atIntent = (name: string, intent: Intent): Moment => ({
  name,
  work: (world, person) =>
    registerAndAdvance(world, person, (death) => ({ db: dyingBeforeIntent(world, person, intent, death) })),
})

const moments: Moment[] = [
  { name: "never", work: async () => {} },
  atId("before the place is taken", 1),
  atId("before the place is committed", 2),
  {
    name: "once the place is committed",
    work: async (world, person) => void (await register(world, person)),
  },
  atCall("before the look-up of the account", "getByUsername", "before"),
  atCall("after the look-up of the account", "getByUsername", "after"),
  atIntent("before the intent to make the account", "user"),
  atCall("after the intent to make the account", "createUser", "before"),
  atCall("while the account is made", "createUser", "during"),
  atCall("with GATE's answer about the account", "createUser", "after"),
  atCall("before the look-up of the record", "listExtras", "before"),
  atCall("after the look-up of the record", "listExtras", "after"),
  atIntent("before the intent to make the record", "extra"),
  atCall("after the intent to make the record", "createExtra", "before"),
  atCall("while the record is made", "createExtra", "during"),
  atCall("with GATE's answer about the record", "createExtra", "after"),
]

/** A minute late is within the settle time of 90 s. */
const lateMs = 60_000

const faults: [string, Omit<Fault, "method" | "path" | "times">][] = [
  ["resets before it stores", { fault: "drop-before" }],
  ["resets after it stored", { fault: "drop-after" }],
  ["answers 500 before it stores", { fault: "error", status: 500 }],
  ["answers 500 after it stored", { fault: "error-after", status: 500 }],
  ["answers 502 after it stored", { fault: "error-after", status: 502 }],
  ["answers 429", { fault: "throttle", retryAfterSeconds: 30 }],
  ["answers later than the site waits", { fault: "slow", delayMs: lateMs }],
  ["stores a minute after the reset", { fault: "late", delayMs: lateMs }],
]

/** In real time, because that is how long a slow answer is waited for; everything else takes 20 ms. */
const patience = { readMs: 250, writeMs: 250 }

describe.each(faults)("GATE %s", (_, fault) => {
  test.each(moments.map((moment) => [moment.name, moment] as const))(
    "and the process dies %s",
    async (__, moment) => {
      const { isKnownInGate, work } = moment
      const world = await createWorld(database.db, {
        dialect: { duplicateExtra: "allow" },
        event: { capacity: 5 },
        ...(fault.fault === "slow" ? { timeouts: patience } : {}),
      })
      const person = await provedPerson(world)
      if (isKnownInGate) {
        const { email } = person
        await world.context.gate.users.create({
          username: email,
          email,
          organization: world.event.organization.name,
        })
      }
      await world.faults([
        { ...fault, method: "POST", path: "/user/$", times: 1 },
        { ...fault, method: "POST", path: "/user_extra/$", times: 1 },
      ])

      await work(world, person)
      await endAllLeases(database.db)
      const { registrationId } = await register(world, person)
      const row = await sweepUntilOver(world, registrationId)

      const { users, extras } = await world.gateState()
      expect(row.step).toBe("finished")
      expect([users.length, extras.length]).toEqual([1, 1])
      expect(await listRegistrationsOf(database.db, person.id)).toHaveLength(1)
      expect((await getEvent(database.db, world.event.id)).taken).toBe(1)
    },
  )
})
