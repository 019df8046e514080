import { describe, expect, test } from "vitest"
import { cancel } from "@/lib/account/cancel"
import { requestDeletion } from "@/lib/account/request-deletion"
import { setReminders } from "@/lib/db/queries/account"
import { claimBulkJob, releaseBulkJob } from "@/lib/db/queries/bulk"
import { oweMessage } from "@/lib/db/queries/messages"
import { getPerson } from "@/lib/db/queries/people"
import { testDatabase } from "@/lib/db/test-database"
import { noFilter } from "@/lib/domain/attendee-query"
import { takeBackMs } from "@/lib/domain/message"
import { cancelEvent } from "@/lib/events/cancel-event"
import { editEvent } from "@/lib/events/edit-event"
import { refusal, startSmtpServer } from "@/lib/mail/test-smtp-server"
import { smtpTransport } from "@/lib/mail/transport"
import { deliverMails } from "@/lib/outbox/deliver-mails"
import { createEditor, type Editor } from "@/lib/testing/editor"
import { acceptedRegistration, getRegistration } from "@/lib/testing/registration-world"
import { runDueBulk, startBulk } from "./bulk"
import { readAttendee } from "./detail"
import {
  discardMessage,
  haltMessage,
  previewMessage,
  readMessage,
  saveMessage,
  scheduleMessage,
  sendTestMessage,
  takeBackMessage,
} from "./message"

const database = testDatabase()

const written: Record<string, string[]> = {
  subject: ["Doors, {first_name|friend}"],
  body: ["See you at **nine**. [Your ticket]({ticket_link})"],
}

type Prepared = { editor: Editor; ids: string[]; id: string }

/** People with tickets, and a draft to all of them. */
async function setup(count: number): Promise<Prepared> {
  const editor = await createEditor(database.db)
  const { world } = editor
  world.context.messagesPerMinute = 600
  const ids: string[] = []
  for (let index = 0; index < count; index++) ids.push(await acceptedRegistration(world))
  await deliverMails(world.context)
  world.mails.length = 0
  const scope = await editor.eventScope()
  const id = world.context.newId()
  const selection = { query: noFilter, event: scope.event }
  const started = await startBulk(world.context, scope, { jobId: id, action: "send_message", selection })
  expect(started).toBe("started")
  return { editor, ids, id }
}

const write = async ({ editor, id }: Prepared, values: Record<string, string[]> = {}) =>
  saveMessage(editor.world.context, await editor.eventScope(), id, { ...written, ...values })

const send = async ({ editor, id }: Prepared) =>
  scheduleMessage(editor.world.context, await editor.eventScope(), id)

const view = async ({ editor, id }: Prepared) =>
  readMessage(editor.world.context, await editor.eventScope(), id)

const preview = async (prepared: Prepared) => {
  const found = await view(prepared)
  return found && previewMessage(prepared.editor.world.context, found)
}

/** What the sweeper does; returns the subjects of what was sent meanwhile. */
async function sweep({ editor: { world } }: Prepared): Promise<string[]> {
  const before = world.mails.length
  await runDueBulk(world.context)
  await deliverMails(world.context)
  return world.mails.slice(before).map(({ subject }) => subject)
}

