import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest"
import { rateLimit } from "@/lib/db/schema/rate-limit"
import { createTestDatabase, type TestDatabase } from "@/lib/db/test-database"
import { refusal, startSmtpServer } from "@/lib/mail/test-smtp-server"
import { smtpTransport } from "@/lib/mail/transport"
import { resendAfterMs } from "./code"
import { codeLimits } from "./code-limits"
import { resendCode } from "./draft"
import { proveAddress } from "./prove-address"
import { sendCode } from "./send-code"
import { address, mailedChallenge, mailedCode } from "./test-codes"
import { createWorld, testId, type World } from "./test-context"

let database: TestDatabase

beforeAll(async () => {
  database = await createTestDatabase()
})
beforeEach(() => database.truncate())
afterAll(() => database.close())

const request = (world: World, overrides: Partial<Parameters<typeof sendCode>[1]> = {}) => ({
  challengeId: testId(),
  email: address,
  event: world.event,
  client: null,
  language: "en",
  ...overrides,
})

describe("a code", () => {
  test("is mailed once however often the button is pressed at once", async () => {
    const world = await createWorld(database.db)
    const same = request(world)

    const answers = await Promise.all(Array.from({ length: 10 }, () => sendCode(world.context, same)))

    expect(world.mails).toHaveLength(1)
    expect(answers.filter(({ notSent }) => notSent === null)).toHaveLength(1)
  })

  test.each([
    [resendAfterMs - 1, "code_too_soon"],
    [resendAfterMs, null],
  ])("asked for again after %i ms is not sent because of %s", async (waited, notSent) => {
    const world = await createWorld(database.db)
    const same = request(world)
    await sendCode(world.context, same)
    await world.pass(waited)

    expect(await sendCode(world.context, same)).toEqual({ challengeId: same.challengeId, notSent })
  })

  test("for a proved challenge goes out under a new one", async () => {
    const world = await createWorld(database.db)
    const { challengeId, code } = await mailedChallenge(world)
    await proveAddress(world.context, challengeId, code)

    const next = await sendCode(world.context, request(world, { challengeId }))

    expect(next.notSent).toBeNull()
    expect(next.challengeId).not.toBe(challengeId)
  })
})

describe("a mail server that refuses", () => {
  test("ends in a message, takes the code back, and the next request may send at once", async () => {
    const smtp = await startSmtpServer({ onRcptTo: (_, __, done) => done(refusal(450)) })
    const mail = smtpTransport({ url: smtp.url, from: "tickets@example.org" })
    const world = await createWorld(database.db)
    const same = request(world)

    const failed = sendCode({ ...world.context, mail }, same)

    await expect(failed).rejects.toMatchObject({ name: "AppError", code: "mail_failed" })
    await mail.close()
    await smtp.close()
    expect(await sendCode(world.context, same)).toEqual({ challengeId: same.challengeId, notSent: null })
    expect(await proveAddress(world.context, same.challengeId, mailedCode(world, address))).toBe(address)
  })

  test("late does not take back the code that was sent meanwhile", async () => {
    const world = await createWorld(database.db)
    const same = request(world)
    const send = async () => {
      await world.pass(resendAfterMs)
      await sendCode(world.context, same)
      throw new Error("the first mail is refused at last")
    }

    const failed = sendCode({ ...world.context, mail: { ...world.context.mail, send } }, same)

    await expect(failed).rejects.toMatchObject({ code: "mail_failed" })
    expect(await proveAddress(world.context, same.challengeId, mailedCode(world, address))).toBe(address)
  })
})

describe("limits", () => {
  const limitedWorld = () =>
    createWorld(database.db, {
      context: { limits: codeLimits({ db: database.db, table: rateLimit }, Buffer.alloc(32, 3)) },
    })

  test("three codes to one address in a quarter of an hour, from any number of browsers", async () => {
    const world = await limitedWorld()
    for (let sent = 0; sent < 3; sent++) await sendCode(world.context, request(world))

    const fourth = sendCode(world.context, request(world))

    await expect(fourth).rejects.toMatchObject({ name: "AppError", code: "too_many_codes" })
    expect(world.mails).toHaveLength(3)
  })

  test("do not end a form whose code is still alive, but a resend says that there were too many", async () => {
    const world = await limitedWorld()
    const same = request(world)
    for (let sent = 0; sent < 3; sent++) {
      await sendCode(world.context, same)
      await world.pass(resendAfterMs)
    }

    const again = await sendCode(world.context, same)

    expect(again).toEqual({ challengeId: same.challengeId, notSent: "too_many_codes" })
    await expect(resendCode(world.context, same)).rejects.toMatchObject({
      code: "too_many_codes",
    })
  })

  test("of one address leave another alone", async () => {
    const world = await limitedWorld()
    for (let sent = 0; sent < 3; sent++) await sendCode(world.context, request(world))

    const other = await sendCode(world.context, request(world, { email: "bob@example.org" }))

    expect(other.notSent).toBeNull()
  })

  test("of a client hold across addresses, at 300", async () => {
    const world = await limitedWorld()
    const taken: boolean[] = []
    for (let visitor = 0; visitor < 301; visitor++)
      taken.push(
        await world.context.limits.take({ email: `v${visitor}@example.org`, client: "198.51.100.7" }),
      )

    expect(taken.indexOf(false)).toBe(300)
  })

  test("hold for 20 requests at once", async () => {
    const world = await limitedWorld()

    const results = await Promise.allSettled(
      Array.from({ length: 20 }, () => sendCode(world.context, request(world))),
    )

    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(3)
    expect(world.mails).toHaveLength(3)
  })

  test("keep no address in clear text", async () => {
    const world = await limitedWorld()
    await sendCode(world.context, request(world, { client: "198.51.100.7" }))

    const rows = JSON.stringify(await database.db.select().from(rateLimit))

    expect(rows).toContain("code-15min")
    expect(rows).not.toMatch(/ana@example|198\.51/)
  })
})
