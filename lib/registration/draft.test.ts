import { describe, expect, test } from "vitest"
import { findChallenge, findDraft } from "@/lib/db/queries/drafts"
import { getEvent } from "@/lib/db/queries/events"
import { findSession } from "@/lib/db/queries/people"
import { testDatabase } from "@/lib/db/test-database"
import { sweep } from "@/lib/sweep"
import { address, mailedChallenge, mailedCode, otherCode } from "@/lib/testing/codes"
import { createWorld, getRegistration, testId, testInput, type World } from "@/lib/testing/registration-world"
import { confirmDraft, confirmSignIn } from "./confirm"
import { findOpenDraft, resendCode, startDraft } from "./draft"
import { sessionLifetimeMs } from "./sign-in"

const database = testDatabase()

const dayMs = 24 * 60 * 60_000

function typed(overrides: Partial<Parameters<typeof startDraft>[2]> = {}) {
  const { termsAcceptedAt: _, ...input } = testInput()
  return { ...input, email: address, ...overrides }
}

/** Confirms and returns the registration with the session that was opened. */
async function confirm(world: World, challengeId: string, code: string, event = world.event) {
  const sessions: string[] = []
  const keep = async (id: string) => void sessions.push(id)
  const registrationId = await confirmDraft(world.context, event, { challengeId, code, language: "en" }, keep)
  return { registrationId, sessions }
}

describe("a form that was sent", () => {
  test("twice at once is one challenge, one mail and one draft", async () => {
    const world = await createWorld(database.db)
    const input = typed()

    const ids = await Promise.all(
      [1, 2].map(() => startDraft(world.context, world.event, input, { client: null })),
    )

    expect(new Set(ids).size).toBe(1)
    expect(world.mails).toHaveLength(1)
    expect(await findDraft(database.db, ids[0] ?? "")).toMatchObject({ firstName: "Ana", locale: "es_MX" })
  })

  test("again with another address mails a code there, and the first code proves nothing any more", async () => {
    const world = await createWorld(database.db)
    const input = typed({ email: "typo@example.org" })
    const challengeId = await startDraft(world.context, world.event, input, { client: null })
    const first = mailedCode(world, "typo@example.org")
    await startDraft(
      world.context,
      world.event,
      { ...input, email: address, firstName: "Anna" },
      { client: null },
    )

    const withOld = confirm(world, challengeId, first)

    await expect(withOld).rejects.toMatchObject({ code: "code_wrong" })
    const { registrationId } = await confirm(world, challengeId, mailedCode(world, address))
    expect(await getRegistration(world, registrationId)).toMatchObject({ firstName: "Anna" })
  })

  test("is gone a day later, with its challenge", async () => {
    const world = await createWorld(database.db)
    const challengeId = await startDraft(world.context, world.event, typed(), { client: null })
    await world.pass(dayMs)
    await sweep(world.context)
    const afterADay = await findDraft(database.db, challengeId)

    await world.pass(1)
    await sweep(world.context)

    expect(afterADay).not.toBeNull()
    expect(await findDraft(database.db, challengeId)).toBeNull()
    expect(await findChallenge(database.db, challengeId)).toBeNull()
  })

  test("holds no place", async () => {
    const world = await createWorld(database.db, { event: { capacity: 1 } })

    await startDraft(world.context, world.event, typed(), { client: null })

    expect((await getEvent(database.db, world.event.id)).taken).toBe(0)
  })

  test("is shown again for its own event only", async () => {
    const world = await createWorld(database.db)
    const other = await world.addEvent()
    const challengeId = await startDraft(world.context, world.event, typed(), { client: null })

    expect(await findOpenDraft(world.context, challengeId, world.event.id)).toMatchObject({ email: address })
    expect(await findOpenDraft(world.context, challengeId, other.id)).toBeNull()
    expect(await findOpenDraft(world.context, testId(), world.event.id)).toBeNull()
  })
})