describe("a message", () => {
  test("reaches everybody it is meant for once, after the minute in which it can be taken back", async () => {
    const prepared = await setup(2)
    await write(prepared)

    expect(await send(prepared)).toBe("done")
    expect(await sweep(prepared)).toEqual([])
    expect(await view(prepared)).toMatchObject({ state: "scheduled", total: 2 })
    await prepared.editor.world.pass(takeBackMs)

    expect(await sweep(prepared)).toEqual(["Doors, Ana"])
    await prepared.editor.world.pass(1_000)
    expect(await sweep(prepared)).toEqual(["Doors, Ana"])
    expect(await sweep(prepared)).toEqual([])
    expect(await view(prepared)).toMatchObject({ state: "sent", mails: { sent: 2, refused: 0, waiting: 0 } })
  })

  test("that a mail server refuses for good is not sent again, and says whom it could not reach", async () => {
    const prepared = await setup(2)
    const { world } = prepared.editor
    await write(prepared)
    await send(prepared)
    await world.pass(takeBackMs)
    const [refused = "", reached = ""] = prepared.ids
    const { email } = await getPerson(database.db, (await getRegistration(world, refused)).personId)
    const smtp = await startSmtpServer({
      onRcptTo: ({ address }, _, done) => done(address === email ? refusal(550) : null),
    })
    world.context.mail = smtpTransport({ url: smtp.url, from: "tickets@example.org" })

    for (let round = 0; round < 3; round++) {
      await sweep(prepared)
      await world.pass(60_000)
    }

    expect(smtp.deliveries).toHaveLength(1)
    expect(await view(prepared)).toMatchObject({
      state: "sent",
      mails: { sent: 1, refused: 1, waiting: 0 },
      refused: [{ id: refused }],
    })
    const scope = await prepared.editor.eventScope()
    const read = async (id: string) => (await readAttendee(world.context, scope, id))?.messages
    expect(await read(refused)).toMatchObject([{ subject: "Doors, {first_name|friend}", isRefused: true }])
    expect(await read(reached)).toMatchObject([{ isRefused: false }])
    await world.context.mail.close()
    await smtp.close()
  })

  test("has the reader's values, a button to the ticket and its text for programs without HTML", async () => {
    const prepared = await setup(1)
    await write(prepared)
    await send(prepared)
    await prepared.editor.world.pass(takeBackMs)
    await sweep(prepared)
    const [mail] = prepared.editor.world.mails
    const url = `https://gatehouse.example/tickets/${prepared.ids[0]}`

    expect(mail?.html).toContain("<strong>nine</strong>")
    expect(mail?.html.split(`href="${url}"`)).toHaveLength(3)
    expect(mail?.text).toContain(`See you at **nine**. [Your ticket](${url})`)
    expect(mail?.unsubscribeUrl).toBeUndefined()
  })

  test("that was taken back is a draft again, and nobody gets it", async () => {
    const prepared = await setup(1)
    await write(prepared)
    await send(prepared)
    const scope = await prepared.editor.eventScope()

    expect(await takeBackMessage(prepared.editor.world.context, scope, prepared.id)).toBe("done")
    await prepared.editor.world.pass(2 * takeBackMs)

    expect(await sweep(prepared)).toEqual([])
    expect(await view(prepared)).toMatchObject({ state: "draft" })
    expect(await write(prepared, { subject: ["Another"] })).toEqual({ ok: true })
  })

  test("that goes out can be stopped: whoever it was not handed over to gets none", async () => {
    const prepared = await setup(3)
    await write(prepared)
    await send(prepared)
    await prepared.editor.world.pass(takeBackMs)
    expect(await sweep(prepared)).toHaveLength(1)

    const scope = await prepared.editor.eventScope()
    expect(await haltMessage(prepared.editor.world.context, scope, prepared.id)).toBe("done")
    await prepared.editor.world.pass(takeBackMs)

    expect(await sweep(prepared)).toEqual([])
    expect(await view(prepared)).toMatchObject({ state: "stopped", mails: { sent: 1, waiting: 0 } })
  })

  test("that is stopped while a worker is still owing its mails reaches nobody else", async () => {
    const prepared = await setup(2)
    const { context, pass, mails } = prepared.editor.world
    await write(prepared)
    await send(prepared)
    await pass(takeBackMs)
    const job = await claimBulkJob(database.db, prepared.id, context.clock())
    const scope = await prepared.editor.eventScope()

    expect(await haltMessage(context, scope, prepared.id)).toBe("done")
    expect(await haltMessage(context, scope, prepared.id)).toBe("changed")
    const owed = { messageId: prepared.id, runAt: context.clock() }
    await oweMessage(database.db, { ...owed, id: context.newId(), readerId: prepared.ids[0] ?? "" })
    await releaseBulkJob(database.db, job?.id ?? "", null)

    expect(await sweep(prepared)).toEqual([])
    expect(mails).toEqual([])
    expect(await view(prepared)).toMatchObject({ state: "stopped", mails: { sent: 0, waiting: 0 } })
  })

  test("is not sent to whoever cancelled since it was addressed, or deleted their account, and is still to be tried", async () => {
    const prepared = await setup(3)
    const { context, pass } = prepared.editor.world
    await write(prepared)
    await pass(1_000)
    await cancel(context, prepared.ids[0] ?? "")
    const { personId } = await getRegistration(prepared.editor.world, prepared.ids[1] ?? "")
    await requestDeletion(context, personId)
    await deliverMails(context)
    expect(await preview(prepared)).not.toBeNull()

    await send(prepared)
    await pass(takeBackMs)
    await sweep(prepared)
    await pass(1_000)
    await sweep(prepared)

    expect(prepared.editor.world.mails.filter(({ subject }) => subject === "Doors, Ana")).toHaveLength(1)
  })

  test("is a draft again when its event is cancelled before its hour", async () => {
    const prepared = await setup(1)
    await write(prepared, { send_at: ["2027-02-01T10:00"] })
    await send(prepared)

    await cancelEvent(prepared.editor.context, await prepared.editor.eventScope(), "")

    expect(await view(prepared)).toMatchObject({ state: "draft" })
  })

  test("that is not wanted can be deleted as long as it is a draft", async () => {
    const prepared = await setup(1)
    const { context } = prepared.editor.world
    const scope = await prepared.editor.eventScope()
    await write(prepared)
    await send(prepared)
    expect(await discardMessage(context, scope, prepared.id)).toBe("changed")

    await takeBackMessage(context, scope, prepared.id)

    expect(await discardMessage(context, scope, prepared.id)).toBe("done")
    expect(await view(prepared)).toBeNull()
  })

  test("cannot be changed or sent twice once it is meant", async () => {
    const prepared = await setup(1)
    await write(prepared)
    await send(prepared)

    expect(await write(prepared, { subject: ["Changed"] })).toEqual({ ok: false, gone: true })
    expect(await send(prepared)).toBe("changed")
    expect(await view(prepared)).toMatchObject({ texts: { own: { subject: "Doors, {first_name|friend}" } } })
  })

  test("is not sent before anything is written, or for an hour that is over", async () => {
    const prepared = await setup(1)
    expect(await send(prepared)).toBe("unwritten")

    await write(prepared, { send_at: ["2027-02-01T10:00"] })
    await prepared.editor.world.pass(
      Date.parse("2027-02-02T00:00:00Z") - prepared.editor.world.time.clock().getTime(),
    )

    expect(await send(prepared)).toBe("over")
  })

  test("goes out at the hour it was asked for", async () => {
    const prepared = await setup(1)
    const { world } = prepared.editor
    await write(prepared, { send_at: ["2027-02-01T10:00"] })
    await send(prepared)
    const until = (instant: string) => world.pass(Date.parse(instant) - world.time.clock().getTime())

    await until("2027-02-01T08:59:59Z")
    expect(await sweep(prepared)).toEqual([])
    await until("2027-02-01T09:00:00Z")
    expect(await sweep(prepared)).toEqual(["Doors, Ana"])
  })

  test("with news leaves out who unsubscribed, and can be ended by one click", async () => {
    const prepared = await setup(2)
    const { context, time, mails } = prepared.editor.world
    const { personId } = await getRegistration(prepared.editor.world, prepared.ids[0] ?? "")
    await setReminders(database.db, personId, time.clock())
    await write(prepared, { optional: ["yes"] })
    expect(await view(prepared)).toMatchObject({ unsubscribed: 1 })
    await send(prepared)
    await prepared.editor.world.pass(2 * takeBackMs)
    await sweep(prepared)
    const reader = await getRegistration(prepared.editor.world, prepared.ids[1] ?? "")

    expect(mails.map(({ unsubscribeUrl }) => unsubscribeUrl)).toEqual([
      expect.stringContaining(`${context.siteUrl}/api/unsubscribe?token=${reader.personId}.`),
    ])
    expect(await view(prepared)).toMatchObject({ leftOut: 1, mails: { sent: 1 } })
  })

  test("of another organization's event is there for nobody", async () => {
    const prepared = await setup(1)
    const other = await createEditor(database.db)

    expect(await readMessage(other.world.context, await other.eventScope(), prepared.id)).toBeNull()
    expect(await saveMessage(other.world.context, await other.eventScope(), prepared.id, written)).toEqual({
      ok: false,
      gone: true,
    })
    expect(await scheduleMessage(other.world.context, await other.eventScope(), prepared.id)).toBe("changed")
  })
})

