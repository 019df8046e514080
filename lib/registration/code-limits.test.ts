import { describe, expect, test } from "vitest"
import type { CodeLimits } from "@/lib/context"
import { findChallenge } from "@/lib/db/queries/drafts"
import { rateLimit } from "@/lib/db/schema/rate-limit"
import { testDatabase } from "@/lib/db/test-database"
import { readEnvironment } from "@/lib/env"
import { resendAfterMs } from "@/lib/outbox/code"
import { sweep } from "@/lib/sweep"
import { address, mailedCode, otherCode } from "@/lib/testing/codes"
import { createWorld, provedPerson, testId, type World } from "@/lib/testing/registration-world"
import type { Asker } from "./code-limits"
import { resendCode } from "./draft"
import { offerWork } from "./proof-of-work"
import { proveAddress } from "./prove-address"
import { sendCode } from "./send-code"

const database = testDatabase()

const minuteMs = 60_000
const hourMs = 60 * minuteMs

/** What a site without configuration has. */
const defaults = readEnvironment({ AUTH_SECRET: "x".repeat(32) }).limits

const limitedWorld = (limits: Partial<CodeLimits> = {}) =>
  createWorld(database.db, { context: { limits: { ...defaults, ...limits } } })

const client = (number: number) => `198.51.100.${number}`
const owner: Asker = { client: client(250), hasProved: (email) => email === address }

type Asked = Partial<Parameters<typeof sendCode>[1]>

const ask = ({ context }: World, asked: Asked = {}) =>
  sendCode(context, { challengeId: testId(), email: address, client: client(1), language: "en", ...asked })

/** What each request came to: "sent", or the code of its error. */
async function outcomes(requests: Promise<unknown>[]): Promise<string[]> {
  const results = await Promise.allSettled(requests)
  return results.map((result) => (result.status === "fulfilled" ? "sent" : String(result.reason.code)))
}

const count = (list: string[], value: string) => list.filter((item) => item === value).length

async function inTurn(times: number, act: (index: number) => Promise<unknown>): Promise<string[]> {
  const all: string[] = []
  for (let index = 0; index < times; index++) all.push(...(await outcomes([act(index)])))
  return all
}

/** A crowd: 30 at once, the next 30 when those are served, as a site that sheds load would have them. */
async function inWaves<Item>(items: Item[], act: (item: Item, index: number) => Promise<unknown>) {
  const all: string[] = []
  for (let from = 0; from < items.length; from += 30) {
    const wave = items.slice(from, from + 30)
    all.push(...(await outcomes(wave.map((item, index) => act(item, from + index)))))
  }
  return all
}

const numbers = (length: number) => Array.from({ length }, (_, index) => index)

describe("codes to one address", () => {
  test("are three in a quarter of an hour from one client, and the fourth says how long", async () => {
    const world = await limitedWorld()
    await inTurn(3, () => ask(world))
    await world.pass(3 * minuteMs)

    const fourth = ask(world)

    await expect(fourth).rejects.toMatchObject({ code: "too_many_codes", waitMs: 12 * minuteMs })
    await world.pass(12 * minuteMs)
    expect(await outcomes([ask(world)])).toEqual(["sent"])
  })

  test("are three for 20 requests at once", async () => {
    const world = await limitedWorld()

    const results = await outcomes(Array.from({ length: 20 }, () => ask(world)))

    expect(count(results, "sent")).toBe(3)
    expect(world.mails).toHaveLength(3)
  })

  test("are ten in a day, whoever bombs it from wherever", async () => {
    const world = await limitedWorld()
    const all: string[] = []
    for (let round = 0; round < 5; round++) {
      all.push(...(await inWaves(numbers(200), (index) => ask(world, { client: client(index) }))))
      await world.pass(4 * hourMs)
    }

    expect(all).toHaveLength(1_000)
    expect(count(all, "sent")).toBe(10)
    await expect(ask(world, { client: client(201) })).rejects.toMatchObject({ waitMs: 4 * hourMs })
  })

  test("leave another address alone", async () => {
    const world = await limitedWorld()
    await inTurn(4, () => ask(world))

    expect(await outcomes([ask(world, { email: "bob@example.org" })])).toEqual(["sent"])
  })

  test("do not end a form whose code is still alive, but a resend says that there were too many", async () => {
    const world = await limitedWorld()
    const challengeId = testId()
    await inTurn(3, async () => {
      await ask(world, { challengeId })
      await world.pass(resendAfterMs)
    })

    const again = await ask(world, { challengeId })

    expect(again.challengeId).toBe(challengeId)
    expect(again.notSent).toMatchObject({ code: "too_many_codes", waitMs: 15 * minuteMs - 3 * resendAfterMs })
    const resent = resendCode(world.context, { challengeId, client: client(1), language: "en" })
    await expect(resent).rejects.toMatchObject({ code: "too_many_codes" })
  })

  test("are not refused to the second half of a double click that asked for the last one", async () => {
    const world = await limitedWorld({ perQuarterHour: 1, perClientFree: 0 })
    const { ticket, waitMs } = await offerWork(world.context, client(1))
    await world.pass(waitMs)
    const same = { challengeId: testId(), work: ticket }

    const answers = await Promise.all([ask(world, same), ask(world, same), ask(world, same)])

    expect(answers.map(({ challengeId }) => challengeId)).toEqual(Array(3).fill(same.challengeId))
    expect(world.mails).toHaveLength(1)
  })

  test("cost nothing when the mail was not taken, and something to the client", async () => {
    const world = await limitedWorld({ perQuarterHour: 1, perClient: 3 })
    const send = () => Promise.reject(new Error("no mail server"))
    const unmailed = { ...world, context: { ...world.context, mail: { ...world.context.mail, send } } }

    const failed = await inTurn(2, () => ask(unmailed))

    expect(failed).toEqual(["mail_failed", "mail_failed"])
    expect(await inTurn(2, (index) => ask(world, { email: `${index}@example.org` }))).toEqual([
      "sent",
      "too_many_codes",
    ])
    expect(await outcomes([ask(world, { client: client(2) })])).toEqual(["sent"])
  })
})