describe("confirming", () => {
  test("signs the person in, gives the place and erases the draft", async () => {
    const world = await createWorld(database.db)
    const challengeId = await startDraft(world.context, world.event, typed(), { client: null })

    const { registrationId, sessions } = await confirm(world, challengeId, mailedCode(world, address))

    const session = await findSession(database.db, sessions[0] ?? "", world.time.clock())
    const row = await getRegistration(world, registrationId)
    expect(session?.person).toMatchObject({ email: address, id: row.personId })
    expect(row).toMatchObject({ step: "finished", submissionId: challengeId })
    expect(await findDraft(database.db, challengeId)).toBeNull()
  })

  test("keeps the moment at which the terms were accepted", async () => {
    const world = await createWorld(database.db)
    const acceptedAt = world.time.clock()
    const challengeId = await startDraft(world.context, world.event, typed(), { client: null })
    await world.pass(5 * 60_000)

    const { registrationId } = await confirm(world, challengeId, mailedCode(world, address))

    expect((await getRegistration(world, registrationId)).termsAcceptedAt).toEqual(acceptedAt)
  })

  test("with a wrong code opens no session", async () => {
    const world = await createWorld(database.db)
    const challengeId = await startDraft(world.context, world.event, typed(), { client: null })
    const sessions: string[] = []

    const wrong = confirmDraft(
      world.context,
      world.event,
      { challengeId, code: otherCode(mailedCode(world, address)), language: "en" },
      async (id) => void sessions.push(id),
    )

    await expect(wrong).rejects.toMatchObject({ code: "code_wrong" })
    expect(sessions).toEqual([])
  })

  test("a full event leaves the person signed in, without a registration", async () => {
    const world = await createWorld(database.db, { event: { capacity: 1 } })
    const first = await startDraft(world.context, world.event, typed(), { client: null })
    const second = await startDraft(
      world.context,
      world.event,
      typed({ ...typed(), email: "bob@example.org" }),
      { client: null },
    )
    await confirm(world, first, mailedCode(world, address))
    const sessions: string[] = []

    const late = confirmDraft(
      world.context,
      world.event,
      { challengeId: second, code: mailedCode(world, "bob@example.org"), language: "en" },
      async (id) => void sessions.push(id),
    )

    await expect(late).rejects.toMatchObject({ code: "event_full" })
    expect(sessions).toHaveLength(1)
  })

  test.each([
    ["no challenge", ""],
    ["an unknown one", testId()],
  ])("%s is a missing draft", async (_, challengeId) => {
    const world = await createWorld(database.db)

    await expect(confirm(world, challengeId, "123456")).rejects.toMatchObject({ code: "draft_missing" })
  })

  test("a draft of another event is a missing draft, and costs no attempt", async () => {
    const world = await createWorld(database.db)
    const other = await world.addEvent()
    const challengeId = await startDraft(world.context, world.event, typed(), { client: null })

    const crossed = confirm(world, challengeId, mailedCode(world, address), other)

    await expect(crossed).rejects.toMatchObject({ code: "draft_missing" })
    expect((await findChallenge(database.db, challengeId))?.attempts).toBe(0)
  })
})

test("the two halves of a double click on Confirm end at one ticket and one session", async () => {
  const world = await createWorld(database.db)
  const challengeId = await startDraft(world.context, world.event, typed(), { client: null })
  const code = mailedCode(world, address)

  const first = await confirm(world, challengeId, code)
  const second = await confirm(world, challengeId, code)

  expect(second).toEqual(first)
})

test("signing in twice is one person with two sessions, each for a day", async () => {
  const world = await createWorld(database.db)
  const sessions: string[] = []
  for (let time = 0; time < 2; time++)
    await confirmSignIn(world.context, await mailedChallenge(world), async (id) => void sessions.push(id))

  const find = (id = "") => findSession(database.db, id, world.time.clock())
  const found = await Promise.all(sessions.map(find))
  await world.pass(sessionLifetimeMs)

  expect(new Set(found.map((session) => session?.person.id)).size).toBe(1)
  expect(await find(sessions[0])).toBeNull()
})

test("a browser that began nothing is sent no code again, and reads that there is nothing to confirm", async () => {
  const world = await createWorld(database.db)

  const resent = resendCode(world.context, { challengeId: "", client: null, language: "en" })

  await expect(resent).rejects.toMatchObject({ code: "draft_missing" })
  expect(world.mails).toEqual([])
})