test("a test goes to the organizer alone, as one of the readers will see it", async () => {
  const prepared = await setup(1)
  const scope = await prepared.editor.eventScope()
  const { context, mails } = prepared.editor.world
  expect(await sendTestMessage(context, scope, prepared.id, "me@example.com")).toBe(false)
  await write(prepared, { optional: ["yes"] })

  expect(await sendTestMessage(context, scope, prepared.id, "me@example.com")).toBe(true)
  expect(mails.map(({ html, text }) => html + text).join()).not.toContain("token=")

  expect(mails.map(({ to, subject }) => [to, subject])).toEqual([["me@example.com", "Doors, Ana"]])
  expect(await preview(prepared)).toMatchObject({ subject: "Doors, Ana" })
  expect(await view(prepared)).toMatchObject({ state: "draft" })
})

test("a preview and its test are in the language that is asked for", async () => {
  const prepared = await setup(1)
  const { editor } = prepared
  const { context, mails } = editor.world
  await editEvent(editor.context, await editor.eventScope(), await editor.eventForm({ languages: ["es"] }))
  const scope = await editor.eventScope()
  await write(prepared, { subject_es: ["Puertas, {first_name|amigo}"], body_es: ["Hasta pronto."] })
  const found = await view(prepared)

  expect(found && (await previewMessage(context, found))).toMatchObject({ subject: "Doors, Ana" })
  expect(found && (await previewMessage(context, found, "es"))).toMatchObject({ subject: "Puertas, Ana" })
  expect(await sendTestMessage(context, scope, prepared.id, "me@example.com", "es")).toBe(true)

  expect(mails.map(({ to, subject }) => [to, subject])).toEqual([["me@example.com", "Puertas, Ana"]])
})

