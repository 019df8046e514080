import { expect, test } from "vitest"
import { startEmailChange } from "@/lib/account/change-email"
import { admitOrganizerRow } from "@/lib/db/queries/organizers"
import { testDatabase } from "@/lib/db/test-database"
import { recordStatements } from "@/lib/db/test-statements"
import { sweep } from "@/lib/sweep"
import {
  acceptedRegistration,
  createWorld,
  provedPerson,
  testId,
  testInput,
  type World,
} from "@/lib/testing/registration-world"
import { startDraft } from "./draft"
import { sendCode } from "./send-code"

const database = testDatabase()

const asker = { client: "198.51.100.7" }

/** What was done for one request: statements, calls to GATE, mails but for their codes. */
type Done = { statements: string[]; calls: number; mails: string[] }

async function doing(world: World, work: (world: World) => Promise<unknown>, email: string): Promise<Done> {
  const { db, statements } = recordStatements(database)
  const [mails, calls] = [world.mails.length, (await world.requests()).length]
  statements.length = 0
  await work({ ...world, context: { ...world.context, db } })
  const done = [...statements]
  return {
    statements: done,
    calls: (await world.requests()).length - calls,
    mails: world.mails.slice(mails).map((mail) =>
      JSON.stringify(mail)
        .replaceAll(email, "?")
        .replace(/\d{3} ?\d{3}/g, "code")
        .replace(/"(at|id)":"[^"]*"/g, ""),
    ),
  }
}

/** Addresses of somebody who is registered, somebody who organizes, and nobody. */
async function addresses(world: World): Promise<[string, string, string]> {
  const [attendee, organizer] = [
    await provedPerson(world, "attendee@example.org"),
    await provedPerson(world, "organizer@example.org"),
  ]
  await acceptedRegistration(world, { person: attendee })
  await sweep(world.context)
  const standing = { organization: world.event.organization, role: "admin", gateUserId: null }
  await admitOrganizerRow(world.context.db, organizer.id, standing, world.context.clock())
  return [attendee.email, organizer.email, "nobody12@example.org"]
}

const requests: [string, (email: string) => (world: World) => Promise<unknown>][] = [
  [
    "a code to sign in with",
    (email) => (world) => sendCode(world.context, { ...asker, challengeId: testId(), email, language: "en" }),
  ],
  [
    "a code for a registration",
    (email) => (world) => {
      const { termsAcceptedAt: _, ...input } = testInput()
      return startDraft(world.context, world.event, { ...input, email }, asker)
    },
  ],
]

test.each(requests)(
  "asking for %s does the same whether or not anybody has the address",
  async (_, request) => {
    const world = await createWorld(database.db)
    const [attendee, organizer, nobody] = await addresses(world)

    const forAttendee = await doing(world, request(attendee), attendee)
    const forOrganizer = await doing(world, request(organizer), organizer)
    const forNobody = await doing(world, request(nobody), nobody)

    expect(forNobody.statements.length).toBeGreaterThan(3)
    expect(forNobody.mails).toHaveLength(1)
    expect(forAttendee).toEqual(forNobody)
    expect(forOrganizer).toEqual(forNobody)
  },
)

test("asking for a new address of one's own does the same work whether or not somebody has it", async () => {
  const world = await createWorld(database.db)
  const [attendee, , nobody] = await addresses(world)
  const person = await provedPerson(world, "asker@example.org")
  const change = (email: string) => (given: World) =>
    startEmailChange(given.context, person, { ...asker, challengeId: testId(), email, language: "en" })

  const taken = await doing(world, change(attendee), attendee)
  const free = await doing(world, change(nobody), nobody)

  expect(taken.mails).toHaveLength(1)
  expect({ ...taken, mails: taken.mails.length }).toEqual({ ...free, mails: free.mails.length })
})