describe("a refusal", () => {
  test("of a client costs the address nothing", async () => {
    const world = await limitedWorld({ perClient: 3 })
    await inTurn(3, (index) => ask(world, { email: `${index}@example.org` }))

    const refused = await inTurn(5, () => ask(world))

    expect(refused).toEqual(Array(5).fill("too_many_codes"))
    expect(await inTurn(3, () => ask(world, { client: client(2) }))).toEqual(["sent", "sent", "sent"])
  })

  test("of an address costs the client nothing", async () => {
    const world = await limitedWorld({ perClient: 4, perClientFree: 4 })
    await inTurn(3, () => ask(world))

    const refused = await inTurn(5, () => ask(world))

    expect(refused).toEqual(Array(5).fill("too_many_codes"))
    expect(await outcomes([ask(world, { email: "bob@example.org" })])).toEqual(["sent"])
  })
})

describe("a stranger who asks for somebody's codes", () => {
  test("ten times does not keep the owner out, nor end the code the owner has", async () => {
    const world = await limitedWorld()
    const challengeId = testId()
    await ask(world, { challengeId, ...owner })
    const earlier = mailedCode(world, address)
    const asked = await inTurn(10, (index) => ask(world, { client: client(index) }))

    const later = await ask(world, { ...owner })

    expect(count(asked, "sent")).toBe(10)
    expect(await proveAddress(world.context, challengeId, earlier, owner)).toBe(address)
    expect(await proveAddress(world.context, later.challengeId, mailedCode(world, address), owner)).toBe(
      address,
    )
  })

  test("from one network all day leaves the owner's new browser codes to ask for", async () => {
    const world = await limitedWorld()
    await inTurn(20, async () => {
      await world.pass(15 * minuteMs)
      return ask(world)
    })

    const answers = await inTurn(3, () => ask(world, { client: client(2) }))

    expect(world.mails).toHaveLength(8)
    expect(answers).toEqual(["sent", "sent", "sent"])
  })

  test("and mistypes a hundred of them puts the address to rest, but not for the owner's browser", async () => {
    const world = await limitedWorld({ perDay: 1_000, perQuarterHour: 1_000 })
    const guess = async () => {
      const { challengeId } = await ask(world)
      const wrong = otherCode(mailedCode(world, address))
      return inTurn(5, () => proveAddress(world.context, challengeId, wrong))
    }
    const live = await ask(world, { client: client(3) })
    const right = mailedCode(world, address)
    const answers: string[] = []
    for (let round = 0; round < 20; round++) answers.push(...(await guess()))

    const resting = proveAddress(world.context, live.challengeId, right)

    expect(count(answers, "code_wrong") + count(answers, "code_spent")).toBe(100)
    await expect(resting).rejects.toMatchObject({ code: "address_resting", waitMs: 12 * hourMs })
    await expect(ask(world)).rejects.toMatchObject({ code: "address_resting" })
    const { challengeId } = await ask(world, { ...owner })
    expect(await proveAddress(world.context, challengeId, mailedCode(world, address), owner)).toBe(address)

    await world.pass(12 * hourMs)
    const after = await ask(world)
    expect(await proveAddress(world.context, after.challengeId, mailedCode(world, address))).toBe(address)
  })
})

test("a right code ends the row of wrong ones", async () => {
  const world = await limitedWorld({ perDay: 1_000, perQuarterHour: 1_000, failures: 10 })
  const round = async () => {
    const { challengeId } = await ask(world)
    const code = mailedCode(world, address)
    await inTurn(4, () => proveAddress(world.context, challengeId, otherCode(code)))
    return proveAddress(world.context, challengeId, code)
  }

  expect(await inTurn(5, round)).toEqual(Array(5).fill("sent"))
})

