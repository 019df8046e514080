import { subscribe, unsubscribe } from "node:diagnostics_channel"
import { describe, expect, test } from "vitest"
import { findChallenge } from "@/lib/db/queries/drafts"
import { testDatabase } from "@/lib/db/test-database"
import { refusal, startSmtpServer } from "@/lib/mail/test-smtp-server"
import { smtpTransport } from "@/lib/mail/transport"
import { codeLifetimeMs, resendAfterMs } from "@/lib/outbox/code"
import { deliverMails } from "@/lib/outbox/deliver-mails"
import { address, mailedChallenge, mailedCode } from "@/lib/testing/codes"
import { createWorld, testId, unlimited, type World } from "@/lib/testing/registration-world"
import { proveAddress } from "./prove-address"
import { sendCode } from "./send-code"

const database = testDatabase()

const request = (_: World, overrides: Partial<Parameters<typeof sendCode>[1]> = {}) => ({
  challengeId: testId(),
  email: address,
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

    const again = await sendCode(world.context, same)

    expect(again.challengeId).toBe(same.challengeId)
    expect(again.notSent?.code ?? null).toBe(notSent)
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

/** A request whose process ends while it mails, before or after the mail server has the mail. */
function killedWhileMailing(world: World, asked: ReturnType<typeof request>, isHandedOver = false) {
  return new Promise<void>((killed) => {
    const send = async (...mail: Parameters<typeof world.context.mail.send>) => {
      if (isHandedOver) await world.context.mail.send(...mail)
      killed()
      await new Promise(() => {})
    }
    void sendCode({ ...world.context, mail: { ...world.context.mail, send } }, asked)
  })
}

describe("a process that is killed", () => {
  test("before the mail left leaves it to the sweeper, ten seconds later, once", async () => {
    const world = await createWorld(database.db)
    const same = request(world)
    await killedWhileMailing(world, same)

    await world.pass(9_999)
    await deliverMails(world.context)
    const early = world.mails.length
    await world.pass(1)
    await Promise.all([deliverMails(world.context), deliverMails(world.context)])
    await world.pass(60_000)
    await deliverMails(world.context)

    expect(early).toBe(0)
    expect(world.mails).toHaveLength(1)
    expect(await proveAddress(world.context, same.challengeId, mailedCode(world, address))).toBe(address)
  })

  test("is made up for by the next request of the same form, within half a minute and without a cost", async () => {
    const limits = { ...unlimited, perQuarterHour: 1 }
    const world = await createWorld(database.db, { context: { limits } })
    const same = request(world)
    await killedWhileMailing(world, same)
    await world.pass(10_000)

    const again = await sendCode(world.context, same)

    expect(again).toEqual({ challengeId: same.challengeId, notSent: null })
    expect(await proveAddress(world.context, same.challengeId, mailedCode(world, address))).toBe(address)
  })

  test("leaves no mail about a code that has expired or was proved meanwhile", async () => {
    const world = await createWorld(database.db)
    await killedWhileMailing(world, request(world))
    await world.pass(codeLifetimeMs)

    await deliverMails(world.context)

    expect(world.mails).toEqual([])
  })

  test.each([
    ["a mail server refuses it for good when the sweeper comes", 10_000, 550],
    ["it expires before a mail server could be asked", codeLifetimeMs, null],
  ])("leaves the address its allowance where %s", async (_, waited, answer) => {
    const smtp = await startSmtpServer({
      onRcptTo: (_, __, done) => (answer === null ? done() : done(refusal(answer))),
    })
    const mail = smtpTransport({ url: smtp.url, from: "tickets@example.org" })
    const limits = { ...unlimited, perQuarterHour: 1, perDay: 1 }
    const world = await createWorld(database.db, { context: { limits } })
    const asked = { client: "198.51.100.7" }
    await killedWhileMailing(world, request(world, asked))
    await world.pass(waited)

    await Promise.all([1, 2].map(() => deliverMails({ ...world.context, mail })))
    const sent = await sendCode(world.context, request(world, asked))
    const more = sendCode(world.context, request(world, asked))

    await mail.close()
    await smtp.close()
    expect(sent.notSent).toBeNull()
    // Given back once and no more.
    await expect(more).rejects.toMatchObject({ code: "too_many_codes" })
  })

  test("after the mail server took the mail sends the same message again, under the same Message-ID", async () => {
    const smtp = await startSmtpServer()
    const mail = smtpTransport({ url: smtp.url, from: "Gatehouse <tickets@gatehouse.example>" })
    const world = await createWorld(database.db, { context: { mail } })
    const first = request(world)
    await killedWhileMailing(world, first, true)
    await world.pass(60_000)

    await deliverMails(world.context)
    await sendCode(world.context, request(world, { email: "bob@example.org" }))

    await mail.close()
    await smtp.close()
    const [one, two, other] = smtp.deliveries.map(({ mail: { messageId, subject } }) => ({
      messageId,
      subject,
    }))
    expect(one?.messageId).toMatch(/^<[0-9a-f-]{36}@gatehouse\.example>$/)
    expect(two).toEqual(one)
    expect(other?.messageId).not.toBe(one?.messageId)
  })
})

test("a database, copied while a code is under way, holds no code", async () => {
  const world = await createWorld(database.db)
  const same = request(world)
  await killedWhileMailing(world, same)
  const dump = JSON.stringify(await findChallenge(database.db, same.challengeId))
  await world.pass(10_000)
  await deliverMails(world.context)

  expect(dump).not.toContain(mailedCode(world, address))
})

test("every request of a code is counted by how it ended", async () => {
  const outcomes: unknown[] = []
  const count = (message: unknown) => outcomes.push((message as { outcome: string }).outcome)
  subscribe("gatehouse:code", count)
  const limits = { ...unlimited, perQuarterHour: 1 }
  const world = await createWorld(database.db, { context: { limits } })
  const send = () => Promise.reject(new Error("no mail server"))
  const unmailed = { ...world.context, mail: { ...world.context.mail, send } }

  await expect(sendCode(unmailed, request(world))).rejects.toMatchObject({ code: "mail_failed" })
  await sendCode(world.context, request(world))
  await expect(sendCode(world.context, request(world))).rejects.toMatchObject({ code: "too_many_codes" })

  unsubscribe("gatehouse:code", count)
  expect(outcomes).toEqual(["failed", "sent", "refused"])
})