test.each([
  [{ subject: [" "] }, { subject: { code: "required" } }],
  [{ subject: ["x".repeat(151)] }, { subject: { code: "too_long", limit: 150 } }],
  [{ body: ["{nickname}"] }, { body: { code: "unknown_field", text: "{nickname}" } }],
  [{ send_at: ["2020-01-01T10:00"] }, { send_at: { code: "time_over" } }],
])("%o is refused at its field, and the draft stays as it was", async (values, issues) => {
  const prepared = await setup(1)
  await write(prepared)

  expect(await write(prepared, values)).toEqual({ ok: false, issues })
  expect(await view(prepared)).toMatchObject({ texts: { own: { subject: "Doors, {first_name|friend}" } } })
})

test("two workers at once send each mail once, and a worker that dies is taken over from", async () => {
  const prepared = await setup(30)
  const { context, pass, mails } = prepared.editor.world
  await write(prepared)
  await send(prepared)
  await pass(takeBackMs)

  await Promise.all([runDueBulk(context), runDueBulk({ ...context, owner: "another" })])
  await pass(takeBackMs)
  await Promise.all([deliverMails(context), deliverMails(context)])

  expect(mails).toHaveLength(30)
  expect(new Set(mails.map(({ to }) => to)).size).toBe(30)
})