test("of 1,000 guesses from 100 clients in a day 50 are compared, and no code outlives its fifth", async () => {
  const world = await limitedWorld()
  const codes: { challengeId: string; code: string }[] = []
  const asked = await inTurn(100, async (index) => {
    const { challengeId } = await ask(world, { client: client(index) })
    codes.push({ challengeId, code: mailedCode(world, address) })
  })
  const guesses = codes.flatMap((each) => numbers(100).map(() => each))

  const answers = await inWaves(guesses, ({ challengeId, code }) =>
    proveAddress(world.context, challengeId, otherCode(code)),
  )
  const right = await inTurn(codes.length, (index) =>
    proveAddress(world.context, codes[index]?.challengeId ?? "", codes[index]?.code ?? ""),
  )

  expect(count(asked, "sent")).toBe(10)
  expect(answers).toHaveLength(1_000)
  expect(count(answers, "code_wrong")).toBe(4 * 10)
  const attempts = await Promise.all(codes.map(({ challengeId }) => findChallenge(database.db, challengeId)))
  expect(attempts.map((challenge) => challenge?.attempts)).toEqual(Array(10).fill(5))
  expect(right).toEqual(Array(10).fill("code_spent"))
})

test("whether anybody has an address does not show: not in the answer, the mail or what is counted", async () => {
  const world = await limitedWorld()
  await provedPerson(world, address)
  const seen = async (email: string) => {
    const answers = await inTurn(4, async () => expect((await ask(world, { email })).notSent).toBeNull())
    const mails = world.mails.filter(({ to }) => to === email)
    const mailed = mails.map(({ subject, text }) =>
      `${subject} ${text}`.replaceAll(/\d{3} \d{3}/g, "code").replaceAll(email, "address"),
    )
    return { answers, mailed }
  }

  expect(await seen(address)).toEqual(await seen("nobody@example.org"))
})

test("a hundred failures are a hundred comparisons, however many guesses come at once", async () => {
  const world = await limitedWorld({ perDay: 1_000, perQuarterHour: 1_000 })
  const challenges: { challengeId: string; wrong: string }[] = []
  for (let index = 0; index < 40; index++) {
    const { challengeId } = await ask(world)
    challenges.push({ challengeId, wrong: otherCode(mailedCode(world, address)) })
  }

  const guesses = challenges.flatMap((each) => numbers(5).map(() => each))

  const answers = await inWaves(guesses, ({ challengeId, wrong }) =>
    proveAddress(world.context, challengeId, wrong),
  )

  expect(count(answers, "code_wrong") + count(answers, "code_spent")).toBe(100)
  expect(count(answers, "address_resting")).toBe(100)
})

describe("a venue", () => {
  test("of 330 people behind one address gets in, and each is mailed once", async () => {
    const world = await limitedWorld()
    const emails = Array.from({ length: 330 }, (_, index) => `guest${index}@example.org`)
    const people = emails.map((email) => ({ email, challengeId: testId() }))
    const first = await inWaves(people, (person) => ask(world, person))
    const asked = people.filter((_, index) => first[index] === "work_needed")
    const tickets = await Promise.all(asked.map(() => offerWork(world.context, client(1))))
    await world.pass(defaults.waitMs)

    const second = await inWaves(asked, (person, index) =>
      ask(world, { ...person, work: tickets[index]?.ticket ?? "" }),
    )

    expect(count(first, "sent")).toBe(150)
    expect(asked).toHaveLength(180)
    expect(count(second, "sent")).toBe(180)
    expect(new Set(world.mails.map(({ to }) => to)).size).toBe(330)
    expect(world.mails).toHaveLength(330)
  })

  test("of 200 in ten minutes has nobody turned away", async () => {
    const world = await limitedWorld()

    const answers = await inWaves(numbers(200), (index) => ask(world, { email: `guest${index}@example.org` }))

    expect(count(answers, "too_many_codes")).toBe(0)
  })
})

test("where nothing says who asks, addresses have their limits and no client has any", async () => {
  const world = await limitedWorld({ perClient: 1, perClientFree: 0 })

  const some = await inTurn(3, (index) => ask(world, { client: null, email: `${index}@example.org` }))

  expect(some).toEqual(["sent", "sent", "sent"])
  expect(await inTurn(4, () => ask(world, { client: null }))).toEqual([
    ...["sent", "sent", "sent"],
    "too_many_codes",
  ])
})

test("what is counted names nobody, and goes when its time is over", async () => {
  const world = await limitedWorld()
  await ask(world)
  const rows = JSON.stringify(await database.db.select().from(rateLimit))
  await world.pass(24 * hourMs)

  await sweep(world.context)

  expect(rows).toContain("codes-pair")
  expect(rows).not.toMatch(/ana@example|198\.51/)
  expect(await database.db.select().from(rateLimit)).toEqual([])
})
