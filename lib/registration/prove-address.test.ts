import { describe, expect, test } from "vitest"
import { findChallenge } from "@/lib/db/queries/drafts"
import { testDatabase } from "@/lib/db/test-database"
import { codeLifetimeMs, maxCodeAttempts, resendAfterMs } from "@/lib/outbox/code"
import { address, mailedChallenge, mailedCode, otherCode } from "@/lib/testing/codes"
import { createWorld, testId, type World } from "@/lib/testing/registration-world"
import { confirmSignIn } from "./confirm"
import { proveAddress } from "./prove-address"
import { sendCode } from "./send-code"

const database = testDatabase()

const prove = ({ context }: World, challengeId: string, code: string) =>
  proveAddress(context, challengeId, code)

async function resend(world: World, challengeId: string): Promise<string> {
  await world.pass(resendAfterMs)
  await sendCode(world.context, {
    challengeId,
    email: address,
    client: null,
    language: "en",
  })
  return mailedCode(world, address)
}

/** What each attempt came to: "proved", or the code of its error. */
async function outcomes(attempts: Promise<string>[]): Promise<string[]> {
  const results = await Promise.allSettled(attempts)
  return results.map((result) => (result.status === "fulfilled" ? "proved" : String(result.reason.code)))
}

const count = (list: string[], value: string) => list.filter((item) => item === value).length

describe("one code", () => {
  test("proves its address", async () => {
    const world = await createWorld(database.db)
    const { challengeId, code } = await mailedChallenge(world)

    expect(await prove(world, challengeId, `${code.slice(0, 3)} ${code.slice(3)}`)).toBe(address)
  })

  test("works a second time within a minute, for a double click, and not later", async () => {
    const world = await createWorld(database.db)
    const { challengeId, code } = await mailedChallenge(world)
    await prove(world, challengeId, code)

    const twice = await prove(world, challengeId, code)
    await world.pass(60_000)

    expect(twice).toBe(address)
    await expect(prove(world, challengeId, code)).rejects.toMatchObject({ code: "draft_missing" })
  })

  test("that is wrong does not pass because the right one just did", async () => {
    const world = await createWorld(database.db)
    const { challengeId, code } = await mailedChallenge(world)
    await prove(world, challengeId, code)

    expect(await outcomes([prove(world, challengeId, otherCode(code))])).toEqual(["code_wrong"])
  })

  test("may be mistyped four times; the fifth wrong one ends it, even for the right code", async () => {
    const world = await createWorld(database.db)
    const { challengeId, code } = await mailedChallenge(world)
    const answers: string[] = []
    for (let attempt = 0; attempt < maxCodeAttempts; attempt++)
      answers.push(...(await outcomes([prove(world, challengeId, otherCode(code))])))

    answers.push(...(await outcomes([prove(world, challengeId, code)])))

    expect(answers).toEqual([
      "code_wrong",
      "code_wrong",
      "code_wrong",
      "code_wrong",
      "code_spent",
      "code_spent",
    ])
  })

  test("that is no code at all costs no attempt", async () => {
    const world = await createWorld(database.db)
    const { challengeId } = await mailedChallenge(world)

    await expect(prove(world, challengeId, "12345")).rejects.toMatchObject({ code: "code_malformed" })

    expect((await findChallenge(database.db, challengeId))?.attempts).toBe(0)
  })

  test.each([
    [codeLifetimeMs - 1, "proved"],
    [codeLifetimeMs, "code_expired"],
  ])("%i ms old is %s", async (age, expected) => {
    const world = await createWorld(database.db)
    const { challengeId, code } = await mailedChallenge(world)
    await world.pass(age)

    expect(await outcomes([prove(world, challengeId, code)])).toEqual([expected])
  })

  test("is worth nothing once another one was sent", async () => {
    const world = await createWorld(database.db)
    const { challengeId, code } = await mailedChallenge(world)
    const fresh = await resend(world, challengeId)

    const answers = await outcomes([prove(world, challengeId, code)])

    expect(fresh).not.toBe(code)
    expect(answers).toEqual(["code_wrong"])
    expect(await prove(world, challengeId, fresh)).toBe(address)
  })

  test("is bound to the challenge it was made for", async () => {
    const world = await createWorld(database.db)
    const mine = await mailedChallenge(world)
    const foreign = await mailedChallenge(world, "bob@example.org")

    expect(await outcomes([prove(world, mine.challengeId, foreign.code)])).toEqual(["code_wrong"])
  })

  test.each([["an unknown challenge", testId()]])("of %s is missing", async (_, challengeId) => {
    const world = await createWorld(database.db)

    await expect(prove(world, challengeId, "123456")).rejects.toMatchObject({ code: "draft_missing" })
  })
})

test("a resend after five wrong ones begins anew", async () => {
  const world = await createWorld(database.db)
  const { challengeId, code } = await mailedChallenge(world)
  await outcomes(Array.from({ length: 5 }, () => prove(world, challengeId, otherCode(code))))

  const fresh = await resend(world, challengeId)

  expect(await prove(world, challengeId, fresh)).toBe(address)
})

test("of 200 wrong guesses at once exactly five are evaluated", async () => {
  const world = await createWorld(database.db)
  const { challengeId, code } = await mailedChallenge(world)

  const answers = await outcomes(
    Array.from({ length: 200 }, () => prove(world, challengeId, otherCode(code))),
  )

  expect(count(answers, "code_wrong")).toBe(4)
  expect(count(answers, "code_spent")).toBe(196)
  expect((await findChallenge(database.db, challengeId))?.attempts).toBe(5)
})

test("50 right codes at once open exactly one session", async () => {
  const world = await createWorld(database.db)
  const confirmation = await mailedChallenge(world)
  const sessions = new Set<string>()
  const keep = async (id: string) => void sessions.add(id)

  const signedIn = await Promise.allSettled(
    Array.from({ length: 50 }, () => confirmSignIn(world.context, confirmation, keep)),
  )

  expect(signedIn.filter(({ status }) => status === "fulfilled").length).toBeGreaterThan(0)
  expect(sessions.size).toBe(1)
})

test("what is stored is not the code", async () => {
  const world = await createWorld(database.db)
  const { challengeId, code } = await mailedChallenge(world)

  expect(JSON.stringify(await findChallenge(database.db, challengeId))).not.toContain(code)
})
