import { expect, test } from "vitest"
import { getPerson } from "@/lib/db/queries/people"
import { testDatabase } from "@/lib/db/test-database"
import type { DialectName } from "@/lib/gate-local/dialect"
import {
  acceptedRegistration,
  createWorld,
  getRegistration,
  provedPerson,
  type World,
} from "@/lib/testing/registration-world"
import { advance } from "./advance"
import { alternativeUsername } from "./username"

// Reliability R9: 500 usernames of ours that belong to strangers, 450 seen at the look-up and 50 only by GATE's refusal.

const database = testDatabase()

type Ours = { registration: string; person: string; email: string }

/** Strangers' accounts under the usernames of so many people, who have all registered. */
async function beforeStrangers(dialect: DialectName, count: number): Promise<{ world: World; ours: Ours[] }> {
  const world = await createWorld(database.db, { dialect })
  const { name, id } = world.event.organization
  const emails = Array.from({ length: count }, (_, index) => `person${index}@people.example`)
  await world.seed({
    dialect,
    organizations: [{ id: Number(id), name }],
    users: emails.map((username, index) => ({
      ...{ id: index + 1, username, organization: name },
      email: `stranger${index}@elsewhere.example`,
    })),
  })
  const ours: Ours[] = []
  for (const email of emails) {
    const person = await provedPerson(world, email)
    ours.push({ registration: await acceptedRegistration(world, { person }), person: person.id, email })
  }
  return { world, ours }
}

async function writes(world: World): Promise<string[]> {
  const requests = (await world.requests()).filter(({ method }) => method !== "GET")
  return requests.map(({ method, path }) => `${method} ${path}`)
}

test("of hundreds of strangers' accounts with our people's usernames none is adopted and none written to", async () => {
  // PGlite needs three times as long, and shows nothing else.
  const count = database.driver === "postgres" ? 450 : 50
  const { world, ours } = await beforeStrangers("documents", count)
  // What comes after the look-up takes most of the time, and another test has it.
  await world.faults([{ method: "POST", fault: "error", status: 403 }])

  for (const { registration } of ours) await advance(world.context, registration)

  for (const { person, email } of ours) {
    const { gateUserId, gateUsername } = await getPerson(database.db, person)
    expect(gateUserId).toBeNull()
    expect(gateUsername).toBe(alternativeUsername(email, person))
  }
  expect(await writes(world)).toEqual(ours.map(() => "POST /api/v1/user/"))
}, 90_000)

test.each(["documents", "drf"] as const)(
  "in the dialect %s, 25 names that only GATE's refusal shows to be taken are left to their owners",
  async (dialect) => {
    const { world, ours } = await beforeStrangers(dialect, 25)

    for (const { registration } of ours) {
      await world.faults([{ method: "GET", path: "/user/username/", fault: "error", status: 404, times: 1 }])
      await advance(world.context, registration)
    }

    for (const { registration, person } of ours) {
      expect((await getRegistration(world, registration)).step).toBe("finished")
      expect(Number((await getPerson(database.db, person)).gateUserId)).toBeGreaterThan(ours.length)
    }
    const all = ["POST /api/v1/user/", "POST /api/v1/user/", "POST /api/v1/user_extra/"]
    expect(await writes(world)).toEqual(ours.flatMap(() => all))
  },
)
