import { solveChallenge } from "altcha-lib"
import { deriveKey } from "altcha-lib/algorithms/pbkdf2"
import { describe, expect, test } from "vitest"
import { testDatabase } from "@/lib/db/test-database"
import { createWorld, testId, unlimited, type World } from "@/lib/testing/registration-world"
import { offerWork, type WorkOffer } from "./proof-of-work"
import { sendCode } from "./send-code"

const database = testDatabase()

const client = "198.51.100.7"

/** A client that has to work for every code. */
const busyWorld = () => createWorld(database.db, { context: { limits: { ...unlimited, perClientFree: 0 } } })

let asked = 0

/** Asks for a code for an address of its own. */
function ask(world: World, work: string, from = client): Promise<string> {
  asked += 1
  const email = `visitor${asked}@example.org`
  const request = { challengeId: testId(), email, client: from, language: "en", work }
  return sendCode(world.context, request).then(
    () => "sent",
    (error: { code: string }) => error.code,
  )
}

async function solve({ challenge }: WorkOffer): Promise<string> {
  const solution = await solveChallenge({ challenge, deriveKey })
  return JSON.stringify({ challenge, solution })
}

test("without work nothing is sent, with it one code is", async () => {
  const world = await busyWorld()
  const without = await ask(world, "")
  const work = await solve(await offerWork(world.context, client))

  expect([without, await ask(world, work), world.mails.length]).toEqual(["work_needed", "sent", 1])
})

describe("a solution", () => {
  test("counts once, also for 20 requests at once", async () => {
    const world = await busyWorld()
    const work = await solve(await offerWork(world.context, client))

    const answers = await Promise.all(Array.from({ length: 20 }, () => ask(world, work)))

    expect(answers.filter((answer) => answer === "sent")).toHaveLength(1)
    expect(world.mails).toHaveLength(1)
  })

  test("whose code was refused for another reason is not used up", async () => {
    const limits = { ...unlimited, perClientFree: 0, perQuarterHour: 1 }
    const world = await createWorld(database.db, { context: { limits } })
    const same = { email: "ana@example.org", client, language: "en" }
    const [first, second] = [
      await solve(await offerWork(world.context, client)),
      await solve(await offerWork(world.context, client)),
    ]
    await sendCode(world.context, { ...same, challengeId: testId(), work: first })

    const refused = sendCode(world.context, { ...same, challengeId: testId(), work: second })

    await expect(refused).rejects.toMatchObject({ code: "too_many_codes" })
    expect(await ask(world, second)).toBe("sent")
  })

  test("is worth nothing after ten minutes, and to another client", async () => {
    const world = await busyWorld()
    const work = await solve(await offerWork(world.context, client))
    const stolen = await ask(world, work, "203.0.113.9")
    await world.pass(10 * 60_000)

    expect([stolen, await ask(world, work)]).toEqual(["work_needed", "work_needed"])
  })

  test("that is spliced, forged, made easier or made to last is worth nothing", async () => {
    const world = await busyWorld()
    const [one, other] = [await offerWork(world.context, client), await offerWork(world.context, client)]
    const { solution } = JSON.parse(await solve(one))
    const { parameters, signature } = one.challenge
    const changed = (values: object) =>
      JSON.stringify({ challenge: { signature, parameters: { ...parameters, ...values } }, solution })
    const data = { ...parameters.data, expiresAt: Number.MAX_SAFE_INTEGER }
    const forgeries = [
      JSON.stringify({ challenge: other.challenge, solution }),
      JSON.stringify({ challenge: { parameters }, solution }),
      JSON.stringify({
        challenge: one.challenge,
        solution: { ...solution, derivedKey: parameters.keyPrefix },
      }),
      JSON.stringify({ challenge: one.challenge, solution: { counter: 0, derivedKey: "" } }),
      changed({ data }),
      changed({ cost: 1 }),
      changed({ keyPrefix: "" }),
      changed({ nonce: `${parameters.nonce.slice(2)}00` }),
      changed({ keySignature: signature }),
      ...["null", "[]", "{}", "{", "x".repeat(100_000), '{"challenge":{}}'],
    ]

    const answers = await Promise.all(forgeries.map((forgery) => ask(world, forgery)))

    expect(answers).toEqual(forgeries.map(() => "work_needed"))
    expect(world.mails).toEqual([])
  })
})

describe("a ticket to wait with", () => {
  test("counts after the wait, once, and for its client only", async () => {
    const world = await busyWorld()
    const { ticket, waitMs } = await offerWork(world.context, client)
    const early = await ask(world, ticket)
    await world.pass(waitMs)

    const answers = [
      await ask(world, ticket, "203.0.113.9"),
      await ask(world, ticket),
      await ask(world, ticket),
    ]

    expect(early).toBe("work_needed")
    expect(answers).toEqual(["work_needed", "sent", "work_needed"])
  })

  test("is not made anew for somebody who was early: the wait goes on", async () => {
    const world = await busyWorld()
    const { ticket } = await offerWork(world.context, client)
    await world.pass(4_000)

    expect(await offerWork(world.context, client, ticket)).toMatchObject({ ticket, waitMs: 6_000 })
  })

  test("is replaced once it was used, so that nobody waits with one that is worth nothing", async () => {
    const world = await busyWorld()
    const { ticket, waitMs } = await offerWork(world.context, client)
    await world.pass(waitMs)
    await ask(world, ticket)

    const next = await offerWork(world.context, client, ticket)
    await world.pass(next.waitMs)

    expect(await ask(world, next.ticket)).toBe("sent")
  })

  test("that is forged or ten minutes old is worth nothing", async () => {
    const world = await busyWorld()
    const { ticket } = await offerWork(world.context, client)
    const [issued, nonce, mac] = ticket.split(".")
    const forged = [`${Number(issued) - 60_000}.${nonce}.${mac}`, `${issued}.${"A".repeat(22)}.${mac}`]
    const answers = await Promise.all(forged.map((each) => ask(world, each)))
    await world.pass(10 * 60_000)

    expect([...answers, await ask(world, ticket)]).toEqual(Array(3).fill("work_needed"))
  })
})
