import { expect, test } from "vitest"
import { testDatabase } from "@/lib/db/test-database"
import { refusal, startSmtpServer } from "@/lib/mail/test-smtp-server"
import { smtpTransport } from "@/lib/mail/transport"
import { acceptedRegistration, createWorld, provedPerson } from "@/lib/testing/registration-world"
import { deliverMails } from "./deliver-mails"

const database = testDatabase()

const minuteMs = 60_000

/** Two rounds, a minute apart, against a server that answers each recipient with `answers` in turn, then accepts. */
async function twoRounds(answers: number[]) {
  const smtp = await startSmtpServer({
    onRcptTo: (_, __, done) => {
      const answer = answers.shift()
      return answer === undefined ? done() : done(refusal(answer))
    },
  })
  const mail = smtpTransport({ url: smtp.url, from: "tickets@example.org" })
  const world = await createWorld(database.db, { context: { mail } })
  await acceptedRegistration(world, { person: await provedPerson(world, "ana@example.org") })
  await deliverMails(world.context)
  const first = smtp.deliveries.length
  await world.pass(minuteMs)
  await deliverMails(world.context)
  await mail.close()
  await smtp.close()
  return { world, first, deliveries: smtp.deliveries }
}

test("a ticket is mailed once", async () => {
  const { first, deliveries } = await twoRounds([])

  expect(first).toBe(1)
  expect(deliveries.map(({ recipients }) => recipients)).toEqual([["ana@example.org"]])
})

test("a server that says later gets the mail again a minute later", async () => {
  const { first, deliveries } = await twoRounds([450])

  expect([first, deliveries.length]).toEqual([0, 1])
})

test("a server that says never is not asked again, and the log does not repeat the address", async () => {
  const { world, deliveries } = await twoRounds([550])

  expect(deliveries).toHaveLength(0)
  expect(world.logged()).toContain("a mail could not be sent")
  expect(world.logged()).not.toContain("ana@example")
})

test("two senders at once send one mail", async () => {
  const world = await createWorld(database.db)
  await acceptedRegistration(world)

  await Promise.all([deliverMails(world.context), deliverMails(world.context)])

  expect(world.mails).toHaveLength(1)
})

test("one mail that cannot be sent does not hold up the others", async () => {
  const world = await createWorld(database.db)
  for (let index = 0; index < 3; index++) await acceptedRegistration(world)
  let calls = 0
  const send: typeof world.context.mail.send = async (message, id) => {
    calls += 1
    if (calls === 1) throw new Error("the connection was lost")
    await world.context.mail.send(message, id)
  }

  await deliverMails({ ...world.context, mail: { ...world.context.mail, send } })

  expect(world.mails).toHaveLength(2)
})
